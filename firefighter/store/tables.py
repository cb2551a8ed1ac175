"""The tables. A change here needs a migration; `make check` compares the two on both databases."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Enum,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import CancelReason, Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.severity import Severity
from firefighter.ports.places import Place
from firefighter.store.types import UtcDateTime

# SQLite numbers rows by itself only when the key is spelt INTEGER.
_RowNumber = BigInteger().with_variant(Integer, "sqlite")


class EffectState(StrEnum):
    PENDING = "pending"
    DONE = "done"
    PARKED = "parked"


def _words(enum: type[StrEnum]) -> Enum:
    """An enum kept as its words, readable in any client and extended without a migration."""
    return Enum(
        enum,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


class Table(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class NumberRow(Table):
    """The last number given out of each series. Locked while a new one is taken: no gaps."""

    __tablename__ = "numbers"

    series: Mapped[str] = mapped_column(String(32), primary_key=True)
    last: Mapped[int] = mapped_column(BigInteger)


class IncidentRow(Table):
    __tablename__ = "incidents"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[Kind] = mapped_column(_words(Kind))
    title: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    severity: Mapped[Severity] = mapped_column(_words(Severity))
    status: Mapped[Status] = mapped_column(_words(Status))
    private: Mapped[bool]
    has_room: Mapped[bool]
    declared_by: Mapped[str] = mapped_column(String(32))
    mitigation: Mapped[str] = mapped_column(Text)
    cancel_reason: Mapped[CancelReason | None] = mapped_column(_words(CancelReason))
    duplicate_of: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"))
    version: Mapped[int] = mapped_column()

    services: Mapped[list["ServiceRow"]] = relationship(
        cascade="all, delete-orphan", order_by="ServiceRow.position", lazy="selectin"
    )
    holders: Mapped[list["HolderRow"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    milestones: Mapped[list["MilestoneRow"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin"
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
    milestone: Mapped[Milestone] = mapped_column(_words(Milestone), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class TimelineRow(Table):
    """Append-only."""

    __tablename__ = "timeline"
    __table_args__ = (Index(None, "incident_id", "id"),)

    id: Mapped[int] = mapped_column(_RowNumber, primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    kind: Mapped[str] = mapped_column(String(64))
    actor: Mapped[str] = mapped_column(String(32))
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)


class PlaceRow(Table):
    """Where an incident is in the chat; written when the effect that made the place is done."""

    __tablename__ = "places"
    __table_args__ = (Index(None, "channel", "place"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    place: Mapped[Place] = mapped_column(_words(Place), primary_key=True)
    channel: Mapped[str] = mapped_column(String(32))
    ts: Mapped[str] = mapped_column(String(32))


class EffectRow(Table):
    """The outbox. A lease is a due time in the future together with `leased_by` and `fence`."""

    __tablename__ = "effects"
    __table_args__ = (
        Index(None, "state", "blockers", "due_at", "id"),
        Index(None, "lane", "state", "id"),
    )

    id: Mapped[int] = mapped_column(_RowNumber, primary_key=True)
    mark: Mapped[str] = mapped_column(String(36), unique=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    lane: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    coalesces: Mapped[bool]
    state: Mapped[EffectState] = mapped_column(_words(EffectState))
    blockers: Mapped[int]
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    fence: Mapped[int]
    failures: Mapped[int]
    leased_by: Mapped[str | None] = mapped_column(String(120))
    last_error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class NeedRow(Table):
    """An effect that waits for another; the row goes away when the other is done."""

    __tablename__ = "effect_needs"

    effect_id: Mapped[int] = mapped_column(ForeignKey("effects.id"), primary_key=True)
    needs_id: Mapped[int] = mapped_column(ForeignKey("effects.id"), primary_key=True, index=True)


class GateRow(Table):
    """A method of the chat that is not to be called before a time, for all workers."""

    __tablename__ = "gates"

    gate: Mapped[str] = mapped_column(String(120), primary_key=True)
    until: Mapped[datetime] = mapped_column(UtcDateTime)


class DeliveryRow(Table):
    """The inbox: deliveries that were handled, so that a redelivery changes nothing."""

    __tablename__ = "inbox"

    delivery: Mapped[str] = mapped_column(String(255), primary_key=True)
    handled_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
