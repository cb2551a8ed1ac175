from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.store.tables.base import RowNumber, Table, words
from firefighter.store.types import UtcDateTime


class AppointmentState(StrEnum):
    WAITING = "waiting"
    KEPT = "kept"
    GIVEN_UP = "given_up"


class AppointmentRow(Table):
    """What is due later. A row that was kept stays, so that its key is never kept again."""

    __tablename__ = "appointments"
    __table_args__ = (Index(None, "state", "due_at", "id"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[str] = mapped_column(String(64))
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[AppointmentState] = mapped_column(words(AppointmentState))
    set_for: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it was to come; `due_at` is later than that after a try that failed."""
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    failures: Mapped[int]
    last_error: Mapped[str | None] = mapped_column(Text)
