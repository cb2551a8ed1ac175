from datetime import datetime

from firefighter.domain.discretion import has_left
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.room import RoomState
from firefighter.ports.house import House
from firefighter.ports.places import ChannelId
from firefighter.ports.store import DeliveryId


def note_room(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    channel: ChannelId,
    *,
    state: RoomState,
    at: datetime,
) -> None:
    """Puts on record what became of the channel that is an incident's room.

    Nothing when that is known, or when it went on to another by now.

    `actor` is empty when the chat does not say who did it. Raises AlreadyHandled.
    """
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        if not has_left(unit.timeline(incident_id), channel):
            incident.note_room(state, actor=actor, now=at)
