from datetime import datetime

from firefighter.domain.discretion import has_left
from firefighter.domain.ids import IncidentId, UserId
from firefighter.ports.house import House
from firefighter.ports.places import ChannelId
from firefighter.ports.store import DeliveryId


def note_room_name(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    channel: ChannelId,
    *,
    name: str,
    at: datetime,
) -> None:
    """Puts on record what the channel that is an incident's room is called now.

    Nothing when that is known, or when it went on to another by now.

    `actor` is empty when the chat does not say who did it. Raises AlreadyHandled.
    """
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        if not has_left(unit.timeline(incident_id), channel):
            incident.note_room_name(name, actor=actor, now=at)
