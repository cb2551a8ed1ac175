"""The table of the catalog of experiments."""

from datetime import datetime

from sqlalchemy import JSON, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.adapters.store.tables.base import Table, UtcDateTime, text_enum
from firefighter.domain.experiment_catalog import ExperimentState
from firefighter.domain.scenario import Environment


class ExperimentRow(Table):
    """An experiment of the catalog; of a pack's, the version that was installed last."""

    __tablename__ = "experiments"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    version: Mapped[int]
    state: Mapped[ExperimentState] = mapped_column(text_enum(ExperimentState))
    pack: Mapped[str] = mapped_column(String(64))
    """Empty if it was written in Slack."""
    created_by: Mapped[str | None] = mapped_column(String(32))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str | None] = mapped_column(String(32))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    title: Mapped[str] = mapped_column(String(150))
    service: Mapped[str] = mapped_column(String(120))
    service_key: Mapped[str] = mapped_column(String(240), index=True)
    """The service for comparisons that ignore case."""
    team: Mapped[str] = mapped_column(String(75))
    environment: Mapped[Environment] = mapped_column(text_enum(Environment))
    weight: Mapped[int]
    duration_min: Mapped[int | None]
    eligibility: Mapped[str] = mapped_column(Text)
    system: Mapped[str] = mapped_column(Text)
    objective: Mapped[str] = mapped_column(Text)
    hypothesis: Mapped[str] = mapped_column(Text)
    steady_state: Mapped[str] = mapped_column(Text)
    signal: Mapped[str] = mapped_column(Text)
    observability: Mapped[str] = mapped_column(Text)
    procedure: Mapped[str] = mapped_column(Text)
    blast_radius: Mapped[str] = mapped_column(Text)
    abort_conditions: Mapped[str] = mapped_column(Text)
    rollback: Mapped[str] = mapped_column(Text)
    action_plan: Mapped[str] = mapped_column(Text)
    translations: Mapped[dict[str, dict[str, str]] | None] = mapped_column(JSON(none_as_null=True))
    """Texts in other languages, by language and name of the column."""
    titles: Mapped[str] = mapped_column(Text, server_default=text("''"))
    """The title in other languages, for searches."""
