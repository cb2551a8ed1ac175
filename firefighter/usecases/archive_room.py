from firefighter.domain.ids import IncidentId
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId, EffectRequest


def archive_room(
    house: House, delivery: DeliveryId, incident_id: IncidentId, archiving: EffectRequest
) -> None:
    """Has the room of a closed incident archived before it is time, by the effect `archiving`.

    Raises UnknownIncident, NotAllowed for one that is not closed, or AlreadySo.
    """
    with house.units(delivery) as unit:
        unit.incidents.get(incident_id).refuse_archiving()
        unit.enqueue(incident_id, archiving)
