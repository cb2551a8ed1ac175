"""Links between incidents as rows, two for each: one for either end."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import not_, select
from sqlalchemy.orm import Session

from firefighter.domain.ids import IncidentId
from firefighter.domain.relations import Relation
from firefighter.store.tables import IncidentRow, LinkRow

Links = Mapping[int, Mapping[int, Relation]]
"""For each incident, what each other one is to it."""


class StoredLinks:
    def __init__(self, session: Session) -> None:
        self._session = session

    def between(self, one: IncidentId, other: IncidentId) -> Relation | None:
        row = self._session.get(LinkRow, (one, other))
        return None if row is None else row.relation

    def put(self, one: IncidentId, other: IncidentId, relation: Relation) -> None:
        ends = ((one, other, relation), (other, one, relation.inverse))
        for incident_id, other_id, its in ends:
            row = LinkRow(incident_id=incident_id, other_id=other_id, relation=its)
            self._session.merge(row)

    def remove(self, one: IncidentId, other: IncidentId) -> None:
        for ends in ((one, other), (other, one)):
            self._session.delete(self._session.get_one(LinkRow, ends))


def links_of(session: Session, ids: Collection[int], *, private: bool) -> Links:
    """Those of some incidents; without `private`, no link with a private one."""
    wanted = (
        select(LinkRow)
        .join(IncidentRow, IncidentRow.id == LinkRow.other_id)
        .where(LinkRow.incident_id.in_(ids))
        .order_by(LinkRow.incident_id, LinkRow.other_id)
    )
    found: dict[int, dict[int, Relation]] = defaultdict(dict)
    for row in session.scalars(wanted if private else wanted.where(not_(IncidentRow.private))):
        found[row.incident_id][row.other_id] = row.relation
    return found
