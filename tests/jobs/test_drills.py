"""A drill ends when its time is over; simulation and reminders do nothing once it is."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest

from firefighter.domain.drill import Drill
from firefighter.domain.drill_events import DrillEnding
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.paging import PageTarget
from firefighter.domain.severity import Severity
from firefighter.jobs.registry import find_jobs, job_runner
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob
from firefighter.ports.chat import Nudge, SimulatedPage
from firefighter.use_cases.declare import Declaration
from firefighter.use_cases.drills import (
    DrillOpening,
    pause_drill,
    resume_drill,
    start_drill,
    stop_drill,
)
from firefighter.use_cases.paging import page_oncall
from tests.adapters.store.store_client import delivery
from tests.worker.worker_harness import ANA, WorkerHarness

BEN = UserId("U0BEN")


def start(harness: WorkerHarness) -> Incident:
    opening = DrillOpening(Declaration("Checkout is down", Severity.SEV2), (BEN,))
    return start_drill(harness.context, delivery(), ANA, opening)


def drill_of(harness: WorkerHarness, incident: Incident) -> Drill:
    drill = harness.context.records.snapshot(incident.id).drill
    assert drill is not None
    return drill


def let_pass(harness: WorkerHarness, time_min: float) -> None:
    harness.clock.advance(timedelta(minutes=time_min).total_seconds())
    harness.run_due_jobs()
    assert harness.run_until_idle()


def posted(harness: WorkerHarness, kind: type) -> int:
    return sum(isinstance(post.content, kind) for post in harness.chat.posts)


def test_it_ends_once_its_time_is_over(harness: WorkerHarness) -> None:
    incident = start(harness)
    let_pass(harness, 29)
    assert not drill_of(harness, incident).is_over
    let_pass(harness, 2)
    assert drill_of(harness, incident).ending is DrillEnding.TIME_OVER


def test_a_pause_moves_the_end(harness: WorkerHarness) -> None:
    incident = start(harness)
    let_pass(harness, 10)
    pause_drill(harness.context, delivery(), BEN, incident.id)
    let_pass(harness, 60)
    assert not drill_of(harness, incident).is_over
    resume_drill(harness.context, delivery(), BEN, incident.id)
    let_pass(harness, 19)
    assert not drill_of(harness, incident).is_over
    let_pass(harness, 2)
    assert drill_of(harness, incident).ending is DrillEnding.TIME_OVER


def test_what_was_still_pending_of_the_simulation_is_void_once_it_is_stopped(
    harness: WorkerHarness,
) -> None:
    incident = start(harness)
    assert harness.run_until_idle()
    for _ in range(2):
        page_oncall(
            harness.context,
            delivery(),
            ANA,
            incident.id,
            page_target=PageTarget(service="Database on-call"),
            reason="It is down",
        )
        if not posted(harness, SimulatedPage):
            assert harness.run_until_idle()
    stop_drill(harness.context, delivery(), BEN, incident.id)
    assert harness.run_until_idle()
    assert posted(harness, SimulatedPage) == 1


@pytest.mark.parametrize("change", [pause_drill, stop_drill])
def test_nobody_is_reminded_in_a_drill_that_does_not_run(
    harness: WorkerHarness, change: object
) -> None:
    incident = start(harness)
    assert callable(change)
    change(harness.context, delivery(), BEN, incident.id)
    let_pass(harness, 600)
    assert posted(harness, Nudge) == 0


def test_a_running_drill_reminds_as_a_real_incident_does(harness: WorkerHarness) -> None:
    start(harness)
    let_pass(harness, 20)
    assert posted(harness, Nudge) > 0


@dataclass(frozen=True)
class _Arrive(ScheduledJob):
    """Part of a simulation."""

    incident_id: IncidentId
    number: int

    kind: ClassVar[str] = "arrive"
    simulates: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.number}"

    @property
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        incident = context.unit.incidents.get(self.incident_id)
        incident.note(f"Arrived {self.number}", actor=BEN, now=context.now)


def arrive(harness: WorkerHarness, incident: Incident, number: int) -> list[str]:
    """Runs one job of the simulation now, and what else is due; returns the notes."""
    with harness.context.units(delivery()) as unit:
        unit.schedule(_Arrive(incident.id, number).at(harness.clock.now()))
    kinds: dict[str, type[ScheduledJob]] = {**find_jobs(), _Arrive.kind: _Arrive}
    run_job = job_runner(kinds, harness.context.rules, harness.context.scenarios)
    while harness.job_store.run_next(run_job):
        pass
    timeline = harness.context.records.timeline(incident.id)
    return [getattr(entry.event, "text", "") for entry in timeline if entry.event.actor == BEN]


def test_a_job_of_the_simulation_runs_only_while_the_game_clock_does(
    harness: WorkerHarness,
) -> None:
    incident = start(harness)
    harness.run_due_jobs()
    assert arrive(harness, incident, 1) == ["Arrived 1"]
    pause_drill(harness.context, delivery(), ANA, incident.id)
    assert arrive(harness, incident, 2) == ["Arrived 1"]
    resume_drill(harness.context, delivery(), ANA, incident.id)
    assert arrive(harness, incident, 3) == ["Arrived 1", "Arrived 3"]
    stop_drill(harness.context, delivery(), ANA, incident.id)
    assert arrive(harness, incident, 4) == ["Arrived 1", "Arrived 3"]
