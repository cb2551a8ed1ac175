"""The tables of alerts."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.adapters.store.tables.base import RowNumber, Table, UtcDateTime, text_enum
from firefighter.domain.alert_groups import ProposalState
from firefighter.domain.severity import Severity


class AlertDeliveryRow(Table):
    """Alerts of one key that were accepted and are not handled yet."""

    __tablename__ = "alert_deliveries"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """A UUID: it names a job, and SQLite gives numbers of deleted rows away again."""
    source: Mapped[str] = mapped_column(String(32))
    source_name: Mapped[str] = mapped_column(String(24))
    alert_key: Mapped[str] = mapped_column(Text)
    drill: Mapped[bool]
    alerts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AlertSourceRow(Table):
    """Locked while alerts of the source are handled, so that they are handled one after another."""

    __tablename__ = "alert_sources"

    source: Mapped[str] = mapped_column(String(32), primary_key=True)


class AlertGroupRow(Table):
    """All alerts of one key of a source. Those of exercises are apart."""

    __tablename__ = "alert_groups"
    __table_args__ = (UniqueConstraint("source", "key_hash", "drill"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    source: Mapped[str] = mapped_column(String(32))
    source_name: Mapped[str] = mapped_column(String(24))
    key_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the key, which can be longer than an index allows."""
    alert_key: Mapped[str] = mapped_column(Text)
    drill: Mapped[bool]
    title: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(Text)
    services: Mapped[list[str]] = mapped_column(JSON)
    severity: Mapped[str] = mapped_column(String(8))
    alerts: Mapped[dict[str, Any]] = mapped_column(JSON)
    """By fingerprint: status, start, and last change."""
    received: Mapped[int]
    firing: Mapped[int]
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    noted: Mapped[bool] = mapped_column(server_default=false())
    """Whether they are only noted on that incident."""
    worst: Mapped[Severity | None] = mapped_column(text_enum(Severity))
    """By the rules, since one of them fires."""
    proposal: Mapped[ProposalState | None] = mapped_column(text_enum(ProposalState))
    proposals: Mapped[int]
    decided_by: Mapped[str | None] = mapped_column(String(32))
    muted_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    card_channel: Mapped[str] = mapped_column(String(32))
    card_ts: Mapped[str] = mapped_column(String(32))
    """The message of the latest proposal; empty while it is not posted."""


class AlertDeclarationRow(Table):
    """Each time that a source declared an incident, or would have but for the brake."""

    __tablename__ = "alert_declarations"
    __table_args__ = (Index(None, "source", "at"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    source: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), index=True)
    braked: Mapped[bool]
