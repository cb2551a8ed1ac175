from firefighter.domain import noting
from firefighter.domain.ids import IncidentId
from firefighter.domain.noting import Remark, Wish
from firefighter.ports.house import House
from firefighter.ports.places import MessageRef
from firefighter.ports.store import DeliveryId


def note_message(
    house: House,
    delivery: DeliveryId,
    incident_id: IncidentId,
    *,
    message: MessageRef,
    remark: Remark | None,
    wish: Wish,
) -> None:
    """Brings the timeline in step with a message of the chat, as it was just seen there."""
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        record = unit.timeline(incident_id)
        event = noting.look(record, message.channel, message.ts, remark, wish)
        if event is not None:
            incident.record(event)
