"""Incidents of the past, as they are imported and exported."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from firefighter.domain.events import Relation
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.domain.milestones import Milestone
from firefighter.domain.timeline import Entry

_LONGEST_IMPACT_BEFORE = timedelta(days=90)
"""Impact that began longer before the declaration is reported as doubtful."""


@dataclass(frozen=True)
class IncidentHistory:
    """An incident with its timeline. It gets its number where it is imported."""

    origin: str
    """Its id in its source, unique there: `statuspage:9632825`."""
    incident: Incident
    timeline: tuple[Entry, ...] = ()
    duplicate_of: str = ""
    """The origin of the incident that it duplicates."""
    complete: int | None = None
    """How many of the ten checklist items of its post-mortem are done."""
    links: Mapping[str, Relation] = field(default_factory=dict)
    """By the origins of others, the relation of each to this one."""
    numbers: Mapping[int, str] = field(default_factory=dict)
    """Which origins the incident numbers in its timeline mean."""
    line: int = field(default=0, compare=False)
    """Where it stands in a file; 0 elsewhere."""

    @property
    def source(self) -> str:
        return self.origin.partition(":")[0]

    def doubts(self) -> list[str]:
        """What is hardly right about its times, in sentences."""
        return list(_doubts(self.incident.milestones))


def _doubts(reached: Mapping[Milestone, datetime]) -> Iterator[str]:
    for begin, end in _IN_ORDER:
        if begin in reached and end in reached and reached[end] < reached[begin]:
            yield f"{end}_at is before {begin}_at"
    began, declared = reached.get(Milestone.IMPACT_STARTED), reached.get(Milestone.DECLARED)
    if began and declared and declared - began > _LONGEST_IMPACT_BEFORE:
        days = (declared - began).days
        yield f"impact_started_at is {days} days before declared_at"


_IN_ORDER = (
    (Milestone.IMPACT_STARTED, Milestone.DETECTED),
    (Milestone.IMPACT_STARTED, Milestone.MITIGATED),
    (Milestone.DETECTED, Milestone.MITIGATED),
    (Milestone.DECLARED, Milestone.ACKNOWLEDGED),
    (Milestone.DECLARED, Milestone.CLOSED),
    (Milestone.MITIGATED, Milestone.CLOSED),
)


@dataclass(frozen=True)
class InvalidLine:
    """A line of a file that cannot be imported; the others can."""

    number: int
    """The first is 1."""
    reason: str

    def __str__(self) -> str:
        return f"line {self.number}: {self.reason}"


@dataclass(frozen=True)
class SkippedLine:
    """A valid line that is no incident, such as planned maintenance."""

    number: int
    why: str


@dataclass(frozen=True)
class Clash:
    """An imported incident whose origin another one has already."""

    history: IncidentHistory
    number: IncidentId
    """Of the stored incident."""
    differs: str
    """The first field that differs."""


@dataclass(frozen=True)
class AddedHistory:
    """The result of importing some incidents."""

    added: int = 0
    known: int = 0
    """Imported before, and nothing differs."""
    clashes: Sequence[Clash] = ()
    unconnected: Sequence[IncidentHistory] = ()
    """They name incidents that are not there yet."""


@dataclass(frozen=True)
class UndoneImport:
    removed: int
    kept: Sequence[IncidentId]
    """Incidents that were changed or used here since."""
