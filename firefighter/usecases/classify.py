from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId


def classify(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    trigger: str,
    failure_class: str,
) -> Incident:
    """Says what set the incident off and what kind of failure it was; also after it is closed.

    Raises InvalidField for a word that the taxonomy does not have, AlreadySo for nothing new.
    """
    house.rules.taxonomy.check(trigger=trigger, failure_class=failure_class)
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        incident.classify(trigger, failure_class, actor=actor, now=house.clock.now())
    return incident
