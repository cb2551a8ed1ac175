from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.milestones import Moments
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId


def correct_milestones(
    house: House, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, told: Moments
) -> Incident:
    """Says when things really happened, also after it is closed.

    Raises InvalidField, by the milestone's name, AlreadySo for nothing new, UnknownIncident.
    """
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        incident.correct_milestones(told, actor=actor, now=house.clock.now())
    return incident
