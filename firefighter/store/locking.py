from sqlalchemy import select
from sqlalchemy.orm import Session

from firefighter.store.tables import IncidentRow


def lock_incident(session: Session, incident_id: int | None) -> None:
    """Until the transaction ends; always before any other row of the incident is locked."""
    if incident_id is not None:
        session.execute(
            select(IncidentRow.id).where(IncidentRow.id == incident_id).with_for_update()
        )
