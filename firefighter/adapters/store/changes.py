"""Changes that programs report, and those before an incident."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Executable, delete, select
from sqlalchemy.orm import Session

from firefighter.adapters.store.dialects import Insert, upsert
from firefighter.adapters.store.tables import ChangeRow, IncidentRow, ServiceRow
from firefighter.domain.changes import OutsideChange, latest_first, may_have_caused, start_of
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Phase, statuses_in
from firefighter.ports.changes import ReportedChange


def _if_new(new: Insert) -> Executable:
    known = new.on_conflict_do_nothing(index_elements=["sender", "sender_id"])
    return known.returning(new.table.c.number)


_INSERT = upsert(ChangeRow, _if_new)


class StoredChanges:
    """The Changes port."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, reported: ReportedChange, received_at: datetime) -> bool:
        change = reported.change
        row = {
            "sender": reported.sender,
            "sender_id": reported.id,
            "kind": change.kind,
            "title": change.title,
            "service": change.service,
            "service_key": change.service.casefold(),
            "environment": change.environment,
            "actor": change.actor,
            "url": change.url,
            "happened_at": change.at,
            "received_at": received_at,
        }
        return self._session.scalar(_INSERT(self._session), row) is not None

    def open_incidents_of(self, service: str) -> Sequence[IncidentId]:
        found = self._session.execute(
            select(IncidentRow.id, ServiceRow.service)
            .join(ServiceRow, ServiceRow.incident_id == IncidentRow.id)
            .where(IncidentRow.status.not_in(statuses_in(Phase.CLOSED)))
            .order_by(IncidentRow.id)
        )
        wanted = service.casefold()
        return [IncidentId(number) for number, named in found if named.casefold() == wanted]

    def forget(self, before: datetime, limit: int) -> int:
        old = select(ChangeRow.number).where(ChangeRow.received_at < before)
        numbers = self._session.scalars(old.order_by(ChangeRow.received_at).limit(limit)).all()
        self._session.execute(delete(ChangeRow).where(ChangeRow.number.in_(numbers)))
        return len(numbers)


def find_changes_before(
    session: Session, incident: Incident, window: timedelta
) -> tuple[OutsideChange, ...]:
    """Changes that may have caused a real incident, the latest first."""
    if incident.is_drill or not incident.services:
        return ()
    start = start_of(incident)
    rows = session.scalars(
        select(ChangeRow)
        .where(
            ChangeRow.service_key.in_([each.casefold() for each in incident.services]),
            ChangeRow.happened_at.between(start - window, start),
        )
        .order_by(ChangeRow.happened_at.desc(), ChangeRow.number.desc())
        .limit(_MOST)
    )
    found = map(_change, rows)
    return latest_first(each for each in found if may_have_caused(each, incident, window))


_MOST = 100
"""More than anybody reads; a sender that went wrong must not fill a page."""


def _change(row: ChangeRow) -> OutsideChange:
    return OutsideChange(
        kind=row.kind,
        title=row.title,
        service=row.service,
        at=row.happened_at,
        environment=row.environment,
        actor=row.actor,
        url=row.url,
    )
