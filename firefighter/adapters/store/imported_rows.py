"""Writes imported incidents, connects them with others, and deletes them again."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from firefighter.adapters.store.incidents import (
    SERIES,
    columns_of,
    fact_row,
    read_incident,
    update_columns,
)
from firefighter.adapters.store.origins import known_origins
from firefighter.adapters.store.tables import (
    EffectRow,
    FactRow,
    FollowUpRow,
    HolderRow,
    HypothesisRow,
    IncidentRow,
    JobRow,
    LatestUpdateRow,
    LinkRow,
    MilestoneRow,
    NumberRow,
    ParticipantRow,
    PlaceRow,
    PostmortemPageRow,
    ServiceRow,
    Table,
    TimelineRow,
    core_table,
)
from firefighter.adapters.store.timeline import entry_row
from firefighter.domain.events import (
    AnyEvent,
    FollowUpChanged,
    HypothesisChanged,
    Linked,
    Merged,
    Relation,
    Reported,
    StatusChanged,
)
from firefighter.domain.history import Clash, IncidentHistory
from firefighter.domain.ids import IncidentId, reference
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Decline
from firefighter.domain.milestones import Milestone
from firefighter.domain.redaction import named_incident, with_named_incident
from firefighter.domain.rules import Rules
from firefighter.domain.timeline import Entry

_INCIDENTS = core_table(IncidentRow)


def named_origins(past: Sequence[IncidentHistory]) -> set[str]:
    """The origins of others that they name."""
    linked = {origin for one in past for origin in one.links}
    mentioned = {origin for one in past for origin in one.numbers.values()}
    return linked | mentioned | {one.duplicate_of for one in past if one.duplicate_of}


IMPORTED_VERSION = 1
UNCHANGED = IncidentRow.version == IMPORTED_VERSION
"""The incident was not changed since it was imported."""

_COMPARED_WHEN_UNCHANGED = (
    "title",
    "severity",
    "kind",
    "status",
    "private",
    "services",
    "summary",
    "mitigation",
    "trigger",
    "failure_class",
    "contributing_factors",
    "declared_by",
    "holders",
    "milestones",
)


def find_clashes(
    session: Session,
    old: Sequence[IncidentHistory],
    known: Mapping[str, IncidentId],
    rules: Rules,
) -> Iterator[Clash]:
    """Which of the known ones are another incident, or the same one with other values.

    An incident that was changed here is only compared by the time of its declaration.
    """
    ids = {known[one.origin] for one in old}
    rows = session.scalars(
        select(IncidentRow).where(IncidentRow.id.in_(ids), IncidentRow.origin.is_not(None))
    )
    stored = {row.id: read_incident(row, rules) for row in rows}
    for one in old:
        there = stored.get(known[one.origin])
        differs = _first_difference(one.incident, there) if there else ""
        if differs:
            yield Clash(one, known[one.origin], differs)


def _first_difference(imported: Incident, stored: Incident) -> str:
    declared = Milestone.DECLARED
    if imported.milestones.get(declared) != stored.milestones.get(declared):
        return "declared_at"
    if stored.version != IMPORTED_VERSION:
        return ""
    differing = (
        name
        for name in _COMPARED_WHEN_UNCHANGED
        if getattr(imported, name) != getattr(stored, name)
    )
    return next(differing, "")


def insert_new(session: Session, new: Sequence[IncidentHistory]) -> list[IncidentHistory]:
    """Those that name incidents which are not there yet; their timelines come with `connect`."""
    numbers = _numbers(session, len(new))
    ids = {one.origin: number for one, number in zip(new, numbers, strict=True)}
    here = {**known_origins(session, named_origins(new)), **ids}
    unconnected = [one for one in new if not named_origins([one]) <= here.keys()]
    waiting = {one.origin for one in unconnected}
    _insert(
        session,
        [
            replace(
                _numbered(one, ids),
                timeline=() if one.origin in waiting else _timeline_here(one, here),
            )
            for one in new
        ],
    )
    set_originals(session, new, here)
    insert_links(session, new, here)
    return unconnected


def set_originals(
    session: Session, past: Sequence[IncidentHistory], here: Mapping[str, int]
) -> None:
    """Once all rows are there, since a duplicate may come before its original."""
    rows = [
        {"row_id": here[one.origin], "original": here[one.duplicate_of]}
        for one in past
        if one.incident.declined
        and here.get(one.duplicate_of, here[one.origin]) != here[one.origin]
    ]
    if rows:
        statement = (
            update(_INCIDENTS)
            .where(_INCIDENTS.c.id == bindparam("row_id"), _INCIDENTS.c.duplicate_of.is_(None))
            .values(duplicate_of=bindparam("original"))
        )
        session.execute(statement, rows)


def insert_links(session: Session, new: Sequence[IncidentHistory], here: Mapping[str, int]) -> None:
    """Both ends of each link, whichever names it; without incidents that are not there."""
    ends: dict[tuple[int, int], Relation] = {}
    for one in new:
        this = here[one.origin]
        for origin, relation in one.links.items():
            other = here.get(origin, this)
            if other != this:
                ends[this, other] = relation
                ends[other, this] = relation.inverse
    present = select(LinkRow.incident_id, LinkRow.other_id).where(
        LinkRow.incident_id.in_({this for this, _other in ends})
    )
    known = {(this, other) for this, other in session.execute(present)}
    rows = [
        {"incident_id": this, "other_id": other, "relation": relation}
        for (this, other), relation in ends.items()
        if (this, other) not in known
    ]
    if rows:
        session.execute(insert(LinkRow), rows)


def insert_missing_timelines(
    session: Session, past: Sequence[IncidentHistory], here: Mapping[str, int]
) -> None:
    ids = [here[one.origin] for one in past]
    present = set(
        session.scalars(
            select(TimelineRow.incident_id).where(TimelineRow.incident_id.in_(ids)).distinct()
        )
    )
    rows = [
        entry_row(IncidentId(here[one.origin]), entry)
        for one in past
        if here[one.origin] not in present
        for entry in _timeline_here(one, here)
    ]
    if rows:
        session.execute(insert(TimelineRow), rows)


def _timeline_here(one: IncidentHistory, here: Mapping[str, int]) -> tuple[Entry, ...]:
    """The timeline with the numbers that other incidents have here."""
    return tuple(
        replace(entry, event=_event_here(entry.event, one.numbers, here)) for entry in one.timeline
    )


def _event_here(event: AnyEvent, numbers: Mapping[int, str], here: Mapping[str, int]) -> AnyEvent:
    """An unknown incident is named in words, since its number means another one here."""
    there = named_incident(event)
    if there is None:
        return event
    number = here.get(numbers.get(there, ""))
    if number is not None:
        return with_named_incident(event, IncidentId(number))
    name = f"{reference(there)} of the source"
    match event:
        case Linked(relation=relation):
            return Reported(
                actor=event.actor, at=event.at, stage="Linked", message=f"{name} ({relation})"
            )
        case Merged(title=title):
            return Reported(
                actor=event.actor, at=event.at, stage="Merged", message=f"{name}: {title}"
            )
        case StatusChanged(note=note):
            said = "\n".join(filter(None, (note, f"Duplicate of {name}.")))
            return replace(event, duplicate_of=None, merged=False, note=said)
        case FollowUpChanged() | HypothesisChanged():
            return replace(event, merged=None)
        case _:
            return Reported(actor=event.actor, at=event.at, stage="Unlinked", message=name)


_USED_BY = (EffectRow, JobRow, PlaceRow, PostmortemPageRow, ParticipantRow, FollowUpRow)
"""An imported incident has rows in none of these."""

_PARTS = (
    ServiceRow,
    HolderRow,
    MilestoneRow,
    LatestUpdateRow,
    HypothesisRow,
    TimelineRow,
    FactRow,
    LinkRow,
)


def find_used(session: Session, ids: Sequence[int]) -> set[int]:
    return {
        found
        for table in _USED_BY
        for found in session.scalars(select(table.incident_id).where(table.incident_id.in_(ids)))
        if found is not None
    }


def delete_incidents(session: Session, ids: Sequence[int]) -> None:
    session.execute(delete(LinkRow).where(LinkRow.other_id.in_(ids)))
    for table in _PARTS:
        session.execute(delete(table).where(table.incident_id.in_(ids)))
    originals = update(_INCIDENTS).where(_INCIDENTS.c.duplicate_of.in_(ids))
    session.execute(originals.values(duplicate_of=None))
    session.execute(delete(_INCIDENTS).where(_INCIDENTS.c.id.in_(ids)))


def _numbers(session: Session, many: int) -> range:
    taken = session.execute(
        update(NumberRow)
        .where(NumberRow.series == SERIES)
        .values(last=NumberRow.last + many)
        .returning(NumberRow.last)
    )
    last = taken.scalar_one()
    return range(last - many + 1, last + 1)


def _numbered(one: IncidentHistory, ids: Mapping[str, int]) -> IncidentHistory:
    """With its number here, and without the original, which may not be there yet."""
    declined = one.incident.declined
    incident = replace(
        one.incident,
        id=IncidentId(ids[one.origin]),
        version=IMPORTED_VERSION,
        declined=Decline(declined.reason) if declined else None,
    )
    return replace(one, incident=incident)


def _insert(session: Session, past: Sequence[IncidentHistory]) -> None:
    rows: dict[type[Table], list[dict[str, object]]] = defaultdict(list)
    for one in past:
        incident = one.incident
        here = {"incident_id": incident.id}
        rows[IncidentRow].append({"origin": one.origin, **columns_of(incident)})
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
        rows[HypothesisRow] += [{**here, **vars(each)} for each in incident.hypotheses.values()]
        rows[TimelineRow] += [entry_row(incident.id, entry) for entry in one.timeline]
        rows[FactRow].append(fact_row(incident, one.complete, one.timeline))
    for table, values in rows.items():
        if values:
            session.execute(insert(table), values)
