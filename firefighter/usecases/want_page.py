from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId, EffectRequest


def want_page(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    again: EffectRequest,
) -> Incident:
    """Asks for the post-mortem page; `again` makes one that somebody took away.

    Raises UnknownIncident, or NotAllowed for an incident that was none.
    """
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        if incident.has_page:
            unit.enqueue(incident_id, again)
        else:
            incident.want_page(actor=actor, now=house.clock.now())
    return incident
