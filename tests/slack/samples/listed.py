"""An incident as lists have it; draws nothing by itself."""

from firefighter.domain.incident import Incident
from firefighter.ports.search import Listed


def listed(incident: Incident) -> Listed:
    return Listed(
        id=incident.id,
        title=incident.title,
        severity=incident.severity,
        status=incident.status,
        private=incident.private,
        services=incident.services,
        holders=tuple(incident.holders.items()),
    )
