"""Messages about alerts: the line that counts them, and the card that proposes an incident."""

from dataclasses import dataclass

from firefighter.domain.alert_groups import AlertGroup
from firefighter.domain.ids import IncidentId
from firefighter.ports.snapshot import Snapshot


@dataclass(frozen=True)
class AlertLine:
    """Counts the alerts of an incident in one line."""

    snapshot: Snapshot


@dataclass(frozen=True)
class AlertCard:
    """Proposes to declare an incident of alerts, or says what was decided."""

    group: AlertGroup
    incident_id: IncidentId | None
    """The incident that they belong to, if everybody may know of it."""
