"""Tables of an incident: its row, parts, places, links and timeline."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from firefighter.adapters.store.tables.base import RowNumber, Table, UtcDateTime, text_enum
from firefighter.domain.events import ChannelState, Relation
from firefighter.domain.follow_ups import FollowUpKind, FollowUpState, Priority
from firefighter.domain.hypotheses import HypothesisState
from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import DeclineReason, Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.severity import Severity
from firefighter.ports.snapshot import Place


class NumberRow(Table):
    """The last number of each series. Locked while the next one is taken, so there are no gaps."""

    __tablename__ = "numbers"

    series: Mapped[str] = mapped_column(String(32), primary_key=True)
    last: Mapped[int] = mapped_column(BigInteger)


_DUPLICATE = text("duplicate_of IS NOT NULL")
_OPEN = text("status <> 'closed'")
_DRILL = text("kind = 'drill'")
_OPEN_DRILL = text("kind = 'drill' AND status <> 'closed'")


class IncidentRow(Table):
    __tablename__ = "incidents"
    __table_args__ = (
        Index(None, "status", "id"),
        Index(None, "status", "severity", "id"),
        Index(None, "declared_by", "status"),
        Index(None, "duplicate_of", sqlite_where=_DUPLICATE, postgresql_where=_DUPLICATE),
        Index("ix_incidents_open", "severity", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(
            "ix_incidents_open_drills",
            "severity",
            "id",
            sqlite_where=_OPEN_DRILL,
            postgresql_where=_OPEN_DRILL,
        ),
        Index("ix_incidents_drills", "status", "id", sqlite_where=_DRILL, postgresql_where=_DRILL),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[Kind] = mapped_column(text_enum(Kind))
    title: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    impact: Mapped[str] = mapped_column(Text, server_default=text("''"))
    severity: Mapped[Severity] = mapped_column(text_enum(Severity))
    status: Mapped[Status] = mapped_column(text_enum(Status))
    private: Mapped[bool]
    has_channel: Mapped[bool]
    channel_state: Mapped[ChannelState] = mapped_column(
        text_enum(ChannelState), server_default=text("'open'")
    )
    channel_name: Mapped[str] = mapped_column(String(80), server_default=text("''"))
    channel_kept_by: Mapped[str | None] = mapped_column(String(32))
    declared_by: Mapped[str] = mapped_column(String(32))
    mitigation: Mapped[str] = mapped_column(Text)
    decline_reason: Mapped[DeclineReason | None] = mapped_column(text_enum(DeclineReason))
    duplicate_of: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"))
    trigger: Mapped[str] = mapped_column(String(64), server_default=text("''"))
    failure_class: Mapped[str] = mapped_column(String(64), server_default=text("''"))
    contributing_factors: Mapped[list[str] | None] = mapped_column(JSON)
    update_due: Mapped[datetime | None] = mapped_column(UtcDateTime)
    has_postmortem_page: Mapped[bool] = mapped_column(server_default=false())
    reopened: Mapped[int] = mapped_column(server_default=text("0"))
    confirmations: Mapped[dict[str, list[str]] | None] = mapped_column(JSON)
    """By item of the post-mortem's checklist, who confirmed it and when."""
    review: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """Who reviews the post-mortem, and when each reviewer approved."""
    version: Mapped[int] = mapped_column()
    origin: Mapped[str | None] = mapped_column(String(200), index=True, unique=True)
    """The id of an imported incident in its source, so that it is imported only once."""

    services: Mapped[list["ServiceRow"]] = relationship(
        cascade="all, delete-orphan", order_by="ServiceRow.position", lazy="selectin"
    )
    holders: Mapped[list["HolderRow"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    milestones: Mapped[list["MilestoneRow"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin"
    )
    latest_update: Mapped["LatestUpdateRow | None"] = relationship(
        cascade="all, delete-orphan", lazy="joined"
    )
    follow_ups: Mapped[list["FollowUpRow"]] = relationship(
        cascade="all, delete-orphan", order_by="FollowUpRow.number", lazy="selectin"
    )
    hypotheses: Mapped[list["HypothesisRow"]] = relationship(
        cascade="all, delete-orphan", order_by="HypothesisRow.number", lazy="selectin"
    )

    __mapper_args__ = {  # noqa: RUF012 - SQLAlchemy reads it off the class
        "version_id_col": version,
        "version_id_generator": False,
    }


class ServiceRow(Table):
    __tablename__ = "incident_services"
    __table_args__ = (Index(None, "service", "incident_id"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    service: Mapped[str] = mapped_column(String(120), primary_key=True)
    position: Mapped[int]


class HolderRow(Table):
    __tablename__ = "incident_roles"
    __table_args__ = (Index(None, "user", "incident_id"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(64), primary_key=True)
    user: Mapped[str] = mapped_column(String(32))


class MilestoneRow(Table):
    __tablename__ = "incident_milestones"
    __table_args__ = (Index(None, "milestone", "at", "incident_id"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    milestone: Mapped[Milestone] = mapped_column(text_enum(Milestone), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class LatestUpdateRow(Table):
    """The latest update; the timeline has all of them."""

    __tablename__ = "latest_updates"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    actor: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    impact: Mapped[str] = mapped_column(Text)
    changed: Mapped[str] = mapped_column(Text)
    next_step: Mapped[str] = mapped_column(Text)
    next_by: Mapped[str | None] = mapped_column(String(32))
    next_update: Mapped[datetime | None] = mapped_column(UtcDateTime)


class FollowUpRow(Table):
    __tablename__ = "follow_ups"
    __table_args__ = (Index(None, "state", "owner"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str | None] = mapped_column(String(32))
    due: Mapped[date | None]
    state: Mapped[FollowUpState] = mapped_column(text_enum(FollowUpState))
    source: Mapped[str] = mapped_column(Text)
    ticket: Mapped[str] = mapped_column(Text)
    kind: Mapped[FollowUpKind | None] = mapped_column(text_enum(FollowUpKind))
    priority: Mapped[Priority | None] = mapped_column(text_enum(Priority))


class HypothesisRow(Table):
    __tablename__ = "hypotheses"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[str] = mapped_column(String(32))
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[HypothesisState] = mapped_column(text_enum(HypothesisState))
    note: Mapped[str] = mapped_column(Text)
    changed_by: Mapped[str | None] = mapped_column(String(32))
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PlaceRow(Table):
    """Where an incident is in the chat; written once the effect that created the place is done.

    A channel belongs to one incident only.
    """

    __tablename__ = "places"
    __table_args__ = (
        Index(None, "channel", "place"),
        Index(
            "ux_places_channel",
            "channel",
            unique=True,
            sqlite_where=text("place = 'channel'"),
            postgresql_where=text("place = 'channel'"),
        ),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    place: Mapped[Place] = mapped_column(text_enum(Place), primary_key=True)
    channel: Mapped[str] = mapped_column(String(32))
    ts: Mapped[str] = mapped_column(String(32))


class LinkRow(Table):
    """A link between two incidents, stored as one row for each end."""

    __tablename__ = "incident_links"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    relation: Mapped[Relation] = mapped_column(text_enum(Relation))


class TimelineRow(Table):
    """Append-only."""

    __tablename__ = "timeline"
    __table_args__ = (Index(None, "incident_id", "id"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    kind: Mapped[str] = mapped_column(String(64))
    actor: Mapped[str] = mapped_column(String(32))
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
