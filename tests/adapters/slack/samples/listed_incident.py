"""An incident as lists have it; draws nothing by itself."""

from firefighter.domain.incident import Incident
from firefighter.domain.milestones import Milestone
from firefighter.ports.search import IncidentSummary


def listed(incident: Incident) -> IncidentSummary:
    return IncidentSummary(
        id=incident.id,
        title=incident.title,
        severity=incident.severity,
        status=incident.status,
        private=incident.private,
        kind=incident.kind,
        services=incident.services,
        holders=tuple(incident.holders.items()),
        declared_at=incident.milestones[Milestone.DECLARED],
    )
