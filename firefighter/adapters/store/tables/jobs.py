from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.adapters.store.tables.base import RowNumber, Table, UtcDateTime, text_enum


class JobState(StrEnum):
    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


class JobRow(Table):
    """A scheduled job. Rows of finished jobs stay, so that no key runs twice."""

    __tablename__ = "jobs"
    __table_args__ = (Index(None, "state", "due_at", "id"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[str] = mapped_column(String(64))
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[JobState] = mapped_column(text_enum(JobState))
    scheduled_for: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it should run first; `due_at` moves on after a failed try."""
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    failures: Mapped[int]
    last_error: Mapped[str | None] = mapped_column(Text)
