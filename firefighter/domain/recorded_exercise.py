"""An exercise that was over before anybody wrote about it."""

from datetime import datetime

from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.lifecycle import Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.severity import Severity, SeverityPolicy


def record_exercise(
    *,
    incident_id: IncidentId,
    title: str,
    summary: str,
    severity: Severity,
    policy: SeverityPolicy,
    services: tuple[str, ...],
    actor: UserId,
    started_at: datetime,
    ended_at: datetime,
) -> Incident:
    """Returns its incident, which is closed and has no place: it holds what was learnt.

    It emits no event, so that nobody is invited or told.
    """
    return Incident(
        id=incident_id,
        kind=Kind.DRILL,
        title=title,
        summary=summary,
        severity=severity,
        policy=policy,
        services=services,
        private=False,
        status=Status.CLOSED,
        declared_by=actor,
        milestones={Milestone.DECLARED: started_at, Milestone.CLOSED: ended_at},
    )


def has_no_place(incident: Incident) -> bool:
    """Whether it was imported or recorded afterwards, and so has no message or channel."""
    return incident.kind is Kind.BACKFILLED or (incident.is_drill and not incident.has_channel)
