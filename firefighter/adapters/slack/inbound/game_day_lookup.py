"""The Game Day that a button or form is about, as the person may see it."""

from collections.abc import Callable
from datetime import datetime

from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.inbound.interactions import BlockAction, FormFields, ViewSubmission
from firefighter.domain.errors import GameDayProblem, GameDayRefused
from firefighter.domain.experiments import Experiment, ExperimentNumber
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_roles import GameDayRole, Seat
from firefighter.domain.ids import TeamNumber
from firefighter.use_cases.game_days import change_game_day

AboutGameDay = BlockAction | ViewSubmission


def read_game_day(interaction: AboutGameDay) -> GameDay:
    """Raises UnknownGameDay, UnknownButton."""
    known = interaction.context.game_days
    return known.game_day(interaction.user, interaction.game_day_id).game_day


def change(interaction: AboutGameDay, method: Callable[[GameDay, datetime], object]) -> None:
    """Changes it by one of its own methods. Raises UnknownGameDay, and what that raises."""
    change_game_day(interaction.context, interaction.delivery, interaction.game_day_id, method)


def experiment_number(interaction: AboutGameDay) -> ExperimentNumber:
    """Raises UnknownButton."""
    return ExperimentNumber(number_in(interaction.button_state.seen))


def chosen_experiment(interaction: BlockAction) -> tuple[GameDay, Experiment]:
    """Raises UnknownGameDay, UnknownButton; GameDayRefused for a number that does not exist."""
    game_day = read_game_day(interaction)
    experiment = game_day.experiments.get(experiment_number(interaction))
    if experiment is None:
        raise GameDayRefused(GameDayProblem.UNKNOWN_EXPERIMENT)
    return game_day, experiment


def hero_of(team: str) -> Seat:
    """The seat of a hero. Raises GameDayRefused if no team was chosen."""
    if not team.isdecimal():
        raise GameDayRefused(GameDayProblem.UNKNOWN_TEAM)
    return Seat(GameDayRole.HERO, TeamNumber(int(team)))


def team_of(interaction: FormFields) -> TeamNumber | None:
    """The chosen team; None if the field was left empty. Raises UnknownButton."""
    team = interaction.text("team")
    return TeamNumber(number_in(team)) if team else None


def number_in(text: str) -> int:
    """Raises UnknownButton for anything but a number, possibly with a sign."""
    try:
        return int(text)
    except ValueError as error:
        raise UnknownButton from error
