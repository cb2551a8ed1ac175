"""Changes that programs report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from firefighter.domain.changes import OutsideChange
from firefighter.domain.ids import IncidentId


@dataclass(frozen=True)
class ReportedChange:
    """A change as it was received."""

    sender: str
    """Name of the API token."""
    id: str
    """The sender's own id. Repeated, it changes nothing."""
    change: OutsideChange


class Changes(Protocol):
    """The changes of one transaction."""

    def add(self, reported: ReportedChange, received_at: datetime) -> bool:
        """Returns False if the sender has reported this id before; nothing changes then."""

    def open_incidents_of(self, service: str) -> Sequence[IncidentId]:
        """Incidents of a service that are not closed, by number; not locked."""

    def forget(self, before: datetime, limit: int) -> int:
        """Deletes up to `limit` changes that were received before; returns how many."""
