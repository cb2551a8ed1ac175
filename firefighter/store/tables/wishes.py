from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.store.tables.base import Table


class WishRow(Table):
    """What somebody wants for themselves, where it is not what everybody gets."""

    __tablename__ = "wishes"

    user: Mapped[str] = mapped_column(String(32), primary_key=True)
    digest: Mapped[bool]
    """Whether the weekly figures are wanted."""
