from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.severity import REASON_LIMIT, Severity
from firefighter.domain.title import clean_text
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
    reason: str,
) -> Incident:
    """Raises or lowers the severity, for somebody who saw `seen`. The new policy applies at once.

    Raises UnknownIncident, AlreadySo, Overtaken, NotAllowed, or Incomplete without a reason.
    """
    policy, why = house.rules.policy(severity), clean_text(reason, REASON_LIMIT)
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        incident.change_severity(
            severity, policy, seen=seen, reason=why, actor=actor, now=house.clock.now()
        )
    return incident
