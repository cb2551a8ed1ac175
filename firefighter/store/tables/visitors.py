from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.store.tables.base import Table
from firefighter.store.types import UtcDateTime


class VisitorRow(Table):
    """Who looked at their Home tab, for the last time when."""

    __tablename__ = "visitors"

    user: Mapped[str] = mapped_column(String(32), primary_key=True)
    came_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
