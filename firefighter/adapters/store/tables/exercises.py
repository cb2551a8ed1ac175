"""The table of exercises by schedule."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.adapters.store.tables.base import Table, text_enum
from firefighter.domain.exercise_schedule import ExerciseState


class PlannedExerciseRow(Table):
    __tablename__ = "planned_exercises"

    key: Mapped[str] = mapped_column(String(150), primary_key=True)
    """Of its schedule."""
    slot: Mapped[date] = mapped_column(primary_key=True)
    day: Mapped[date]
    state: Mapped[ExerciseState] = mapped_column(text_enum(ExerciseState))
    decided_by: Mapped[str | None] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(Text)
    scenario: Mapped[str | None] = mapped_column(String(64))
    scenario_version: Mapped[int | None]
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"))
    postponed: Mapped[int]
