from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.adapters.store.tables.base import Table, UtcDateTime, text_enum
from firefighter.domain.pictures import NotShownReason


class _PageColumns:
    """Where a page is, and which sections of it people edited."""

    page_id: Mapped[str] = mapped_column(String(64))
    url: Mapped[str] = mapped_column(Text)
    parent: Mapped[str] = mapped_column(String(255))
    gone: Mapped[bool]
    edited_sections: Mapped[str] = mapped_column(Text, server_default=text("''"))
    """Names of the managed sections that people edited, with blanks between them."""


class PostmortemPageRow(_PageColumns, Table):
    """The post-mortem page of an incident, and its text when it was last read."""

    __tablename__ = "postmortem_pages"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    reading: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LearningReportRow(_PageColumns, Table):
    """The learning report of a Game Day."""

    __tablename__ = "learning_reports"

    game_day_id: Mapped[int] = mapped_column(ForeignKey("game_days.id"), primary_key=True)


class SelfHostedPageRow(Table):
    """A page stored here, for deployments without Confluence."""

    __tablename__ = "self_hosted_pages"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    title: Mapped[str] = mapped_column(String(255), unique=True)
    body: Mapped[str] = mapped_column(Text)


class SelfHostedPictureRow(Table):
    """A picture on a self-hosted page."""

    __tablename__ = "self_hosted_pictures"

    page_id: Mapped[str] = mapped_column(ForeignKey("self_hosted_pages.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(255), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class AttachmentResultRow(Table):
    """Whether a picture from the chat is shown on the incident's page, and why not."""

    __tablename__ = "attachment_results"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    file: Mapped[str] = mapped_column(String(64), primary_key=True)
    page_id: Mapped[str] = mapped_column(String(64))
    attachment: Mapped[str] = mapped_column(String(255))
    not_shown_reason: Mapped[NotShownReason | None] = mapped_column(text_enum(NotShownReason))
