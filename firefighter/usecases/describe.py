from firefighter.domain.errors import Flaw, InvalidField
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.title import clean_text
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId


def describe(
    house: House, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, summary: str
) -> Incident:
    """Writes down what is seen. Raises InvalidField for nothing, AlreadySo for nothing new."""
    text = clean_text(summary)
    if not text:
        raise InvalidField("summary", Flaw.NO_SUMMARY)
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        incident.describe(text, actor=actor, now=house.clock.now())
    return incident
