"""Tables of programs: their tokens, what their requests were answered, and deduplication keys."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.adapters.store.tables.base import RowNumber, Table, UtcDateTime


class ApiTokenRow(Table):
    """A token of a program. Revoked ones stay, so that a list shows what there was."""

    __tablename__ = "api_tokens"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    prefix: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(24))
    scopes: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ApiAnswerRow(Table):
    """What a change by a program was answered, for when the same request comes again."""

    __tablename__ = "api_answers"

    delivery: Mapped[str] = mapped_column(String(255), primary_key=True)
    request_hash: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    version: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class DedupKeyRow(Table):
    """The incident that was declared last with a program's own key for a problem."""

    __tablename__ = "dedup_keys"

    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True)
