from sqlalchemy import Select, or_, select

from firefighter.domain.rules import Rules
from firefighter.store.database import Database
from firefighter.store.facts import note_facts
from firefighter.store.incidents import read_incident
from firefighter.store.tables import FactRow, IncidentRow

_AT_ONCE = 500
"""Incidents derived in one transaction, so that others can write in between."""


def bring_up_to_date(database: Database, rules: Rules) -> None:
    """Derives the facts of incidents that changed while older code was running.

    What somebody is writing right now is passed over: its facts come with it.
    """
    with database.reading() as session:
        is_stale = session.scalar(_stale().limit(1)) is not None
    while is_stale:
        with database.writing() as session:
            locked = _stale().limit(_AT_ONCE).with_for_update(of=IncidentRow, skip_locked=True)
            rows = session.scalars(locked).all()
            for row in rows:
                note_facts(session, read_incident(row, rules))
            is_stale = len(rows) == _AT_ONCE


def _stale() -> Select[IncidentRow]:
    differs = or_(FactRow.incident_id.is_(None), FactRow.version != IncidentRow.version)
    return (
        select(IncidentRow)
        .outerjoin(FactRow, FactRow.incident_id == IncidentRow.id)
        .where(differs)
        .order_by(IncidentRow.id)
    )
