"""Lists exercises by schedule, and takes what a team decides: yes, another day, or not."""

from datetime import date

from firefighter.adapters.slack.blocks import exercises as drawn
from firefighter.adapters.slack.blocks.action_ids import ButtonState
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.inbound.interactions import (
    BlockAction,
    Interaction,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.effects.exercises import exercise_messages
from firefighter.i18n import gettext_noop
from firefighter.jobs.exercises import start_on
from firefighter.use_cases.exercises import agree_to_exercise, move_exercise, skip_exercise

feature = Feature(is_exercise=True)


@feature.command(
    "exercises",
    description=gettext_noop("Show planned exercises, move or skip one."),
)
def list_by_command(interaction: SlashCommand) -> None:
    interaction.open_form(_list(interaction))


@feature.press(drawn.AGREE, about_incident=False)
def agree(interaction: BlockAction) -> None:
    state = interaction.button_state
    agree_to_exercise(
        interaction.context,
        interaction.delivery,
        interaction.user,
        state.seen,
        _slot(state),
        tell=exercise_messages,
        start=start_on,
    )
    if interaction.callback_id == drawn.LIST:
        interaction.redraw(interaction.view_id, _list(interaction))


@feature.press(drawn.MOVE, about_incident=False)
def ask_for_day(interaction: BlockAction) -> None:
    state = interaction.button_state
    interaction.open_form(drawn.move_form(state.seen, _slot(state)))


@feature.press(drawn.SKIP, about_incident=False)
def ask_for_reason(interaction: BlockAction) -> None:
    state = interaction.button_state
    interaction.open_form(drawn.skip_form(state.seen, _slot(state)))


@feature.submission(drawn.MOVE, about_incident=False)
def move(interaction: ViewSubmission) -> None:
    state = interaction.button_state
    move_exercise(
        interaction.context,
        interaction.delivery,
        interaction.user,
        state.seen,
        _slot(state),
        to=_day(interaction.text("day")),
        tell=exercise_messages,
        start=start_on,
    )
    _redraw_below(interaction)


@feature.submission(drawn.SKIP, about_incident=False)
def skip(interaction: ViewSubmission) -> None:
    state = interaction.button_state
    skip_exercise(
        interaction.context,
        interaction.delivery,
        interaction.user,
        state.seen,
        _slot(state),
        reason=interaction.text("reason"),
        tell=exercise_messages,
    )
    _redraw_below(interaction)


def _redraw_below(interaction: ViewSubmission) -> None:
    """The form may have been opened from the list, or from a message."""
    if interaction.previous_view_id:
        interaction.redraw(interaction.previous_view_id, _list(interaction))


def _list(interaction: Interaction) -> Block:
    context = interaction.context
    today = context.rules.day_of(context.clock.now())
    known = context.teams.planned_exercises(today)
    own = {each.key for each in context.teams.teams_of(interaction.user)}
    return drawn.exercise_list([*context.rules.exercises.upcoming(known, today)], own, today)


def _day(chosen: str) -> date | None:
    """None for an empty field, and for what is no date."""
    try:
        return date.fromisoformat(chosen)
    except ValueError:
        return None


def _slot(state: ButtonState) -> date:
    """Raises UnknownButton."""
    try:
        return date.fromisoformat(state.choice)
    except ValueError as error:
        raise UnknownButton from error
