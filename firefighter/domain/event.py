"""What all events of an incident have in common."""

from dataclasses import dataclass
from datetime import datetime

from firefighter.domain.ids import UserId


@dataclass(frozen=True, kw_only=True)
class Event:
    actor: UserId
    at: datetime
    """When it happened: aware, UTC."""
