"""Effects that did not work at the first try, and giving them another chance."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from firefighter.domain.ids import IncidentId
from firefighter.ports.places import Troubles
from firefighter.store.tables import EffectRow, EffectState


def troubles(session: Session, incident_id: IncidentId) -> Troubles:
    """What was tried for the incident and is not done, but for what is being tried right now."""
    rows = session.scalars(
        select(EffectRow)
        .where(
            EffectRow.incident_id == incident_id,
            EffectRow.state != EffectState.DONE,
            EffectRow.last_error.is_not(None),
            EffectRow.leased_by.is_(None),
        )
        .order_by(EffectRow.due_at)
    ).all()
    waiting = [row for row in rows if row.state is EffectState.PENDING]
    worst = next(
        (row for row in rows if row.state is EffectState.PARKED), rows[0] if rows else None
    )
    return Troubles(
        waiting=len(waiting),
        parked=len(rows) - len(waiting),
        why=(worst.last_error or "") if worst else "",
        next_try=waiting[0].due_at if waiting else None,
    )


def retry_parked(session: Session, incident_id: IncidentId | None, now: datetime) -> int:
    """Gives every parked effect of the incident a new set of tries; how many there were.

    None for those that belong to no incident.
    """
    revived = session.scalars(
        select(EffectRow)
        .where(EffectRow.incident_id == incident_id, EffectRow.state == EffectState.PARKED)
        .order_by(EffectRow.id)
        .with_for_update()
    ).all()
    for row in revived:
        revive(row, now)
    return len(revived)


def revive(row: EffectRow, now: datetime) -> None:
    """Makes a parked effect due, with a new set of tries."""
    row.state, row.due_at, row.failures, row.settled_at = EffectState.PENDING, now, 0, None
