from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.severity import Severity
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId


def change_severity(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    seen: Severity,
    severity: Severity,
) -> Incident:
    """Raises or lowers the severity, for somebody who saw `seen`. The new policy applies at once.

    Raises UnknownIncident, AlreadySo, Overtaken, NotAllowed.
    """
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        policy = house.rules.policy(severity)
        incident.change_severity(severity, policy, seen=seen, actor=actor, now=house.clock.now())
    return incident
