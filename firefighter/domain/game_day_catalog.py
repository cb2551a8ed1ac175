"""What a Game Day gives to the catalog of experiments, once everybody may see it."""

from dataclasses import replace
from datetime import datetime

from firefighter.domain.errors import (
    GameDayNotInPhase,
    GameDayProblem,
    GameDayRefused,
    NoChange,
    Unchanged,
)
from firefighter.domain.experiments import Experiment, ExperimentNumber
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_events import GameDayAction, GameDayEvent
from firefighter.domain.ids import ExperimentKey, UserId


def experiment_to_keep(game_day: GameDay, number: ExperimentNumber, actor: UserId) -> Experiment:
    """Raises GameDayRefused, GameDayNotInPhase before the reveal, NoChange if it is there."""
    game_day.refuse_unless_game_master(actor)
    if not game_day.phase.is_revealed:
        raise GameDayNotInPhase(GameDayAction.EXPERIMENT_KEPT, game_day.phase)
    if number not in game_day.experiments:
        raise GameDayRefused(GameDayProblem.UNKNOWN_EXPERIMENT)
    experiment = game_day.experiments[number]
    if experiment.plan.catalog_key:
        raise NoChange(Unchanged.EXPERIMENT, experiment.plan.catalog_key)
    return experiment


def note_kept(
    game_day: GameDay,
    experiment: Experiment,
    key: ExperimentKey,
    *,
    actor: UserId,
    now: datetime,
) -> None:
    """Records that an experiment is in the catalog under this key."""
    kept = replace(experiment, plan=replace(experiment.plan, catalog_key=key))
    game_day.experiments = {**game_day.experiments, experiment.number: kept}
    game_day.events.append(
        GameDayEvent(
            actor=actor,
            at=now,
            action=GameDayAction.EXPERIMENT_KEPT,
            subject=experiment.label,
            text=key,
        )
    )
