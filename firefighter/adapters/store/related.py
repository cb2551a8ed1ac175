"""Links between incidents, and which related incidents a reader may see."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, exists, not_, or_, select, union
from sqlalchemy.orm import Session

from firefighter.adapters.store.drill_filter import of_kind
from firefighter.adapters.store.tables import (
    IncidentRow,
    LinkRow,
    PlaceRow,
    PostmortemPageRow,
    TimelineRow,
)
from firefighter.domain.events import Linked, Merged, Relation, StatusChanged, Unlinked
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.ports.search import DrillFilter
from firefighter.ports.snapshot import ChannelId, Place, PlaceRef, RelatedIncident

LinksByIncident = Mapping[int, Mapping[int, Relation]]
"""For each incident, its relation to each other one."""


class StoredLinks:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._new: list[LinkRow] = []

    def between(self, one: IncidentId, other: IncidentId) -> Relation | None:
        row = self._session.get(LinkRow, (one, other))
        return None if row is None else row.relation

    def put(self, one: IncidentId, other: IncidentId, relation: Relation) -> None:
        ends = ((one, other, relation), (other, one, relation.inverse))
        for incident_id, other_id, its in ends:
            row = LinkRow(incident_id=incident_id, other_id=other_id, relation=its)
            self._new.append(row)

    def write(self) -> None:
        """Call this after the incidents are written, since links refer to them."""
        for row in self._new:
            self._session.merge(row)

    def remove(self, one: IncidentId, other: IncidentId) -> None:
        for ends in ((one, other), (other, one)):
            self._session.delete(self._session.get_one(LinkRow, ends))


def links_of(
    session: Session, ids: Collection[int], *, private: bool, drills: DrillFilter
) -> LinksByIncident:
    """Links of some incidents to others of `drills`; without `private`, none to a private one."""
    wanted = (
        select(LinkRow)
        .join(IncidentRow, IncidentRow.id == LinkRow.other_id)
        .where(LinkRow.incident_id.in_(ids), of_kind(drills))
        .order_by(LinkRow.incident_id, LinkRow.other_id)
    )
    found: dict[int, dict[int, Relation]] = defaultdict(dict)
    for row in session.scalars(wanted if private else wanted.where(not_(IncidentRow.private))):
        found[row.incident_id][row.other_id] = row.relation
    return found


_SHOWN = 100
"""At most so many links and so many duplicates; screens show fewer."""


_MAIN_PLACES = (Place.ANNOUNCEMENT, Place.CHANNEL)
"""The later one is the main place, once it exists."""


_REFERENCE_KEYS = {
    Linked.kind: "other",
    Unlinked.kind: "other",
    Merged.kind: "duplicate",
    StatusChanged.kind: "duplicate_of",
}
"""Kinds of entries that mention another incident, and the key that holds its number."""


def find_related(
    session: Session, incident: Incident, visible: ColumnElement[bool] | None = None
) -> tuple[RelatedIncident, ...]:
    """Related incidents that match `visible`; by default the public ones."""
    if not _has_related(session, incident):
        return ()
    may_know = not_(IncidentRow.private) if visible is None else visible
    known = list(_relations(session, incident, may_know))
    return tuple(_describe(session, known)) if known else ()


def find_referencing(session: Session, incident_id: IncidentId) -> tuple[IncidentId, ...]:
    """Incidents whose timeline mentions this one, or that are linked to it."""
    wanted = select(TimelineRow.incident_id).where(
        TimelineRow.kind.in_(_REFERENCE_KEYS),
        or_(
            *(
                TimelineRow.details[key].as_integer() == incident_id
                for key in _REFERENCE_KEYS.values()
            )
        ),
    )
    linked = select(LinkRow.incident_id).where(LinkRow.other_id == incident_id)
    return tuple(IncidentId(found) for found in sorted(session.scalars(union(wanted, linked))))


def _has_related(session: Session, incident: Incident) -> bool:
    """A cheap check first, since few incidents have any and every effect asks."""
    linked = exists().where(LinkRow.incident_id == incident.id)
    copied = exists().where(IncidentRow.duplicate_of == incident.id)
    return bool(incident.declined or session.scalar(select(or_(linked, copied))))


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
    original = incident.declined.duplicate_of if incident.declined else None
    if original is not None and _may_name(session, original, incident):
        yield original, Relation.ORIGINAL


def _may_name(session: Session, original: IncidentId, duplicate: Incident) -> bool:
    """Whether the duplicate may show its original. A private duplicate always may."""
    is_private = select(IncidentRow.private).where(IncidentRow.id == original)
    return duplicate.private or session.scalar(is_private) is False


def _describe(session: Session, known: Sequence[tuple[int, Relation]]) -> Iterator[RelatedIncident]:
    ids = {other for other, _relation in known}
    rows = session.execute(
        select(IncidentRow.id, IncidentRow.title, IncidentRow.kind).where(IncidentRow.id.in_(ids))
    )
    named = {found: (title, kind) for found, title, kind in rows}
    homes, pages = main_places(session, ids), page_urls(session, ids)
    for other, relation in known:
        page = pages.get(other, "")
        title, kind = named[other]
        yield RelatedIncident(IncidentId(other), title, relation, homes.get(other), page, kind)


def main_places(session: Session, ids: Collection[int]) -> dict[int, PlaceRef]:
    """Returns the channel of each incident, or else its announcement."""
    rows = session.scalars(
        select(PlaceRow).where(PlaceRow.incident_id.in_(ids), PlaceRow.place.in_(_MAIN_PLACES))
    ).all()
    return {
        row.incident_id: PlaceRef(row.place, ChannelId(row.channel), row.ts)
        for row in sorted(rows, key=lambda row: _MAIN_PLACES.index(row.place))
    }


def page_urls(session: Session, ids: Collection[int]) -> dict[int, str]:
    rows = select(PostmortemPageRow.incident_id, PostmortemPageRow.url).where(
        PostmortemPageRow.incident_id.in_(ids), not_(PostmortemPageRow.gone)
    )
    return {found: url for found, url in session.execute(rows)}  # noqa: C416 - dict() is not typed for rows
