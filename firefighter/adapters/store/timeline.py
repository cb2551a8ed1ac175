"""Writes and reads timeline entries."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from pydantic import Discriminator, TypeAdapter
from sqlalchemy import Text, cast, insert, select
from sqlalchemy.orm import Session

from firefighter.adapters.store.tables import IncidentRow, TimelineRow, core_table
from firefighter.domain.events import (
    AnyEvent,
    Declared,
    EntryCorrected,
    EntryRemoved,
    MessageNoted,
    MessageReworded,
    StatusChanged,
)
from firefighter.domain.ids import EntryId, IncidentId
from firefighter.domain.redaction import named_incident, redact
from firefighter.domain.timeline import Entry

_EVENT: TypeAdapter[AnyEvent] = TypeAdapter(Annotated[AnyEvent, Discriminator("kind")])
_INSERT_ENTRY = insert(core_table(TimelineRow))
_OWN_COLUMNS = {"kind", "actor", "at"}


def append(session: Session, incident_id: IncidentId, event: AnyEvent, now: datetime) -> None:
    session.execute(_INSERT_ENTRY, entry_row(incident_id, Entry(event, now)))


def entry_row(incident_id: IncidentId, entry: Entry) -> dict[str, object]:
    event = entry.event
    return {
        "incident_id": incident_id,
        "kind": event.kind,
        "actor": event.actor,
        "happened_at": event.at,
        "recorded_at": entry.recorded_at,
        "details": _EVENT.dump_python(event, mode="json", exclude=_OWN_COLUMNS),
    }


def read(session: Session, incident_id: IncidentId) -> tuple[Entry, ...]:
    rows = session.scalars(
        select(TimelineRow).where(TimelineRow.incident_id == incident_id).order_by(TimelineRow.id)
    )
    return tuple(entry_of(row) for row in rows)


_ABOUT_STATUSES = (Declared.kind, StatusChanged.kind, EntryCorrected.kind, EntryRemoved.kind)


def read_status_changes(session: Session, incident_id: IncidentId) -> tuple[Entry, ...]:
    """The entries that say when the incident was in which status."""
    rows = session.scalars(
        select(TimelineRow)
        .where(TimelineRow.incident_id == incident_id, TimelineRow.kind.in_(_ABOUT_STATUSES))
        .order_by(TimelineRow.id)
    )
    return tuple(entry_of(row) for row in rows)


def read_redacted(session: Session, incident_id: IncidentId, *, private: bool) -> tuple[Entry, ...]:
    """The timeline as readers of the incident may see it; `private` is its visibility."""
    record = read(session, incident_id)
    return tuple(redact(record, private_incidents_in(session, record), for_insiders=private))


def private_incidents_in(session: Session, record: Iterable[Entry]) -> frozenset[IncidentId]:
    """The private incidents that a timeline mentions."""
    named = {named_incident(entry.event) for entry in record} - {None}
    if not named:
        return frozenset()
    private = select(IncidentRow.id).where(IncidentRow.id.in_(named), IncidentRow.private)
    return frozenset(IncidentId(found) for found in session.scalars(private))


def find_with_file(session: Session, file: str) -> tuple[IncidentId, ...]:
    """Incidents whose timeline mentions a file. Too rarely needed for an index."""
    found = session.scalars(
        select(TimelineRow.incident_id)
        .where(
            TimelineRow.kind.in_((MessageNoted.kind, MessageReworded.kind)),
            cast(TimelineRow.details, Text).contains(f'"{file}"', autoescape=True),
        )
        .distinct()
    )
    return tuple(IncidentId(each) for each in found)


def entry_of(row: TimelineRow) -> Entry:
    return Entry(_event(row), row.recorded_at, EntryId(row.id))


def _event(row: TimelineRow) -> AnyEvent:
    columns = {"kind": row.kind, "actor": row.actor, "at": row.happened_at}
    return _EVENT.validate_python({**row.details, **columns})
