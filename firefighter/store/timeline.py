"""The timeline as rows, and back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from pydantic import Discriminator, TypeAdapter
from sqlalchemy import Text, cast, insert, select
from sqlalchemy.orm import Session

from firefighter.domain.discretion import discreet, named_in
from firefighter.domain.events import AnyEvent, MessageNoted, MessageReworded
from firefighter.domain.ids import EntryId, IncidentId
from firefighter.domain.timeline import Entry
from firefighter.store.tables import IncidentRow, TimelineRow, bare

_EVENT: TypeAdapter[AnyEvent] = TypeAdapter(Annotated[AnyEvent, Discriminator("kind")])
_NEW = insert(bare(TimelineRow))
_OWN_COLUMNS = {"kind", "actor", "at"}


def append(session: Session, incident_id: IncidentId, event: AnyEvent, now: datetime) -> None:
    session.execute(_NEW, entry_row(incident_id, Entry(event, now)))


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


def read_as_shown(session: Session, incident_id: IncidentId, *, private: bool) -> tuple[Entry, ...]:
    """As its people may read it; `private` says whether it is so itself."""
    record = read(session, incident_id)
    return tuple(discreet(record, hidden_in(session, record), for_insiders=private))


def hidden_in(session: Session, record: Iterable[Entry]) -> frozenset[IncidentId]:
    """The private incidents that a record names."""
    named = {named_in(entry.event) for entry in record} - {None}
    if not named:
        return frozenset()
    private = select(IncidentRow.id).where(IncidentRow.id.in_(named), IncidentRow.private)
    return frozenset(IncidentId(found) for found in session.scalars(private))


def find_showing(session: Session, file: str) -> tuple[IncidentId, ...]:
    """The incidents whose record names a file. Files are deleted too rarely for an index."""
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
