from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from firefighter.domain.ids import IncidentId, RoleKey, UserId, reference
from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import Status
from firefighter.domain.severity import Severity
from firefighter.ports.snapshot import PlaceRef


class DrillFilter(StrEnum):
    """Whether drills are among what is searched. Every search has to be asked for them."""

    WITHOUT = "without"
    ONLY = "only"
    WITH = "with"


@dataclass(frozen=True)
class IncidentQuery:
    """Search criteria. Empty ones match everything."""

    words: str = ""
    """A word of the title or the summary must begin with each, or it is the incident's number.

    Case, accents and punctuation make no difference.
    """
    only_open: bool = False
    severity: Severity | None = None
    service: str = ""
    involving: UserId | None = None
    """Declared it or holds a role."""
    held_by: UserId | None = None
    """Holds a role."""
    drills: DrillFilter = DrillFilter.WITHOUT
    among: tuple[IncidentId, ...] | None = None
    """Only these; None for any."""


@dataclass(frozen=True)
class IncidentSummary:
    """One row of a list of incidents."""

    id: IncidentId
    title: str
    severity: Severity
    status: Status
    private: bool
    kind: Kind
    services: tuple[str, ...]
    holders: tuple[tuple[RoleKey, UserId], ...]
    declared_at: datetime
    home: PlaceRef | None = None
    """Its channel or announcement; None while there is neither."""

    @property
    def reference(self) -> str:
        return reference(self.id)


@dataclass(frozen=True)
class SearchResult:
    """One page of results: open incidents by severity, then the others, newest first."""

    items: Sequence[IncidentSummary]
    total: int
    is_least: bool = False
    """Whether there are more than `total`, which are not counted."""
