"""Places that an incident does not have any more."""

from collections.abc import Collection

from sqlalchemy import delete
from sqlalchemy.orm import Session

from firefighter.domain.ids import IncidentId
from firefighter.ports.places import Place
from firefighter.store.tables import PlaceRow


def give_up(session: Session, incident_id: IncidentId, places: Collection[Place]) -> None:
    if not places:
        return
    session.execute(
        delete(PlaceRow).where(PlaceRow.incident_id == incident_id, PlaceRow.place.in_(places))
    )
