from datetime import datetime

from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.room import RoomState
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId


def note_room(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    state: RoomState,
    at: datetime,
) -> None:
    """Puts on record what became of an incident's room; nothing when that is known.

    `actor` is empty when the chat does not say who did it. Raises AlreadyHandled.
    """
    with house.units(delivery) as unit:
        unit.incidents.get(incident_id).note_room(state, actor=actor, now=at)
