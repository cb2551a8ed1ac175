from collections.abc import Callable

from firefighter.domain.ids import IncidentId
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId, EffectRequest


def retry_effects(
    house: House,
    delivery: DeliveryId,
    incident_id: IncidentId,
    answer: Callable[[int], EffectRequest],
) -> None:
    """Tries again what was given up for an incident, and answers with how much that is.

    Raises UnknownIncident.
    """
    with house.units(delivery) as unit:
        unit.incidents.get(incident_id)
        unit.enqueue(None, answer(unit.retry_parked(incident_id)))
