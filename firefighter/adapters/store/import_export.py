"""Imports and exports whole incidents in batches, and recognizes them by their origin."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.drill_filter import of_kind
from firefighter.adapters.store.imported_rows import (
    IMPORTED_VERSION,
    UNCHANGED,
    delete_incidents,
    find_clashes,
    find_used,
    insert_links,
    insert_missing_timelines,
    insert_new,
    named_origins,
    set_originals,
)
from firefighter.adapters.store.incidents import (
    read_incident,
)
from firefighter.adapters.store.origins import known_origins, mentioned_in, origins_of
from firefighter.adapters.store.people import read_names
from firefighter.adapters.store.related import links_of
from firefighter.adapters.store.tables import (
    FactRow,
    IncidentRow,
    TimelineRow,
)
from firefighter.adapters.store.timeline import entry_of, private_incidents_in
from firefighter.domain.history import AddedHistory, IncidentHistory, UndoneImport
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Decline
from firefighter.domain.redaction import redact
from firefighter.domain.rules import Rules
from firefighter.domain.timeline import Entry
from firefighter.ports.search import DrillFilter

_BATCH_SIZE = 500


class StoredImportExport:
    """The ImportExport port."""

    def __init__(self, database: Database, rules: Rules) -> None:
        self._database = database
        self._rules = rules

    def add(self, past: Sequence[IncidentHistory], *, dry_run: bool = False) -> AddedHistory:
        """Numbers follow the last one taken; declarations wait for this commit."""
        access = self._database.reading() if dry_run else self._database.writing()
        with access as session:
            known = known_origins(session, {one.origin for one in past})
            new = list({one.origin: one for one in past if one.origin not in known}.values())
            old = [one for one in past if one.origin in known]
            clashes = list(find_clashes(session, old, known, self._rules))
            unconnected = [one for one in old if named_origins([one])]
            if new and not dry_run:
                unconnected += insert_new(session, new)
            return AddedHistory(
                len(new),
                len(past) - len(new) - len(clashes),
                tuple(clashes),
                () if dry_run else tuple(unconnected),
            )

    def connect(self, past: Sequence[IncidentHistory]) -> Sequence[IncidentHistory]:
        with self._database.writing() as session:
            here = known_origins(session, {one.origin for one in past} | named_origins(past))
            ids = [here[one.origin] for one in past if one.origin in here]
            rows = select(IncidentRow.id).where(
                IncidentRow.id.in_(ids), IncidentRow.origin.is_not(None), UNCHANGED
            )
            unchanged = set(session.scalars(rows))
            present = [one for one in past if here.get(one.origin) in unchanged]
            set_originals(session, present, here)
            insert_links(session, present, here)
            insert_missing_timelines(session, present, here)
            return [one for one in past if one.duplicate_of and one.duplicate_of not in here]

    def undo(self, source: str) -> UndoneImport:
        removed, kept = 0, list[IncidentId]()
        while batch := self._undo_some(source, after=kept[-1] if kept else 0):
            removed += batch.removed
            kept += batch.kept
        return UndoneImport(removed, kept)

    def _undo_some(self, source: str, after: int) -> UndoneImport | None:
        with self._database.writing() as session:
            rows = session.execute(
                select(IncidentRow.id, IncidentRow.version)
                .where(
                    IncidentRow.origin.startswith(f"{source}:", autoescape=True),
                    IncidentRow.id > after,
                )
                .order_by(IncidentRow.id)
                .limit(_BATCH_SIZE)
            ).all()
            if not rows:
                return None
            used = find_used(session, [found for found, _version in rows])
            gone = [
                found
                for found, version in rows
                if version == IMPORTED_VERSION and found not in used
            ]
            delete_incidents(session, gone)
            return UndoneImport(
                len(gone), [IncidentId(found) for found, _version in rows if found not in gone]
            )

    def sources(self) -> Mapping[str, int]:
        with self._database.reading() as session:
            origins = session.scalars(
                select(IncidentRow.origin).where(IncidentRow.origin.is_not(None))
            )
            return Counter(str(origin).partition(":")[0] for origin in origins)

    def names(self) -> Mapping[UserId, str]:
        """The names of all people on record. Raises StoreUnavailable."""
        with self._database.reading() as session:
            return read_names(session)

    def everything(
        self, *, private: bool, drills: DrillFilter = DrillFilter.WITHOUT
    ) -> Iterator[IncidentHistory]:
        last = 0
        while page := self._page(last, private=private, drills=drills):
            yield from page
            last = page[-1].incident.id

    def _page(self, after: int, *, private: bool, drills: DrillFilter) -> Sequence[IncidentHistory]:
        with self._database.reading() as session:
            wanted = select(IncidentRow).where(IncidentRow.id > after, of_kind(drills))
            if not private:
                wanted = wanted.where(IncidentRow.private.is_(False))
            rows = session.scalars(wanted.order_by(IncidentRow.id).limit(_BATCH_SIZE)).all()
            timelines = _timelines(session, [row.id for row in rows], private=private)
            incidents = [read_incident(row, self._rules) for row in rows]
            if not private:
                incidents = list(_without_hidden_originals(session, incidents))
            complete = _complete(session, [row.id for row in rows])
            links = links_of(session, [row.id for row in rows], private=private, drills=drills)
            linked = {other for ends in links.values() for other in ends}
            mentioned = {one.id: mentioned_in(timelines[one.id]) for one in incidents}
            linked = linked.union(*mentioned.values())
            origins = origins_of(session, incidents, linked)
            return [
                IncidentHistory(
                    origin=origins[one.id],
                    incident=one,
                    timeline=timelines[one.id],
                    duplicate_of=_origin_of_original(one, origins),
                    complete=complete.get(one.id),
                    links={
                        origins[other]: relation
                        for other, relation in links.get(one.id, {}).items()
                    },
                    numbers={
                        found: origins[found] for found in mentioned[one.id] if found in origins
                    },
                )
                for one in incidents
            ]


def _origin_of_original(incident: Incident, origins: Mapping[int, str]) -> str:
    original = incident.declined.duplicate_of if incident.declined else None
    return "" if original is None else origins[original]


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
    originals = {one.declined.duplicate_of for one in incidents if one.declined}
    private = select(IncidentRow.id).where(IncidentRow.id.in_(originals), IncidentRow.private)
    hidden = frozenset(session.scalars(private))
    for one in incidents:
        declined = one.declined
        if declined and declined.duplicate_of in hidden:
            yield replace(one, declined=Decline(declined.reason))
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
    hidden = private_incidents_in(session, chain.from_iterable(found.values()))
    shown = {one: tuple(redact(found[one], hidden, for_insiders=False)) for one in found}
    return defaultdict(tuple, shown)
