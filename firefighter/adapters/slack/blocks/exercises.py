"""The question whether an exercise by schedule suits its team; forms to move and skip it."""

from collections.abc import Collection, Sequence
from datetime import date

from firefighter.adapters.slack.blocks.action_ids import action, team_state
from firefighter.adapters.slack.blocks.block_kit import (
    Block,
    Element,
    actions,
    button,
    context,
    date_field,
    modal,
    section,
    text_field,
)
from firefighter.adapters.slack.wording.exercises import exercise_text, planned_text
from firefighter.domain.exercise_schedule import (
    ASKED_BEFORE,
    REASON_LIMIT,
    ExerciseSchedule,
    ExerciseState,
    PlannedExercise,
)
from firefighter.domain.spelling import folded
from firefighter.i18n import gettext, ngettext
from firefighter.ports.exercises import ExerciseMessage, ExerciseMessageKind

AGREE = "agree_to_exercise"
MOVE = "move_exercise"
SKIP = "skip_exercise"
LIST = "exercise_list"

_LISTED = 30

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


def exercise_list(
    found: Sequence[tuple[ExerciseSchedule, PlannedExercise]], own: Collection[str], today: date
) -> Block:
    """What comes next, by day. The people of a team decide: `own` are the keys of their teams."""
    rows: list[Block] = []
    for schedule, planned in found[:_LISTED]:
        rows.append(section(planned_text(schedule, planned, today)))
        if planned.is_pending and folded(schedule.team) in own:
            rows.append(actions(_decisions(planned, today)))
    if (more := len(found) - _LISTED) > 0:
        rows.append(context(ngettext("…and {number} more", "…and {number} more", more)))
    nothing = gettext(
        "No exercise is planned by schedule. `[[exercises]]` in `firefighter.toml` plans them."
    )
    return modal(LIST, gettext("Exercises"), rows or [section(nothing)])


def _decisions(planned: PlannedExercise, today: date) -> list[Element]:
    """A team says yes once it was asked."""
    slot = planned.slot.isoformat()
    state, detail = str(team_state(planned.key, slot)), f"{planned.key}.{slot}"
    yes = button(action(AGREE, detail), gettext("Yes"), state, "primary")
    is_asked = planned.state is ExerciseState.ASKED and planned.day - today <= ASKED_BEFORE
    return [
        *([yes] if is_asked else []),
        button(action(MOVE, detail), gettext("Move…"), state),
        button(action(SKIP, detail), gettext("Skip…"), state),
    ]
