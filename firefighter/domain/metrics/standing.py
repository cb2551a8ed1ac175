"""What is not over yet, and what somebody should see to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.lifecycle import Status
from firefighter.domain.severity import Severity

STALE = timedelta(hours=24)
"""An open incident of which nothing was heard for so long is forgotten, or over and not closed."""

BURNING = (Status.OPEN, Status.INVESTIGATING)


@dataclass(frozen=True)
class Waiting:
    incident_id: IncidentId
    title: str
    severity: Severity
    status: Status
    declared_at: datetime
    heard_at: datetime
    """When the last thing about it was put on record."""
    has_commander: bool

    def lacks_commander(self) -> bool:
        """Once the pressure is off, nobody has to lead."""
        return not self.has_commander and self.status in BURNING

    def is_stale(self, now: datetime) -> bool:
        return now - self.heard_at >= STALE


@dataclass(frozen=True)
class Overdue:
    """The follow-ups of one person that should be done by now."""

    owner: UserId | None
    """None for those that nobody has taken on."""
    number: int
    since: date
    """For when the oldest of them was promised."""


@dataclass(frozen=True)
class Standing:
    at: datetime
    waiting: Sequence[Waiting] = ()
    """The worst of the incidents that are not closed, the longest open first among equals."""
    open: int = 0
    """How many are not closed in all."""
    overdue: Sequence[Overdue] = ()
    """By owner, who has most of them first."""
