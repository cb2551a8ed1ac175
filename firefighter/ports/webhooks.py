"""Calls of other systems by webhook."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from firefighter.ports.gateways import Port
from firefighter.ports.outgoing import CallRefused

WEBHOOK_SERVICE = "Webhook"
"""Name of webhooks in error messages. It tells nobody which one is called."""


@dataclass(frozen=True)
class WebhookMessage:
    """What the receiver is told."""

    id: str
    """The same for each try, so that the receiver can ignore a repetition."""
    type: str
    """Such as `exercise.inject`."""
    at: datetime
    """When it was requested."""
    data: Mapping[str, str | int] = field(default_factory=dict)


class Webhooks(Protocol):
    """Raises OutgoingError. Does not retry."""

    def send(self, webhook: str, message: WebhookMessage) -> None:
        """Calls the webhook with this name in the settings; returns once it was accepted."""


class NoWebhooks:
    """Used when no webhook is configured."""

    def send(self, webhook: str, message: WebhookMessage) -> None:  # noqa: ARG002 - the port's
        raise CallRefused(WEBHOOK_SERVICE, "call", "not configured")


WEBHOOKS: Port[Webhooks] = Port("webhooks", NoWebhooks)
