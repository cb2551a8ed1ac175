"""Incidents brought to where a test wants them by nothing but their own methods."""

from datetime import UTC, datetime, timedelta

from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import CancelReason, Status, Step, Trigger
from firefighter.domain.severity import Severity, SeverityPolicy

NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=20)

ANA, BOB, CAM = UserId("UANA"), UserId("UBOB"), UserId("UCAM")

RELAXED = SeverityPolicy("There is a way around")
DEMANDING = SeverityPolicy("Nothing works", room=True, postmortem=True, invite=("SONCALL",))

SAID_IN_FULL = {
    trigger: Step(
        trigger,
        note="because it was so",
        cancel_reason=CancelReason.FALSE_ALARM if trigger is Trigger.CANCEL else None,
        may_override=trigger is Trigger.CLOSE,
    )
    for trigger in Trigger
}
"""Each step with everything it can be asked for."""

_WAY_TO = {
    Status.OPEN: (),
    Status.INVESTIGATING: (Trigger.INVESTIGATE,),
    Status.MITIGATED: (Trigger.INVESTIGATE, Trigger.MITIGATE),
    Status.POSTMORTEM: (Trigger.INVESTIGATE, Trigger.MITIGATE, Trigger.START_POSTMORTEM),
    Status.CLOSED: (
        Trigger.INVESTIGATE,
        Trigger.MITIGATE,
        Trigger.START_POSTMORTEM,
        Trigger.CLOSE,
    ),
}


def declared(
    *,
    policy: SeverityPolicy = RELAXED,
    severity: Severity = Severity.SEV3,
    title: str = "Checkout returns 500",
    summary: str = "",
    private: bool = False,
    services: tuple[str, ...] = (),
    room: str = "",
) -> Incident:
    return Incident.declare(
        incident_id=IncidentId(42),
        title=title,
        summary=summary,
        severity=severity,
        policy=policy,
        services=services,
        private=private,
        room=room,
        actor=ANA,
        now=NOW,
    )


def in_status(
    status: Status, *, policy: SeverityPolicy = RELAXED, summary: str = "", private: bool = False
) -> Incident:
    """An incident whose events so far have been stored already."""
    incident = declared(policy=policy, summary=summary, private=private)
    for trigger in _WAY_TO[status]:
        incident.advance(SAID_IN_FULL[trigger], actor=ANA, now=NOW)
    incident.events.clear()
    return incident
