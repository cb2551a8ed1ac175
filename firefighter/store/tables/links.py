from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.domain.relations import Relation
from firefighter.store.tables.base import Table, words


class LinkRow(Table):
    """What another incident is to one. Each link has two rows, one for either end."""

    __tablename__ = "incident_links"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    relation: Mapped[Relation] = mapped_column(words(Relation))
