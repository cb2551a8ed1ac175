"""Incidents as programs see them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from firefighter.domain.drill import Drill
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status
from firefighter.domain.severity import Severity
from firefighter.ports.search import DrillFilter
from firefighter.ports.snapshot import PlaceRef


@dataclass(frozen=True)
class IncidentView:
    incident: Incident
    home: PlaceRef | None = None
    """Its channel or announcement; None while there is neither."""
    page_url: str = ""
    """URL of its post-mortem page; empty if there is none."""
    original: IncidentId | None = None
    """The incident that it duplicates, if the reader may know of that one."""


@dataclass(frozen=True)
class IncidentFilter:
    """Empty criteria match everything."""

    words: str = ""
    """Each must be in the title or the summary, or be the incident's number."""
    statuses: tuple[Status, ...] = ()
    severities: tuple[Severity, ...] = ()
    service: str = ""
    holder: UserId | None = None
    """Holds a role."""
    declared_from: datetime | None = None
    declared_before: datetime | None = None
    drills: DrillFilter = DrillFilter.WITHOUT


class IncidentViews(Protocol):
    """Reads committed incidents. Without `private`, private ones do not exist.

    Raises StoreUnavailable.
    """

    def newest(
        self,
        wanted: IncidentFilter,
        limit: int,
        before: IncidentId | None = None,
        *,
        private: bool,
    ) -> Sequence[IncidentView]:
        """By number, the newest first; those with a number below `before`."""

    def drills_of(self, ids: Collection[IncidentId]) -> Mapping[IncidentId, Drill]:
        """The drills among these incidents, whoever may see them."""

    def get(self, incident_id: IncidentId, *, private: bool) -> IncidentView:
        """Raises UnknownIncident."""
