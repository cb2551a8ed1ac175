"""Tables of teams that train: those of the chat, their signatures, and what they were told."""

from datetime import date, datetime

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.adapters.store.tables.base import Table, UtcDateTime, text_enum
from firefighter.ports.teams import TeamNoticeKind


class TeamRow(Table):
    """A team of the chat. Those of the settings have no row."""

    __tablename__ = "teams"

    key: Mapped[str] = mapped_column(String(150), primary_key=True)
    """The same for all spellings of the name."""
    name: Mapped[str] = mapped_column(String(75))
    members: Mapped[list[str]] = mapped_column(JSON)
    coach: Mapped[str | None] = mapped_column(String(32))
    services: Mapped[list[str]] = mapped_column(JSON)
    version: Mapped[int]
    changed_by: Mapped[str] = mapped_column(String(32))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TeamSignatureRow(Table):
    """A level that a coach signed, of a team of the chat or the settings."""

    __tablename__ = "team_signatures"

    team: Mapped[str] = mapped_column(String(150), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    level: Mapped[int]
    by: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text)


class TeamNoticeRow(Table):
    """What a team was told of a level, so that it is told once."""

    __tablename__ = "team_notices"

    team: Mapped[str] = mapped_column(String(150), primary_key=True)
    kind: Mapped[TeamNoticeKind] = mapped_column(text_enum(TeamNoticeKind), primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
