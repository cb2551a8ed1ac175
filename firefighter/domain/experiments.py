"""Experiments of a Game Day: an idea, then a hypothesis with all that makes it safe to try."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from firefighter.domain.errors import FieldProblem, InvalidField
from firefighter.domain.ids import ExperimentKey, UserId
from firefighter.domain.scenario import ScenarioId

ExperimentNumber = NewType("ExperimentNumber", int)
"""Counted from 1 within its Game Day."""

TITLE_LIMIT = 150
TEXT_LIMIT = 1000
"""Maximum characters of a title, and of every other text of an experiment."""

SHORTEST_MIN, LONGEST_MIN = 5, 180
"""Planned length of an experiment in minutes."""


class Verdict(StrEnum):
    """What came of a hypothesis."""

    HELD = "held"
    REFUTED = "refuted"
    NOT_MEASURED = "not_measured"


class ExperimentField(StrEnum):
    """What the shaping workshop asks of an experiment."""

    SERVICE = "service"
    """The target."""
    OBJECTIVE = "objective"
    """What people are to learn."""
    HYPOTHESIS = "hypothesis"
    """If … then … because …"""
    STEADY_STATE = "steady_state"
    """How it looks while all is well."""
    BLAST_RADIUS = "blast_radius"
    """What it can reach at most."""
    DURATION = "duration"
    ROLLBACK = "rollback"
    ABORT_CONDITIONS = "abort_conditions"


@dataclass(frozen=True, kw_only=True)
class ExperimentPlan:
    """What people write about an experiment. Empty where nothing was written yet."""

    title: str
    service: str = ""
    objective: str = ""
    hypothesis: str = ""
    steady_state: str = ""
    blast_radius: str = ""
    duration_min: int | None = None
    rollback: str = ""
    abort_conditions: str = ""
    scenario: ScenarioId | None = None
    """What its drills are made from."""
    catalog_key: ExperimentKey | None = None
    """The experiment of the catalog that it was made from, or kept as."""

    def check(self) -> None:
        """Raises InvalidField."""
        if not self.title.strip():
            raise InvalidField("title", FieldProblem.NO_TITLE)
        for each in fields(self):
            limit = TITLE_LIMIT if each.name == "title" else TEXT_LIMIT
            if len(str(getattr(self, each.name) or "")) > limit:
                raise InvalidField(each.name, FieldProblem.TOO_LONG, str(limit))
        minutes = self.duration_min
        if minutes is not None and not SHORTEST_MIN <= minutes <= LONGEST_MIN:
            raise InvalidField("duration", FieldProblem.NOTHING_CHOSEN, str(minutes))


@dataclass(frozen=True, kw_only=True)
class Signal:
    """Where an experiment is observed: a dashboard, an alert, who is called."""

    text: str
    settled_by: UserId | None = None
    """Who saw it or did without it; None while nobody did."""
    is_waived: bool = False
    """Whether they did without it, instead of seeing it work."""

    @property
    def is_settled(self) -> bool:
        return self.settled_by is not None


@dataclass(frozen=True, kw_only=True)
class Judgment:
    """What a hypothesis was found to be."""

    verdict: Verdict
    finding: str
    by: UserId


@dataclass(frozen=True, kw_only=True)
class Experiment:
    number: ExperimentNumber
    plan: ExperimentPlan
    proposed_by: UserId
    """Empty if the bot proposed it."""
    proposed_at: datetime
    reason: str = ""
    """Why the bot proposed it."""
    signal: Signal | None = None
    is_left_out: bool = False
    """Whether it stays on the list for another time."""
    is_chosen: bool = False
    """Whether it is played."""
    judgment: Judgment | None = None

    @property
    def label(self) -> str:
        """The displayed name within its Game Day: `E2`."""
        return experiment_label(self.number)

    @property
    def is_shaped(self) -> bool:
        return not any(self.missing())

    def missing(self) -> Iterator[ExperimentField]:
        plan = self.plan
        written: Mapping[ExperimentField, object] = {
            ExperimentField.SERVICE: plan.service,
            ExperimentField.OBJECTIVE: plan.objective,
            ExperimentField.HYPOTHESIS: plan.hypothesis,
            ExperimentField.STEADY_STATE: plan.steady_state,
            ExperimentField.BLAST_RADIUS: plan.blast_radius,
            ExperimentField.DURATION: plan.duration_min,
            ExperimentField.ROLLBACK: plan.rollback,
            ExperimentField.ABORT_CONDITIONS: plan.abort_conditions,
        }
        return (each for each in ExperimentField if not written[each])

    def shaped(self, plan: ExperimentPlan) -> "Experiment":
        """With other texts; it stays the same experiment of the catalog."""
        return replace(self, plan=replace(plan, catalog_key=self.plan.catalog_key))

    def outlined(self) -> "Experiment":
        """With no more than what it is about."""
        plan = ExperimentPlan(title=self.plan.title, service=self.plan.service)
        return replace(self, plan=plan, reason="", signal=None, judgment=None)

    def sealed(self) -> "Experiment":
        """Without anything that tells what is played."""
        return replace(self, plan=ExperimentPlan(title=""), reason="", signal=None, judgment=None)


def experiment_label(number: ExperimentNumber) -> str:
    return f"E{number}"


Experiments = Mapping[ExperimentNumber, Experiment]


def next_experiment_number(known: Experiments) -> ExperimentNumber:
    return ExperimentNumber(max(known, default=0) + 1)
