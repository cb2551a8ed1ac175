"""The tables of runs of chaos experiments."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.adapters.store.tables.base import RowNumber, Table, UtcDateTime, text_enum
from firefighter.domain.experiment_runs import RunReason, RunVerdict, ScoreDifference, Tool


class ExperimentRunRow(Table):
    """A run as its tool reported it; of outputs nothing is stored."""

    __tablename__ = "experiment_runs"
    __table_args__ = (
        UniqueConstraint("tool", "tool_id"),
        Index(None, "experiment", "started_at"),
        Index(None, "name_key"),
    )

    number: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    tool: Mapped[Tool] = mapped_column(text_enum(Tool))
    tool_id: Mapped[str] = mapped_column(String(200))
    is_id_provisional: Mapped[bool]
    name: Mapped[str] = mapped_column(String(320))
    name_key: Mapped[str] = mapped_column(String(64))
    """The digest of the name without case, spaces and dashes."""
    experiment: Mapped[str | None] = mapped_column(ForeignKey("experiments.key"))
    service: Mapped[str] = mapped_column(String(120))
    """As the tool says; empty if it does not."""
    hypothesis: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    verdict: Mapped[RunVerdict | None] = mapped_column(text_enum(RunVerdict))
    """NULL while it runs."""
    reason: Mapped[RunReason | None] = mapped_column(text_enum(RunReason))
    score: Mapped[int | None]
    """Hundredths of a percent, as the tool's."""
    tool_score: Mapped[int | None]
    difference: Mapped[ScoreDifference | None] = mapped_column(text_enum(ScoreDifference))
    status: Mapped[str] = mapped_column(String(150))
    url: Mapped[str] = mapped_column(Text)
    probes: Mapped[list[Any]] = mapped_column(JSON)
    """Name, phase, and whether it was met, of each."""
    incident_id: Mapped[int | None] = mapped_column(
        ForeignKey("incidents.id", ondelete="SET NULL"), index=True
    )
    """The drill that it belongs to, or the real incident that was declared during it."""
    sender: Mapped[str] = mapped_column(String(24))
    """Name of the API token; empty if it was imported."""
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ExperimentNameRow(Table):
    """A name under which tools report an experiment of the catalog, as people said."""

    __tablename__ = "experiment_names"

    name_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(320))
    experiment: Mapped[str] = mapped_column(ForeignKey("experiments.key"), index=True)
