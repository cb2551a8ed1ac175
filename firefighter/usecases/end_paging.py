from firefighter.domain.events import PagingEnd
from firefighter.domain.ids import IncidentId
from firefighter.domain.paging import end_of
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId


def end_paging(
    house: House,
    delivery: DeliveryId,
    incident_id: IncidentId,
    *,
    key: str,
    end: PagingEnd,
    why: str = "",
) -> None:
    """Writes down what came of paging a service; nothing, when that is on record already."""
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        event = end_of(unit.timeline(incident_id), key, end, why=why, now=house.clock.now())
        if event:
            incident.record(event)
