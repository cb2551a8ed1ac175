from dataclasses import dataclass
from datetime import datetime

from firefighter.domain.events import AnyEvent, RoleChanged
from firefighter.domain.ids import UserId


@dataclass(frozen=True)
class Participant:
    """Somebody who changed an incident, was given a role in it, joined its room or spoke there."""

    user: UserId
    first_at: datetime
    last_at: datetime
    messages: int = 0
    """How many they wrote where it is worked."""


def involved(event: AnyEvent) -> tuple[UserId, ...]:
    """Who takes part by an event: who brought it about, and who is given a role by it."""
    given = event.after if isinstance(event, RoleChanged) else None
    return tuple(dict.fromkeys(user for user in (event.actor, given) if user))
