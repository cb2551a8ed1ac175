"""The table of changes that programs report."""

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.adapters.store.tables.base import RowNumber, Table, UtcDateTime, text_enum
from firefighter.domain.changes import ChangeKind


class ChangeRow(Table):
    """A deployment, or another change outside of incidents."""

    __tablename__ = "changes"
    __table_args__ = (
        UniqueConstraint("sender", "sender_id"),
        Index(None, "service_key", "happened_at"),
    )

    number: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    sender: Mapped[str] = mapped_column(String(24))
    """Name of the API token."""
    sender_id: Mapped[str] = mapped_column(String(200))
    kind: Mapped[ChangeKind] = mapped_column(text_enum(ChangeKind))
    title: Mapped[str] = mapped_column(Text)
    service: Mapped[str] = mapped_column(String(120))
    service_key: Mapped[str] = mapped_column(String(240))
    """The service for comparisons that ignore case."""
    environment: Mapped[str] = mapped_column(String(60))
    actor: Mapped[str] = mapped_column(String(100))
    url: Mapped[str] = mapped_column(Text)
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
