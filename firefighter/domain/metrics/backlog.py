"""The backlog: open incidents, overdue follow-ups and open post-mortems."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from firefighter.domain.follow_ups import FollowUpKind, Priority
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.lifecycle import Status
from firefighter.domain.severity import Severity

STALE = timedelta(hours=24)
"""An open incident without activity for so long was probably forgotten."""


@dataclass(frozen=True)
class OpenIncident:
    incident_id: IncidentId
    title: str
    severity: Severity
    status: Status
    declared_at: datetime
    last_activity_at: datetime
    """When the latest entry about it was recorded."""
    has_commander: bool

    def lacks_commander(self) -> bool:
        """Whether a commander is needed and missing. After mitigation, none is needed."""
        return not self.has_commander and self.status.is_active

    def is_stale(self, now: datetime) -> bool:
        return now - self.last_activity_at >= STALE


@dataclass(frozen=True)
class OverdueFollowUps:
    """The overdue follow-ups of one owner."""

    owner: UserId | None
    """None for follow-ups without an owner."""
    number: int
    since: date
    """The earliest due date."""


@dataclass(frozen=True)
class FollowUpCount:
    open: int
    overdue: int
    """Number of the open ones that are past their due date."""


@dataclass(frozen=True)
class LatePostmortem:
    """A post-mortem whose review is overdue."""

    incident_id: IncidentId
    title: str
    severity: Severity
    due: date
    """Its mitigation plus its severity's days until review."""
    owner: UserId | None = None
    """The last commander."""


@dataclass(frozen=True)
class OpenPostmortems:
    """Post-mortems with a page whose incident is not active and not closed."""

    open: int = 0
    overdue: int = 0
    """Number past their due date. Severities without a review period have none."""
    late: Sequence[LatePostmortem] = ()
    """The overdue ones, or the first of them; mitigated longest ago first."""


@dataclass(frozen=True)
class Backlog:
    at: datetime
    open_incidents: Sequence[OpenIncident] = ()
    """The most severe open incidents, oldest first among equals."""
    open: int = 0
    """Total number of open incidents."""
    overdue: Sequence[OverdueFollowUps] = ()
    """Overdue follow-ups by owner, most first."""
    follow_ups: int = 0
    """Total number of open follow-ups."""
    postmortems: OpenPostmortems = OpenPostmortems()
    priorities: Mapping[Priority, FollowUpCount] = field(default_factory=dict)
    """Open follow-ups by priority; those without one are in `follow_ups` only."""
    kinds: Mapping[FollowUpKind, FollowUpCount] = field(default_factory=dict)
    """Likewise."""

    @property
    def overdue_follow_ups(self) -> int:
        return sum(each.number for each in self.overdue)
