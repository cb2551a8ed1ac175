from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from firefighter.domain.follow_ups import FollowUpState
from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import CancelReason, Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.room import RoomState
from firefighter.domain.severity import Severity
from firefighter.ports.places import Place
from firefighter.store.tables.base import Table, words
from firefighter.store.types import UtcDateTime


class NumberRow(Table):
    """The last number given out of each series. Locked while a new one is taken: no gaps."""

    __tablename__ = "numbers"

    series: Mapped[str] = mapped_column(String(32), primary_key=True)
    last: Mapped[int] = mapped_column(BigInteger)


class IncidentRow(Table):
    __tablename__ = "incidents"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[Kind] = mapped_column(words(Kind))
    title: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    impact: Mapped[str] = mapped_column(Text, server_default=text("''"))
    severity: Mapped[Severity] = mapped_column(words(Severity))
    status: Mapped[Status] = mapped_column(words(Status))
    private: Mapped[bool]
    has_room: Mapped[bool]
    room_state: Mapped[RoomState] = mapped_column(words(RoomState), server_default=text("'open'"))
    room_name: Mapped[str] = mapped_column(String(80), server_default=text("''"))
    room_kept_by: Mapped[str | None] = mapped_column(String(32))
    declared_by: Mapped[str] = mapped_column(String(32))
    mitigation: Mapped[str] = mapped_column(Text)
    cancel_reason: Mapped[CancelReason | None] = mapped_column(words(CancelReason))
    duplicate_of: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    trigger: Mapped[str] = mapped_column(String(64), server_default=text("''"))
    failure_class: Mapped[str] = mapped_column(String(64), server_default=text("''"))
    update_due: Mapped[datetime | None] = mapped_column(UtcDateTime)
    has_page: Mapped[bool] = mapped_column(server_default=false())
    version: Mapped[int] = mapped_column()
    origin: Mapped[str | None] = mapped_column(String(200), index=True, unique=True)
    """What an imported incident is called where it came from, so that it comes only once."""

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

    __mapper_args__ = {  # noqa: RUF012 - SQLAlchemy reads it off the class
        "version_id_col": version,
        "version_id_generator": False,
    }


class ServiceRow(Table):
    __tablename__ = "incident_services"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    service: Mapped[str] = mapped_column(String(120), primary_key=True)
    position: Mapped[int]


class HolderRow(Table):
    __tablename__ = "incident_roles"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(64), primary_key=True)
    user: Mapped[str] = mapped_column(String(32))


class MilestoneRow(Table):
    __tablename__ = "incident_milestones"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    milestone: Mapped[Milestone] = mapped_column(words(Milestone), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class LatestUpdateRow(Table):
    """What everybody was told last; the timeline has all that was told."""

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
    state: Mapped[FollowUpState] = mapped_column(words(FollowUpState))
    source: Mapped[str] = mapped_column(Text)
    ticket: Mapped[str] = mapped_column(Text)


class PlaceRow(Table):
    """Where an incident is in the chat; written when the effect that made the place is done.

    A channel is the room of one incident only.
    """

    __tablename__ = "places"
    __table_args__ = (
        Index(None, "channel", "place"),
        Index(
            "ux_places_room",
            "channel",
            unique=True,
            sqlite_where=text("place = 'room'"),
            postgresql_where=text("place = 'room'"),
        ),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    place: Mapped[Place] = mapped_column(words(Place), primary_key=True)
    channel: Mapped[str] = mapped_column(String(32))
    ts: Mapped[str] = mapped_column(String(32))
