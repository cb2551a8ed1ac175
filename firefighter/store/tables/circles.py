from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.store.tables.base import Table


class CircleMemberRow(Table):
    """Who is in a room or a user group, as far as the chat has told us."""

    __tablename__ = "circle_members"

    circle: Mapped[str] = mapped_column(String(32), primary_key=True)
    user: Mapped[str] = mapped_column(String(32), primary_key=True, index=True)
