"""The events of a drill, on the timeline of its incident."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from firefighter.domain.event import Event
from firefighter.domain.hypotheses import HypothesisNumber
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.scenario import InjectKind, ScenarioId


@dataclass(frozen=True, kw_only=True)
class DrillStarted(Event):
    """The drill began, and its game clock with it."""

    kind: Literal["drill_started"] = "drill_started"
    team: tuple[UserId, ...]
    """Who takes part."""
    length_min: int
    ends_at: datetime
    """When its time is over, unless it is paused."""
    scenario: ScenarioId | None = None
    """None for a drill without a scenario."""
    scenario_version: int | None = None
    real_pages: bool = False
    """Whether people may be paged for real, after a second question."""


@dataclass(frozen=True, kw_only=True)
class DrillPaused(Event):
    """The game clock was stopped for a while."""

    kind: Literal["drill_paused"] = "drill_paused"
    for_real_incident: bool = False
    """Whether something in it turned out to be real."""
    cause: IncidentId | None = None
    """The real incident; None if there is none, or if it is private."""


@dataclass(frozen=True, kw_only=True)
class DrillResumed(Event):
    """The game clock runs again."""

    kind: Literal["drill_resumed"] = "drill_resumed"
    ends_at: datetime
    """When its time is over now."""


@dataclass(frozen=True, kw_only=True)
class DrillStopped(Event):
    """Somebody stopped the drill. `actor` is empty: everybody may stop it, without being named."""

    kind: Literal["drill_stopped"] = "drill_stopped"


class DrillEnding(StrEnum):
    """Why a drill is over."""

    TIME_OVER = "time_over"
    STOPPED = "stopped"
    REAL_INCIDENT = "real_incident"
    """A real incident of SEV1 or SEV2 was declared."""
    SAME_SERVICE = "same_service"
    """A real incident of one of its services was declared."""
    CLOSED = "closed"
    """Its incident was closed."""
    ABANDONED = "abandoned"
    """It was paused, and nobody resumed it."""
    ALERT = "alert"
    """An alert fired that stops exercises by a rule."""
    EXPERIMENT_STOPPED = "experiment_stopped"
    """The chaos experiment that was run in it was stopped, by a person or by a guard."""
    GAME_DAY_OVER = "game_day_over"
    """The Game Day that it belongs to is over."""


PLAYED_TO_THE_END = (DrillEnding.TIME_OVER, DrillEnding.CLOSED, DrillEnding.GAME_DAY_OVER)
"""The other endings cut a drill short."""


@dataclass(frozen=True, kw_only=True)
class DrillEnded(Event):
    """The drill ended by itself, or because its incident was closed."""

    kind: Literal["drill_ended"] = "drill_ended"
    ending: DrillEnding
    cause: IncidentId | None = None
    """The real incident that ended it; None if there is none, or if it is private."""
    alert: str = ""
    """Title of the alert that ended it."""


@dataclass(frozen=True, kw_only=True)
class DrillRevealed(Event):
    """The drill is over, and its team was told what it was about. `actor` is empty."""

    kind: Literal["drill_revealed"] = "drill_revealed"
    cause: str
    solution: str


@dataclass(frozen=True, kw_only=True)
class DiagnosisJudged(Event):
    """Whoever runs the drill said which hypothesis of the team names the cause.

    Until then the score leaves the diagnosis out. It may be judged again; the last counts.
    """

    kind: Literal["diagnosis_judged"] = "diagnosis_judged"
    hypothesis: HypothesisNumber | None
    """None if none of them names it."""


@dataclass(frozen=True, kw_only=True)
class InjectSent(Event):
    """An inject reached the heroes. It keeps its texts, since packs can be replaced.

    `actor` is empty: nobody in the drill is told whether somebody sent it by hand.
    """

    kind: Literal["inject_sent"] = "inject_sent"
    inject: str
    """Its id in the scenario."""
    inject_kind: InjectKind
    text: str
    title: str = ""
    persona: str = ""
    """Who writes it, with their job; empty where nobody does."""
    to: UserId | None = None
    """The holder of a role, if only they are told."""
    service: str = ""
    """Whose on-call is paged, as a simulation."""


@dataclass(frozen=True, kw_only=True)
class HintTaken(Event):
    """The team asked for a hint."""

    kind: Literal["hint_taken"] = "hint_taken"
    hint: str
    """Its id in the scenario."""
    about: str
    text: str
    price: int
    """Points that it costs."""
