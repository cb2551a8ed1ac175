"""Incidents as programs see them."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, Select, not_, select, true, union_all
from sqlalchemy.orm import Session

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.drill_filter import of_kind
from firefighter.adapters.store.drills import find_drill
from firefighter.adapters.store.incidents import read_incident
from firefighter.adapters.store.related import main_places, page_urls
from firefighter.adapters.store.search import (
    narrowings_of,
    newest_among,
)
from firefighter.adapters.store.tables import IncidentRow, MilestoneRow
from firefighter.domain.drill import Drill
from firefighter.domain.errors import UnknownIncident
from firefighter.domain.events import ChannelState
from firefighter.domain.ids import IncidentId
from firefighter.domain.lifecycle import Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.rules import Rules
from firefighter.ports.incident_views import IncidentFilter, IncidentView


class StoredIncidentViews:
    """The IncidentViews port."""

    def __init__(self, database: Database, rules: Rules) -> None:
        self._database = database
        self._rules = rules

    def newest(
        self,
        wanted: IncidentFilter,
        limit: int,
        before: IncidentId | None = None,
        *,
        private: bool,
    ) -> Sequence[IncidentView]:
        conditions = [_visible(private=private), of_kind(wanted.drills), *_conditions(wanted)]
        if before is not None:
            conditions.append(IncidentRow.id < before)
        with self._database.reading() as session:
            rows = _narrowed(session, conditions, wanted, limit, before)
            return read_views(session, session.scalars(rows).all(), self._rules, private=private)

    def drills_of(self, ids: Collection[IncidentId]) -> Mapping[IncidentId, Drill]:
        with self._database.reading() as session:
            found = {each: find_drill(session, each) for each in ids}
        return {each: drill for each, drill in found.items() if drill}

    def get(self, incident_id: IncidentId, *, private: bool) -> IncidentView:
        rows = select(IncidentRow).where(IncidentRow.id == incident_id, _visible(private=private))
        with self._database.reading() as session:
            found = read_views(session, session.scalars(rows).all(), self._rules, private=private)
        if not found:
            raise UnknownIncident(incident_id)
        return found[0]


def _newest(
    conditions: Sequence[ColumnElement[bool]], statuses: Sequence[Status], limit: int
) -> Select[IncidentRow]:
    """Asks for each status by itself, in the order of its index.

    Otherwise a database may sort all closed incidents, or look through them for the open ones.
    """
    latest = IncidentRow.id.desc()
    if not statuses:
        return select(IncidentRow).where(*conditions).order_by(latest).limit(limit)
    ids = [
        select(
            select(IncidentRow.id)
            .where(*conditions, IncidentRow.status == status)
            .order_by(latest)
            .limit(limit)
            .subquery()
            .c.id
        )
        for status in dict.fromkeys(statuses)
    ]
    found = union_all(*ids).subquery()
    rows = select(IncidentRow).where(IncidentRow.id.in_(select(found.c.id)))
    return rows.order_by(latest).limit(limit)


def _narrowed(
    session: Session,
    conditions: Sequence[ColumnElement[bool]],
    wanted: IncidentFilter,
    limit: int,
    before: IncidentId | None,
) -> Select[IncidentRow]:
    """Looks at the matches of an index if it can find the newest ones, or if they are few."""
    found = list(narrowings_of(session, wanted.words, wanted.service, wanted.holder))
    several, statuses = len(found) > 1, wanted.statuses
    few = next((each for each in found if each.few and (several or not each.capped)), None)
    if few or any(each.capped for each in found):
        where = [*conditions, *([IncidentRow.status.in_(statuses)] if statuses else [])]
        drivers = [few] if few else found
        others = [each.condition(False) for each in found if few and each is not few]
        ids = newest_among(
            session, [*where, *others], drivers, limit, before, all_at_once=bool(few)
        )
        rows = select(IncidentRow).where(IncidentRow.id.in_(ids))
        return rows.order_by(IncidentRow.id.desc())
    where = [*conditions, *(each.condition(False) for each in found)]
    return _newest(where, statuses, limit)


def read_views(
    session: Session, rows: Sequence[IncidentRow], rules: Rules, *, private: bool
) -> Sequence[IncidentView]:
    ids = [row.id for row in rows]
    homes, pages = main_places(session, ids), page_urls(session, ids)
    originals = {row.duplicate_of for row in rows} - {None}
    known = _known(session, originals, private=private) if originals else frozenset()
    return [
        IncidentView(
            incident=read_incident(row, rules),
            home=homes.get(row.id) if row.channel_state is not ChannelState.DELETED else None,
            page_url=pages.get(row.id, ""),
            original=_original(row, known),
        )
        for row in rows
    ]


def _original(row: IncidentRow, known: frozenset[int | None]) -> IncidentId | None:
    original = row.duplicate_of
    return IncidentId(original) if original is not None and original in known else None


def _known(session: Session, ids: set[int | None], *, private: bool) -> frozenset[int | None]:
    """Those of these incidents that the reader may know of."""
    known = select(IncidentRow.id).where(IncidentRow.id.in_(ids), _visible(private=private))
    return frozenset(session.scalars(known))


def _visible(*, private: bool) -> ColumnElement[bool]:
    return true() if private else not_(IncidentRow.private)


def _conditions(wanted: IncidentFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.severities:
        conditions.append(IncidentRow.severity.in_(wanted.severities))
    declared: list[ColumnElement[bool]] = []
    if wanted.declared_from:
        declared.append(MilestoneRow.at >= wanted.declared_from)
    if wanted.declared_before:
        declared.append(MilestoneRow.at < wanted.declared_before)
    if declared:
        within = (MilestoneRow.milestone == Milestone.DECLARED, *declared)
        conditions.append(IncidentRow.id.in_(select(MilestoneRow.incident_id).where(*within)))
    return conditions
