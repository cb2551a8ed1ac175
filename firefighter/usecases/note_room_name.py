from datetime import datetime

from firefighter.domain.ids import IncidentId, UserId
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId


def note_room_name(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    name: str,
    at: datetime,
) -> None:
    """Puts on record what an incident's room is called now; nothing when that is known.

    `actor` is empty when the chat does not say who did it. Raises AlreadyHandled.
    """
    with house.units(delivery) as unit:
        unit.incidents.get(incident_id).note_room_name(name, actor=actor, now=at)
