"""Tables of a drill: how it is played, its team and its pauses."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from firefighter.adapters.store.tables.base import Table, UtcDateTime, text_enum
from firefighter.domain.drill import InjectState
from firefighter.domain.drill_events import DrillEnding


class DrillRow(Table):
    __tablename__ = "drills"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    scenario: Mapped[str | None] = mapped_column(String(64))
    scenario_version: Mapped[int | None]
    length_min: Mapped[int]
    real_pages: Mapped[bool] = mapped_column(server_default=false())
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    over_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    ending: Mapped[DrillEnding | None] = mapped_column(text_enum(DrillEnding))
    stopped_by: Mapped[str | None] = mapped_column(String(32))

    team: Mapped[list["DrillTeamRow"]] = relationship(
        cascade="all, delete-orphan", order_by="DrillTeamRow.position", lazy="selectin"
    )
    injects: Mapped[list["DrillInjectRow"]] = relationship(
        cascade="all, delete-orphan", order_by="DrillInjectRow.inject", lazy="selectin"
    )
    pauses: Mapped[list["DrillPauseRow"]] = relationship(
        cascade="all, delete-orphan", order_by="DrillPauseRow.position", lazy="selectin"
    )


class DrillInjectRow(Table):
    """What was decided about an inject of a drill."""

    __tablename__ = "drill_injects"

    incident_id: Mapped[int] = mapped_column(ForeignKey("drills.incident_id"), primary_key=True)
    inject: Mapped[str] = mapped_column(String(64), primary_key=True)
    state: Mapped[InjectState | None] = mapped_column(text_enum(InjectState))
    """None while it is only postponed."""
    at_s: Mapped[float]
    """Game time in seconds: when it was settled, or until when it is postponed."""
    by: Mapped[str | None] = mapped_column(String(32))


class DrillTeamRow(Table):
    """Somebody who takes part in a drill."""

    __tablename__ = "drill_team"

    incident_id: Mapped[int] = mapped_column(ForeignKey("drills.incident_id"), primary_key=True)
    user: Mapped[str] = mapped_column(String(32), primary_key=True, index=True)
    position: Mapped[int]


class DrillPauseRow(Table):
    __tablename__ = "drill_pauses"

    incident_id: Mapped[int] = mapped_column(ForeignKey("drills.incident_id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    start: Mapped[datetime] = mapped_column(UtcDateTime)
    end: Mapped[datetime | None] = mapped_column(UtcDateTime)
