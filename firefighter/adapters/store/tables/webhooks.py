"""The tables of webhooks and of the events that they were told."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.adapters.store.tables.base import RowNumber, Table, UtcDateTime


class WebhookRow(Table):
    """A webhook that was added on the command line."""

    __tablename__ = "webhooks"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    secret: Mapped[str] = mapped_column(String(120))
    """As it was shown once: calls are signed with it, so a hash is no use. Empty with an
    environment variable."""
    secret_env: Mapped[str] = mapped_column(String(80))
    events: Mapped[list[str]] = mapped_column(JSON)
    private_incidents: Mapped[bool]
    drills: Mapped[bool]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class UnsubscribedWebhookRow(Table):
    """A webhook, also one of the settings, whose receiver wants nothing more."""

    __tablename__ = "unsubscribed_webhooks"

    webhook: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class WebhookEventRow(Table):
    """An event that webhooks are told of. Rows never change, and are deleted when they are old."""

    __tablename__ = "webhook_events"

    number: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    """In the order of the events of each incident and Game Day."""
    id: Mapped[str] = mapped_column(String(36), unique=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    game_day_id: Mapped[int | None] = mapped_column(ForeignKey("game_days.id"), index=True)
    """What it is about: an incident or a Game Day."""
    type: Mapped[str] = mapped_column(String(40))
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)


class UndeliveredEventRow(Table):
    """An event that was given up for one webhook."""

    __tablename__ = "undelivered_events"

    webhook: Mapped[str] = mapped_column(String(40), primary_key=True)
    event_id: Mapped[str] = mapped_column(
        ForeignKey("webhook_events.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    given_up_at: Mapped[datetime] = mapped_column(UtcDateTime)
    why: Mapped[str] = mapped_column(Text)
