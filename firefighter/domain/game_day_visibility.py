"""What a person may see and steer in a Game Day."""

from dataclasses import replace

from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_roles import GameDayRole
from firefighter.domain.ids import UserId
from firefighter.domain.scenario import Mode


def is_steered_by(game_day: GameDay, user: UserId) -> bool:
    """Whether somebody runs its drills, and so sees what is still to come in them."""
    seat = game_day.seats.get(user)
    steering = {GameDayRole.GAME_MASTER, GameDayRole.VILLAIN}
    return seat is not None and seat.role in steering and game_day.knows_sealed(user)


def as_seen_by(game_day: GameDay, user: UserId | None) -> GameDay:
    """The Game Day without what this person may not know. None stands for everybody.

    Informed in advance, everybody knows the theme and what each experiment is about; otherwise
    only that there is a Game Day, when, and who takes part.
    """
    if game_day.knows_sealed(user):
        return game_day
    seen = replace(game_day, notes=(), adjustments={}, events=[])
    if game_day.sees_experiments(user):
        return seen
    details = game_day.details
    is_informed = details.mode is Mode.INFORMED
    experiments = {
        number: each.outlined() if is_informed else each.sealed()
        for number, each in game_day.experiments.items()
    }
    if not is_informed:
        details = replace(details, theme="", services=())
    return replace(seen, details=details, experiments=experiments, votes={})
