from firefighter.domain.ids import IncidentId
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId, EffectRequest


def arrange(
    house: House, delivery: DeliveryId, incident_id: IncidentId, *requests: EffectRequest
) -> None:
    """Has something done for an incident that does not change by it. Raises UnknownIncident."""
    with house.units(delivery) as unit:
        unit.incidents.get(incident_id)
        for request in requests:
            unit.enqueue(incident_id, request)
