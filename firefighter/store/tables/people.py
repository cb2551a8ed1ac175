from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.store.tables.base import Table
from firefighter.store.types import UtcDateTime


class PersonRow(Table):
    """Who somebody is, as the chat told us last."""

    __tablename__ = "people"

    user: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    real_name: Mapped[str] = mapped_column(Text)
    time_zone: Mapped[str] = mapped_column(String(64))
    locale: Mapped[str] = mapped_column(String(32))
    learnt_at: Mapped[datetime] = mapped_column(UtcDateTime)
