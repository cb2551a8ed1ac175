"""The table of installed scenarios."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.adapters.store.tables.base import Table, UtcDateTime


class ScenarioRow(Table):
    """One version of a scenario. Rows never change: a drill can always read its own."""

    __tablename__ = "scenarios"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    pack: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[str] = mapped_column(Text)
    """The file's text, in TOML."""
    installed_at: Mapped[datetime] = mapped_column(UtcDateTime)
