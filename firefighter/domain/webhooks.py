"""What webhooks are told: the types of events, and who asks for which."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from firefighter.domain.incident import Incident

WebhookEventId = NewType("WebhookEventId", str)
"""The `webhook-id`: the same for each try and each receiver of one event."""

ALL_EVENTS = "*"
_WILDCARD = ".*"

GIVE_UP_AFTER = timedelta(days=3)
"""How long an event is retried, counted from when it happened or was replayed."""


class WebhookEventType(StrEnum):
    DECLARED = "incident.declared"
    SEVERITY_CHANGED = "incident.severity_changed"
    STATUS_CHANGED = "incident.status_changed"
    UPDATED = "incident.updated"
    """A status update was posted, or the title, services, summary, class or times were edited."""
    ROLE_CHANGED = "incident.role_changed"
    CLOSED = "incident.closed"
    """In addition to `incident.status_changed`."""
    FOLLOW_UP_CREATED = "follow_up.created"
    FOLLOW_UP_CHANGED = "follow_up.changed"
    EXERCISE_STARTED = "exercise.started"
    EXERCISE_PAUSED = "exercise.paused"
    EXERCISE_RESUMED = "exercise.resumed"
    EXERCISE_ENDED = "exercise.ended"
    EXERCISE_PHASE_CHANGED = "exercise.phase_changed"
    """Of a Game Day; the others are of drills."""


def is_event_pattern(text: str) -> bool:
    """Whether it names an event, as `incident.closed`, or several, as `incident.*` and `*`."""
    if text == ALL_EVENTS:
        return True
    return any(_matches(text, each) for each in WebhookEventType)


def _matches(pattern: str, event_type: str) -> bool:
    if pattern.endswith(_WILDCARD):
        return event_type.startswith(pattern.removesuffix("*"))
    return pattern in {ALL_EVENTS, event_type}


@dataclass(frozen=True)
class Subscription:
    """What a webhook is told."""

    webhook: str
    """Its name."""
    events: tuple[str, ...] = (ALL_EVENTS,)
    private_incidents: bool = False
    """Whether it asks for private incidents, and is allowed to."""
    drills: bool = False
    """Likewise for drills."""

    def is_told(self, event_type: str) -> bool:
        return any(_matches(pattern, event_type) for pattern in self.events)

    def may_be_told_of(self, incident: Incident) -> bool:
        """Whether the incident, as it is now, is one that the webhook may hear of."""
        return (self.private_incidents or not incident.private) and (
            self.drills or not incident.is_drill
        )


@dataclass(frozen=True)
class WebhookPermissions:
    """What webhooks that are kept in the database may ask for."""

    private_incidents: frozenset[str] = frozenset()
    """Names of webhooks."""
    drills: frozenset[str] = frozenset()
    """Names of webhooks."""
    private_network: frozenset[str] = frozenset()
    """Hosts of the private network that may be called."""


@dataclass(frozen=True)
class WebhookEvent:
    """An event as its receivers read it."""

    type: WebhookEventType
    at: datetime
    data: Mapping[str, object] = field(default_factory=dict)
