"""An incident as a drill: running, paused, over, and without its record; draws nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from firefighter.domain.drill import Drill, DrillPlan, ScenarioRef
from firefighter.domain.drill_events import DrillEnding
from firefighter.domain.game_clock import Pause
from firefighter.domain.incident import Kind
from firefighter.domain.scenario import ScenarioId
from firefighter.ports.snapshot import Snapshot
from tests.domain.incidents import NOW

LATER = NOW + timedelta(minutes=5)


def drill_snapshots(snapshot: Snapshot) -> Iterator[Snapshot]:
    incident = replace(snapshot.incident, kind=Kind.DRILL)
    scenario = ScenarioRef(ScenarioId("two-prices"), 1)
    plan = DrillPlan((incident.declared_by,), scenario=scenario, real_pages=True)
    running = Drill(incident.id, plan, NOW)
    for drill in (
        running,
        replace(running, pauses=(Pause(LATER),)),
        replace(running, over_at=LATER, ending=DrillEnding.STOPPED),
        None,
    ):
        yield replace(snapshot, incident=incident, drill=drill)
