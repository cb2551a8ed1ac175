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
class LatePostmortem:
    """It should have been reviewed and closed by now."""

    incident_id: IncidentId
    title: str
    severity: Severity
    due: date
    """So many days after it was mitigated as its severity gives until the review."""
    owner: UserId | None = None
    """Whoever led the incident last."""


@dataclass(frozen=True)
class Postmortems:
    """Those whose page was opened, and whose incident is mitigated and not closed."""

    open: int = 0
    overdue: int = 0
    """How many should be closed by now. Where the severity gives no days, none is overdue."""
    late: Sequence[LatePostmortem] = ()
    """Those that are overdue, or the first of them; mitigated longest ago first."""


@dataclass(frozen=True)
class Standing:
    at: datetime
    waiting: Sequence[Waiting] = ()
    """The worst of the incidents that are not closed, the longest open first among equals."""
    open: int = 0
    """How many are not closed in all."""
    overdue: Sequence[Overdue] = ()
    """Follow-ups by owner, who has most of them first."""
    follow_ups: int = 0
    """How many are open in all, overdue or not."""
    postmortems: Postmortems = Postmortems()

    @property
    def overdue_follow_ups(self) -> int:
        return sum(each.number for each in self.overdue)
