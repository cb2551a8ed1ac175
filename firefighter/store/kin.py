"""The incidents that have to do with one, as far as those who look may know of them."""

from sqlalchemy import ColumnElement, not_, select
from sqlalchemy.orm import Session

from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.domain.relations import Relation
from firefighter.ports.places import ChannelId, Kin, Located, Place
from firefighter.store.tables import IncidentRow, PlaceRow

_SHOWN = 20


def find_kin(
    session: Session, incident: Incident, visible: ColumnElement[bool] | None = None
) -> tuple[Kin, ...]:
    """What `visible` lets through; without it what everybody may know, for what many see."""
    may_know = not_(IncidentRow.private) if visible is None else visible
    return (*_original(session, incident), *_duplicates(session, incident, may_know))


def _original(session: Session, incident: Incident) -> list[Kin]:
    """The people of a private duplicate know of its original: it could not end otherwise."""
    original = incident.cancellation.duplicate_of if incident.cancellation else None
    row = None if original is None else session.get(IncidentRow, original)
    if row is None or (row.private and not incident.private):
        return []
    return [_kin(session, row, Relation.ORIGINAL)]


def _duplicates(session: Session, incident: Incident, may_know: ColumnElement[bool]) -> list[Kin]:
    rows = session.scalars(
        select(IncidentRow)
        .where(IncidentRow.duplicate_of == incident.id, may_know)
        .order_by(IncidentRow.id.desc())
        .limit(_SHOWN)
    )
    return [_kin(session, row, Relation.DUPLICATE) for row in rows]


def _kin(session: Session, row: IncidentRow, relation: Relation) -> Kin:
    home = Place.ROOM if row.has_room else Place.ANNOUNCEMENT
    at = session.get(PlaceRow, (row.id, home)) or session.get(
        PlaceRow, (row.id, Place.ANNOUNCEMENT)
    )
    where = None if at is None else Located(at.place, ChannelId(at.channel), at.ts)
    return Kin(IncidentId(row.id), row.title, relation, where)
