from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.severity import REASON_LIMIT, Severity
from firefighter.domain.title import clean_text
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.timeline import add_note


def change_severity(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    seen: Severity,
    severity: Severity,
    reason: str,
) -> Incident:
    """Changes the severity from `seen`. The new policy applies at once.

    Raises UnknownIncident, NoChange, EditConflict, NotAllowedInStatus, or Incomplete if it is
    lowered without a reason.
    """
    policy, why = context.rules.policy(severity), clean_text(reason, REASON_LIMIT, "reason")
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        incident.change_severity(
            severity, policy, seen=seen, reason=why, actor=actor, now=context.clock.now()
        )
    return incident


def explain_severity(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    severity: Severity,
    reason: str,
) -> None:
    """Notes on the timeline why the severity was raised. Does nothing without a reason.

    Raises UnknownIncident, or InvalidField for a reason that is too long.
    """
    if why := clean_text(reason, REASON_LIMIT, "reason"):
        add_note(context, delivery, actor, incident_id, f"{severity}: {why}")
