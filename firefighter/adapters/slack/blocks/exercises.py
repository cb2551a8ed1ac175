"""The question whether an exercise by schedule suits its team; forms to move and skip it."""

from datetime import date

from firefighter.adapters.slack.blocks.action_ids import team_state
from firefighter.adapters.slack.blocks.block_kit import (
    Block,
    actions,
    button,
    context,
    date_field,
    modal,
    section,
    text_field,
)
from firefighter.adapters.slack.wording.exercises import exercise_text
from firefighter.domain.exercise_schedule import REASON_LIMIT
from firefighter.i18n import gettext
from firefighter.ports.exercises import ExerciseMessage, ExerciseMessageKind

AGREE = "agree_to_exercise"
MOVE = "move_exercise"
SKIP = "skip_exercise"

_CHANGEABLE = (ExerciseMessageKind.AGREED, ExerciseMessageKind.MOVED, ExerciseMessageKind.POSTPONED)


def exercise_message(message: ExerciseMessage) -> tuple[str, list[Block]]:
    text = f"{gettext('EXERCISE')} · {exercise_text(message)}"
    state = str(team_state(message.key, message.slot.isoformat()))
    change = [
        button(MOVE, gettext("Move…"), state),
        button(SKIP, gettext("Skip…"), state),
    ]
    match message.kind:
        case ExerciseMessageKind.QUESTION:
            yes = button(AGREE, gettext("Yes"), state, "primary")
            note = gettext("Without an answer it does not take place.")
            return text, [section(text), actions([yes, *change]), context(note)]
        case kind if kind in _CHANGEABLE:
            return text, [section(text), actions(change)]
        case _:
            return text, [section(text)]


def move_form(key: str, slot: date) -> Block:
    return modal(
        MOVE,
        gettext("Move exercise"),
        [
            date_field("day", gettext("Day")),
            context(
                gettext(
                    "A working day after today, within 60 days, and no holiday or freeze. Whoever "
                    "moves it agrees to it."
                )
            ),
        ],
        submit=gettext("Move"),
        metadata=str(team_state(key, slot.isoformat())),
    )


def skip_form(key: str, slot: date) -> Block:
    return modal(
        SKIP,
        gettext("Skip exercise"),
        [text_field("reason", gettext("Reason"), max_length=REASON_LIMIT, multiline=True)],
        submit=gettext("Skip"),
        metadata=str(team_state(key, slot.isoformat())),
    )
