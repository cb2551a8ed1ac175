from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.adapters.store.tables.base import RowNumber, Table, UtcDateTime, text_enum


class EffectState(StrEnum):
    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


_SETTLED = text("settled_at IS NOT NULL")


class EffectRow(Table):
    """An effect in the outbox. A lease is `leased_by` and `fence` with a `due_at` in the future."""

    __tablename__ = "effects"
    __table_args__ = (
        Index(None, "state", "blockers", "due_at", "id"),
        Index(None, "lane", "state", "id"),
        Index(None, "settled_at", sqlite_where=_SETTLED, postgresql_where=_SETTLED),
    )

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    idempotency_key: Mapped[str] = mapped_column(
        String(36), unique=True, default=lambda: str(uuid4()), insert_sentinel=True
    )
    """Tells the rows of one INSERT apart, so that their ids are in order on every database."""
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    game_day_id: Mapped[int | None] = mapped_column(ForeignKey("game_days.id"), index=True)
    """It belongs to an incident, to a Game Day, or to neither."""
    lane: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    coalesces: Mapped[bool]
    state: Mapped[EffectState] = mapped_column(text_enum(EffectState))
    blockers: Mapped[int]
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    fence: Mapped[int]
    failures: Mapped[int]
    leased_by: Mapped[str | None] = mapped_column(String(120))
    last_error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class NeedRow(Table):
    """An effect that waits for another. The row is deleted when the other is done."""

    __tablename__ = "effect_needs"

    effect_id: Mapped[int] = mapped_column(ForeignKey("effects.id"), primary_key=True)
    needs_id: Mapped[int] = mapped_column(ForeignKey("effects.id"), primary_key=True, index=True)


class RateLimitRow(Table):
    """An API method that no worker calls before a time."""

    __tablename__ = "rate_limits"

    scope: Mapped[str] = mapped_column(String(120), primary_key=True)
    until: Mapped[datetime] = mapped_column(UtcDateTime)


class DeliveryRow(Table):
    """The inbox: handled deliveries, so that a redelivery changes nothing."""

    __tablename__ = "inbox"

    delivery: Mapped[str] = mapped_column(String(255), primary_key=True)
    handled_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
