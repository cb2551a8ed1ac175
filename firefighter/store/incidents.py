"""The aggregate as rows, and back."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from firefighter.domain.errors import Overtaken, UnknownIncident
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.incident import Cancellation, Incident
from firefighter.domain.rules import Rules
from firefighter.store.facts import note_facts
from firefighter.store.follow_ups import read_follow_up, write_follow_up
from firefighter.store.latest_update import read_update, update_row
from firefighter.store.tables import HolderRow, IncidentRow, MilestoneRow, NumberRow, ServiceRow

SERIES = "incident"


class StoredIncidents:
    """The incidents of one transaction. Those added or gotten are written when it is left."""

    def __init__(self, session: Session, rules: Rules) -> None:
        self._session = session
        self._rules = rules
        self.seen: list[Incident] = []

    def next_id(self) -> IncidentId:
        """The next number. Others who declare wait for our commit, so that none is skipped."""
        taken = self._session.execute(
            update(NumberRow)
            .where(NumberRow.series == SERIES)
            .values(last=NumberRow.last + 1)
            .returning(NumberRow.last)
        )
        return IncidentId(taken.scalar_one())

    def add(self, incident: Incident) -> None:
        self.seen.append(incident)

    def exists(self, incident_id: IncidentId) -> bool:
        return self._session.get(IncidentRow, incident_id) is not None

    def get(self, incident_id: IncidentId) -> Incident:
        """Locks the row, so that what is enqueued for an incident is numbered in commit order."""
        row = self._session.get(
            IncidentRow, incident_id, with_for_update={"of": IncidentRow}, populate_existing=True
        )
        if row is None:
            raise UnknownIncident(incident_id)
        incident = read_incident(row, self._rules)
        self.seen.append(incident)
        return incident

    def write(self, incident: Incident) -> None:
        """Raises Overtaken when the row has another version than the incident was read with."""
        row = self._row_of(incident)
        incident.version += 1
        _fill(row, incident)
        self._session.add(row)
        self._session.flush()
        note_facts(self._session, incident)

    def _row_of(self, incident: Incident) -> IncidentRow:
        """A new one is not looked for: its number was never given to another."""
        if not incident.version:
            return IncidentRow(id=incident.id, version=0)
        row = self._session.get_one(IncidentRow, incident.id)
        if row.version != incident.version:
            raise Overtaken("incident", "")
        return row


def find_incident(session: Session, incident_id: IncidentId, rules: Rules) -> Incident:
    """The incident as it is committed, without a lock. Raises UnknownIncident."""
    row = session.scalar(select(IncidentRow).where(IncidentRow.id == incident_id))
    if row is None:
        raise UnknownIncident(incident_id)
    return read_incident(row, rules)


def read_incident(row: IncidentRow, rules: Rules) -> Incident:
    return Incident(
        id=IncidentId(row.id),
        kind=row.kind,
        title=row.title,
        summary=row.summary,
        impact=row.impact,
        latest_update=read_update(row.latest_update),
        update_due=row.update_due,
        severity=row.severity,
        policy=rules.policy(row.severity),
        status=row.status,
        private=row.private,
        has_room=row.has_room,
        room_state=row.room_state,
        room_name=row.room_name,
        room_kept_by=UserId(row.room_kept_by) if row.room_kept_by else None,
        has_page=row.has_page,
        declared_by=UserId(row.declared_by),
        services=tuple(service.service for service in row.services),
        holders={RoleKey(holder.role): UserId(holder.user) for holder in row.holders},
        milestones={reached.milestone: reached.at for reached in row.milestones},
        mitigation=row.mitigation,
        trigger=row.trigger,
        failure_class=row.failure_class,
        cancellation=_read_cancellation(row),
        follow_ups={each.number: each for each in map(read_follow_up, row.follow_ups)},
        version=row.version,
    )


def _read_cancellation(row: IncidentRow) -> Cancellation | None:
    if row.cancel_reason is None:
        return None
    original = None if row.duplicate_of is None else IncidentId(row.duplicate_of)
    return Cancellation(row.cancel_reason, original)


def columns_of(incident: Incident) -> dict[str, object]:
    """What stands in the incident's own row."""
    cancelled = incident.cancellation
    return {
        "kind": incident.kind,
        "title": incident.title,
        "summary": incident.summary,
        "impact": incident.impact,
        "update_due": incident.update_due,
        "severity": incident.severity,
        "status": incident.status,
        "private": incident.private,
        "has_room": incident.has_room,
        "room_state": incident.room_state,
        "room_name": incident.room_name,
        "room_kept_by": incident.room_kept_by,
        "has_page": incident.has_page,
        "declared_by": incident.declared_by,
        "mitigation": incident.mitigation,
        "trigger": incident.trigger,
        "failure_class": incident.failure_class,
        "cancel_reason": cancelled.reason if cancelled else None,
        "duplicate_of": cancelled.duplicate_of if cancelled else None,
        "version": incident.version,
    }


def _fill(row: IncidentRow, incident: Incident) -> None:
    for column, value in columns_of(incident).items():
        setattr(row, column, value)
    row.latest_update = update_row(row.latest_update, incident.latest_update)
    row.services = [
        ServiceRow(service=name, position=position)
        for position, name in enumerate(incident.services)
    ]
    row.holders = [HolderRow(role=role, user=user) for role, user in incident.holders.items()]
    row.milestones = [
        MilestoneRow(milestone=milestone, at=at) for milestone, at in incident.milestones.items()
    ]
    row.follow_ups = [write_follow_up(each) for each in incident.follow_ups.values()]
