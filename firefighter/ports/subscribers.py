"""Telling webhooks about events, and the records of what they were told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from firefighter.domain.errors import FirefighterError, Refused
from firefighter.domain.ids import GameDayId, IncidentId
from firefighter.domain.webhooks import Subscription, WebhookEventId, WebhookPermissions
from firefighter.ports.gateways import Port


@dataclass(frozen=True)
class RecordedEvent:
    """An event that at least one webhook was to be told of. It never changes."""

    id: WebhookEventId
    incident_id: IncidentId | None
    """None for an event of a Game Day."""
    type: str
    at: datetime
    data: Mapping[str, object]
    game_day_id: GameDayId | None = None


@dataclass(frozen=True)
class WebhookEndpoint:
    """A webhook that is kept in the database."""

    name: str
    url: str = field(repr=False)
    """Hidden in output, since its path may be a secret."""
    secret: str = field(repr=False)
    """`whsec_` and base64; empty if `secret_env` names where it is."""
    secret_env: str
    """Name of the environment variable with the secret; empty if it is stored."""
    events: tuple[str, ...]
    private_incidents: bool
    drills: bool

    def subscription(self, allowed: WebhookPermissions) -> Subscription:
        """What it asks for and may be told."""
        return Subscription(
            self.name,
            self.events,
            private_incidents=self.private_incidents and self.name in allowed.private_incidents,
            drills=self.drills and self.name in allowed.drills,
        )


@dataclass(frozen=True)
class UndeliveredEvent:
    """An event that was given up for one webhook."""

    event_id: WebhookEventId
    webhook: str
    at: datetime
    """When it was given up."""
    why: str


@dataclass(frozen=True)
class WebhookBacklog:
    """The events that wait for one webhook."""

    webhook: str
    pending: int
    oldest: datetime
    """When the oldest of them was requested."""
    why: str
    """The latest error; empty if none was tried."""


class Unsubscribed(FirefighterError):
    """The receiver answered that it wants no more events."""


@dataclass(eq=False)
class UnknownWebhookEvent(Refused):
    """There is no such event, or it was deleted because it is old."""

    event_id: str


class WebhookRecords(Protocol):
    """The webhooks of one transaction."""

    def unsubscribe(self, webhook: str, at: datetime) -> None:
        """Sends it nothing more. Repeating it changes nothing."""

    def note_undelivered(self, undelivered: UndeliveredEvent) -> None: ...

    def event(self, event_id: WebhookEventId) -> RecordedEvent:
        """Raises UnknownWebhookEvent."""

    def undelivered(self, webhook: str) -> Sequence[RecordedEvent]:
        """What was given up for it, the oldest first."""

    def forget_undelivered(self, event_id: WebhookEventId, webhook: str) -> None: ...

    def subscriptions(self) -> Sequence[Subscription]:
        """Of all webhooks that are not unsubscribed."""

    def forget_events(self, before: datetime, limit: int) -> int:
        """Deletes up to `limit` events that happened before; returns how many."""


class Subscribers(Protocol):
    """The webhooks that are told of events."""

    def find(self, webhook: str) -> Subscription | None:
        """None if it was removed or unsubscribed."""

    def event(self, event_id: WebhookEventId) -> RecordedEvent | None:
        """None if it was deleted because it is old."""

    def send(self, webhook: str, event: RecordedEvent) -> None:
        """Returns once it was accepted.

        Raises Unsubscribed, OutgoingError, and Postponed where it must not be called now.
        """


SUBSCRIBERS: Port[Subscribers] = Port("subscribers")
"""Without a default: an event must not count as sent because nothing is wired."""
