"""The incidents that have to do with one, as far as those who look may know of them."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import ColumnElement, exists, not_, or_, select, union
from sqlalchemy.orm import Session

from firefighter.domain.events import Linked, Merged, StatusChanged, Unlinked
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.domain.relations import Relation
from firefighter.ports.places import ChannelId, Kin, Located, Place
from firefighter.store.tables import IncidentRow, LinkRow, PageRow, PlaceRow, TimelineRow

_SHOWN = 100
"""Of either sort; what shows them shows fewer."""

_HOMES = (Place.ANNOUNCEMENT, Place.ROOM)
"""The later one is where it is worked, once there is one."""

_NAMING = {
    Linked.kind: "other",
    Unlinked.kind: "other",
    Merged.kind: "duplicate",
    StatusChanged.kind: "duplicate_of",
}
"""The entries that name another incident, and under which key."""


def find_kin(
    session: Session, incident: Incident, visible: ColumnElement[bool] | None = None
) -> tuple[Kin, ...]:
    """What `visible` lets through; without it what everybody may know, for what many see."""
    if not _has_any(session, incident):
        return ()
    may_know = not_(IncidentRow.private) if visible is None else visible
    known = list(_relations(session, incident, may_know))
    return tuple(_described(session, known)) if known else ()


def find_naming(session: Session, incident_id: IncidentId) -> tuple[IncidentId, ...]:
    """The incidents that name one on their records, or are linked with it."""
    wanted = select(TimelineRow.incident_id).where(
        TimelineRow.kind.in_(_NAMING),
        or_(*(TimelineRow.details[key].as_integer() == incident_id for key in _NAMING.values())),
    )
    linked = select(LinkRow.incident_id).where(LinkRow.other_id == incident_id)
    return tuple(IncidentId(found) for found in sorted(session.scalars(union(wanted, linked))))


def _has_any(session: Session, incident: Incident) -> bool:
    """Few have; the others are looked at often, and by everything that is done for them."""
    linked = exists().where(LinkRow.incident_id == incident.id)
    copied = exists().where(IncidentRow.duplicate_of == incident.id)
    return bool(incident.cancellation or session.scalar(select(or_(linked, copied))))


def _relations(
    session: Session, incident: Incident, may_know: ColumnElement[bool]
) -> Iterator[tuple[int, Relation]]:
    linked = (
        select(LinkRow.other_id, LinkRow.relation)
        .join(IncidentRow, IncidentRow.id == LinkRow.other_id)
        .where(LinkRow.incident_id == incident.id, may_know)
    )
    for other, relation in session.execute(linked.order_by(LinkRow.other_id.desc()).limit(_SHOWN)):
        yield other, relation
    duplicates = select(IncidentRow.id).where(IncidentRow.duplicate_of == incident.id, may_know)
    for other in session.scalars(duplicates.order_by(IncidentRow.id.desc()).limit(_SHOWN)):
        yield other, Relation.DUPLICATE
    original = incident.cancellation.duplicate_of if incident.cancellation else None
    if original is not None and _may_name(session, original, incident):
        yield original, Relation.ORIGINAL


def _may_name(session: Session, original: IncidentId, duplicate: Incident) -> bool:
    """The people of a private duplicate know of its original: it could not end otherwise."""
    is_private = select(IncidentRow.private).where(IncidentRow.id == original)
    return duplicate.private or session.scalar(is_private) is False


def _described(session: Session, known: Sequence[tuple[int, Relation]]) -> Iterator[Kin]:
    ids = {other for other, _relation in known}
    rows = select(IncidentRow.id, IncidentRow.title).where(IncidentRow.id.in_(ids))
    titles = {found: title for found, title in session.execute(rows)}  # noqa: C416 - dict() is not typed for rows
    homes, pages = _homes(session, ids), _pages(session, ids)
    for other, relation in known:
        page = pages.get(other, "")
        yield Kin(IncidentId(other), titles[other], relation, homes.get(other), page)


def _homes(session: Session, ids: Collection[int]) -> dict[int, Located]:
    rows = session.scalars(
        select(PlaceRow).where(PlaceRow.incident_id.in_(ids), PlaceRow.place.in_(_HOMES))
    ).all()
    return {
        row.incident_id: Located(row.place, ChannelId(row.channel), row.ts)
        for row in sorted(rows, key=lambda row: _HOMES.index(row.place))
    }


def _pages(session: Session, ids: Collection[int]) -> dict[int, str]:
    rows = select(PageRow.incident_id, PageRow.url).where(
        PageRow.incident_id.in_(ids), not_(PageRow.gone)
    )
    return {found: url for found, url in session.execute(rows)}  # noqa: C416 - dict() is not typed for rows
