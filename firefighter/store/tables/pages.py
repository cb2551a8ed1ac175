from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.domain.pictures import WhyNot
from firefighter.store.tables.base import Table, words
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


class PageFilePictureRow(Table):
    """A picture on such a page."""

    __tablename__ = "page_file_pictures"

    page_id: Mapped[str] = mapped_column(ForeignKey("page_files.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(255), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class PictureRow(Table):
    """What became of a picture of the chat on an incident's page."""

    __tablename__ = "pictures"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    file: Mapped[str] = mapped_column(String(64), primary_key=True)
    page_id: Mapped[str] = mapped_column(String(64))
    attachment: Mapped[str] = mapped_column(String(255))
    why_not: Mapped[WhyNot | None] = mapped_column(words(WhyNot))
