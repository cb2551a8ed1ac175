"""Figures of training. They are never on one scale with those of real incidents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from firefighter.domain.scenario import ScenarioId
from firefighter.domain.taxonomy import UNKNOWN

NOT_CLASSIFIED = ""
"""Counts of classes have it for incidents without one."""


@dataclass(frozen=True)
class Training:
    """The drills that started in a period."""

    held: int
    stopped: int
    """Of those, stopped before their time was over, by anybody or by a real incident."""
    people: int
    """Who took part in at least one."""
    by_scenario: Mapping[ScenarioId, int]
    """Most often first; drills without a scenario are left out."""
    hints: int
    """Hints that teams asked for."""
    hypotheses: int
    refuted: int
    follow_ups: int
    follow_ups_done: int
    since: datetime | None = None
    """When the first exercise on record started, in any period; None if there was none ever."""


@dataclass(frozen=True)
class PlayedExercise:
    """A drill from a scenario that is over."""

    scenario: ScenarioId
    version: int
    started_at: datetime
    score: int | None
    """Of 100, without the report; None if the scenario cannot be read any more."""
    hints: int
    hypotheses: int
    refuted: int


@dataclass(frozen=True)
class TrainedClass:
    """A failure class: how often it was trained, and how often it really happened."""

    failure_class: str
    trained: int
    happened: int
    """Incidents of which it is the main class."""
    contributed: int = 0
    """Incidents of which it is a contributing factor."""


def trained_classes(
    training: Training,
    classes: Mapping[ScenarioId, str],
    happened: Mapping[str, int],
    contributed: Mapping[str, int],
) -> tuple[TrainedClass, ...]:
    """Those that happened most come first; `classes` names the failure class of each scenario."""
    trained: dict[str, int] = {}
    for scenario, number in training.by_scenario.items():
        if name := classes.get(scenario):
            trained[name] = trained.get(name, 0) + number
    found = (
        TrainedClass(name, trained.get(name, 0), happened.get(name, 0), contributed.get(name, 0))
        for name in {*trained, *happened, *contributed} - {NOT_CLASSIFIED}
    )
    return tuple(
        sorted(
            found,
            key=lambda each: (
                -each.happened,
                -each.contributed,
                -each.trained,
                each.failure_class,
            ),
        )
    )


def never_trained(classes: Iterable[TrainedClass]) -> tuple[str, ...]:
    """Those that really happened, also as a contributing factor, most often first."""
    return tuple(
        each.failure_class
        for each in classes
        if (each.happened or each.contributed)
        and not each.trained
        and each.failure_class != UNKNOWN
    )
