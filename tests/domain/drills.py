"""Drills and their incidents, without pending events."""

from firefighter.domain.drill import Drill, DrillPlan
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.severity import Severity
from tests.domain.incidents import ANA, BOB, NOW, RELAXED


def drill_incident(*, services: tuple[str, ...] = (), number: int = 42) -> Incident:
    incident = Incident.declare(
        incident_id=IncidentId(number),
        kind=Kind.DRILL,
        title="Checkout returns 500",
        summary="",
        severity=Severity.SEV3,
        policy=RELAXED,
        services=services,
        private=False,
        actor=ANA,
        now=NOW,
    )
    incident.events.clear()
    return incident


def started(incident: Incident, plan: DrillPlan | None = None) -> Drill:
    drill = Drill.start(incident, plan or DrillPlan((BOB,)), actor=ANA, now=NOW)
    incident.events.clear()
    return drill
