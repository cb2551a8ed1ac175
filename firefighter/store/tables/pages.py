from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.store.tables.base import Table
from firefighter.store.types import UtcDateTime


class PageRow(Table):
    """Where an incident's post-mortem page is, and what it said when it was read last."""

    __tablename__ = "pages"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    page_id: Mapped[str] = mapped_column(String(64))
    url: Mapped[str] = mapped_column(Text)
    parent: Mapped[str] = mapped_column(String(255))
    gone: Mapped[bool]
    reading: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PageFileRow(Table):
    """A page that is kept here, where there is no Confluence for it."""

    __tablename__ = "page_files"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    title: Mapped[str] = mapped_column(String(255), unique=True)
    body: Mapped[str] = mapped_column(Text)
