"""Whole incidents, many at once: those of the past come in, everything goes out."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from firefighter.domain.discretion import discreet
from firefighter.domain.history import Past
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Cancellation, Incident
from firefighter.domain.relations import Relation
from firefighter.domain.rules import Rules
from firefighter.domain.timeline import Entry
from firefighter.store.database import Database
from firefighter.store.facts import fact_row
from firefighter.store.incidents import SERIES, columns_of, read_incident
from firefighter.store.latest_update import update_columns
from firefighter.store.links import links_of
from firefighter.store.origins import known_origins, origins_of
from firefighter.store.tables import (
    FactRow,
    HolderRow,
    IncidentRow,
    LatestUpdateRow,
    LinkRow,
    MilestoneRow,
    NumberRow,
    ServiceRow,
    Table,
    TimelineRow,
)
from firefighter.store.timeline import entry_of, entry_row, hidden_in

_READ_AT_ONCE = 500


class StoredArchive:
    def __init__(self, database: Database, rules: Rules) -> None:
        self._database = database
        self._rules = rules

    def add(self, past: Sequence[Past]) -> int:
        """Their numbers follow the last one given out; whoever declares waits for our commit."""
        with self._database.writing() as session:
            known = known_origins(session, {one.origin for one in past})
            new = list({one.origin: one for one in past if one.origin not in known}.values())
            if not new:
                return 0
            numbers = _numbers(session, len(new))
            ids = {one.origin: number for one, number in zip(new, numbers, strict=True)}
            originals = {**known_origins(session, _named(new)), **ids}
            _insert(session, [_numbered(one, ids, originals) for one in new])
            _insert_links(session, new, originals)
            return len(new)

    def everything(self, *, private: bool) -> Iterator[Past]:
        last = 0
        while page := self._page(last, private=private):
            yield from page
            last = page[-1].incident.id

    def _page(self, after: int, *, private: bool) -> Sequence[Past]:
        with self._database.reading() as session:
            wanted = select(IncidentRow).where(IncidentRow.id > after)
            if not private:
                wanted = wanted.where(IncidentRow.private.is_(False))
            rows = session.scalars(wanted.order_by(IncidentRow.id).limit(_READ_AT_ONCE)).all()
            timelines = _timelines(session, [row.id for row in rows], private=private)
            incidents = [read_incident(row, self._rules) for row in rows]
            if not private:
                incidents = list(_without_hidden_originals(session, incidents))
            complete = _complete(session, [row.id for row in rows])
            links = links_of(session, [row.id for row in rows], private=private)
            linked = {other for ends in links.values() for other in ends}
            origins = origins_of(session, incidents, linked)
            return [
                _past(
                    one,
                    origins,
                    timelines[one.id],
                    complete.get(one.id),
                    links.get(one.id, {}),
                )
                for one in incidents
            ]


def _named(past: Sequence[Past]) -> set[str]:
    """The origins of others that they name."""
    linked = {origin for one in past for origin in one.links}
    return linked | {one.duplicate_of for one in past}


def _insert_links(session: Session, new: Sequence[Past], originals: Mapping[str, int]) -> None:
    """Both ends of each, whichever of the two names it; what is not known here is left out."""
    ends: dict[tuple[int, int], Relation] = {}
    for one in new:
        here = originals[one.origin]
        for origin, relation in one.links.items():
            there = originals.get(origin, here)
            if there != here:
                ends[here, there] = relation
                ends[there, here] = relation.inverse
    rows = [
        {"incident_id": here, "other_id": there, "relation": relation}
        for (here, there), relation in ends.items()
    ]
    if rows:
        session.execute(insert(LinkRow), rows)


def _numbers(session: Session, many: int) -> range:
    taken = session.execute(
        update(NumberRow)
        .where(NumberRow.series == SERIES)
        .values(last=NumberRow.last + many)
        .returning(NumberRow.last)
    )
    last = taken.scalar_one()
    return range(last - many + 1, last + 1)


def _numbered(one: Past, ids: Mapping[str, int], originals: Mapping[str, int]) -> Past:
    """With its number here, and with the number here of what it is a duplicate of, if known."""
    incident = replace(one.incident, id=IncidentId(ids[one.origin]), version=1)
    if incident.cancellation:
        original = originals.get(one.duplicate_of)
        known = None if original is None else IncidentId(original)
        incident = replace(incident, cancellation=Cancellation(incident.cancellation.reason, known))
    return replace(one, incident=incident)


def _insert(session: Session, past: Sequence[Past]) -> None:
    rows: dict[type[Table], list[dict[str, object]]] = defaultdict(list)
    for one in past:
        incident = one.incident
        here = {"incident_id": incident.id}
        rows[IncidentRow].append({"id": incident.id, "origin": one.origin, **columns_of(incident)})
        rows[ServiceRow] += [
            {**here, "service": name, "position": position}
            for position, name in enumerate(incident.services)
        ]
        rows[HolderRow] += [
            {**here, "role": role, "user": user} for role, user in incident.holders.items()
        ]
        rows[MilestoneRow] += [
            {**here, "milestone": milestone, "at": at}
            for milestone, at in incident.milestones.items()
        ]
        if incident.latest_update:
            rows[LatestUpdateRow].append({**here, **update_columns(incident.latest_update)})
        rows[TimelineRow] += [entry_row(incident.id, entry) for entry in one.timeline]
        rows[FactRow].append(fact_row(incident, one.complete))
    for table, values in rows.items():
        if values:
            session.execute(insert(table), values)


def _past(
    incident: Incident,
    origins: Mapping[int, str],
    timeline: tuple[Entry, ...],
    complete: int | None,
    links: Mapping[int, Relation],
) -> Past:
    original = incident.cancellation.duplicate_of if incident.cancellation else None
    duplicate_of = "" if original is None else origins[original]
    named = {origins[other]: relation for other, relation in links.items()}
    return Past(origins[incident.id], incident, timeline, duplicate_of, complete, named)


def _complete(session: Session, ids: Collection[int]) -> Mapping[int, int]:
    rows = session.execute(
        select(FactRow.incident_id, FactRow.complete).where(
            FactRow.incident_id.in_(ids), FactRow.complete.is_not(None)
        )
    )
    return {found: complete for found, complete in rows if complete is not None}


def _without_hidden_originals(
    session: Session, incidents: Sequence[Incident]
) -> Iterator[Incident]:
    originals = {one.cancellation.duplicate_of for one in incidents if one.cancellation}
    private = select(IncidentRow.id).where(IncidentRow.id.in_(originals), IncidentRow.private)
    hidden = frozenset(session.scalars(private))
    for one in incidents:
        cancelled = one.cancellation
        if cancelled and cancelled.duplicate_of in hidden:
            yield replace(one, cancellation=Cancellation(cancelled.reason))
        else:
            yield one


def _timelines(
    session: Session, ids: Collection[int], *, private: bool
) -> Mapping[int, tuple[Entry, ...]]:
    """Without `private`, also without what they tell of private incidents."""
    found: dict[int, tuple[Entry, ...]] = defaultdict(tuple)
    rows = session.scalars(
        select(TimelineRow).where(TimelineRow.incident_id.in_(ids)).order_by(TimelineRow.id)
    )
    for row in rows:
        found[row.incident_id] += (entry_of(row),)
    if private:
        return found
    hidden = hidden_in(session, chain.from_iterable(found.values()))
    shown = {one: tuple(discreet(found[one], hidden, for_insiders=False)) for one in found}
    return defaultdict(tuple, shown)
