from collections.abc import Callable, Collection, Iterable

from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
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


def arrange_in_each(
    house: House,
    delivery: DeliveryId,
    ids: Collection[IncidentId],
    wanted: Callable[[Incident], Iterable[EffectRequest]],
) -> None:
    """The same for several at once: all or nothing. They are locked in the order of their numbers.

    Raises UnknownIncident, AlreadyHandled.
    """
    with house.units(delivery) as unit:
        for incident_id in sorted(ids):
            for request in wanted(unit.incidents.get(incident_id)):
                unit.enqueue(incident_id, request)
