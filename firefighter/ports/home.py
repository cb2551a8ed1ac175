from dataclasses import dataclass
from datetime import datetime

from firefighter.domain.follow_ups import FollowUp
from firefighter.domain.ids import IncidentId, UserId
from firefighter.ports.search import Found


@dataclass(frozen=True)
class Owed:
    """A follow-up that has its day."""

    incident_id: IncidentId
    follow_up: FollowUp


@dataclass(frozen=True)
class Home:
    """What one person finds when they turn to us: all of it is theirs to see."""

    user: UserId
    held: Found
    """Open incidents in which they hold a role."""
    open: Found
    owed: tuple[Owed, ...]
    """What they still have to do by some day, the most urgent first."""
    at: datetime
    """When this was so."""
