"""What ends a drill, and what closes its incident, when nobody does."""

from datetime import timedelta

import pytest

from firefighter.domain.drill_events import DrillEnding
from firefighter.domain.errors import DrillProblem, DrillRefused
from firefighter.domain.events import Details, StatusChanged
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import DeclineReason, Status, Step, StepKind
from firefighter.domain.severity import Severity
from firefighter.jobs.drills import CloseDrill
from firefighter.use_cases.declare import Declaration, declare
from firefighter.use_cases.drills import (
    DrillOpening,
    pause_drill,
    resume_drill,
    start_drill,
    stop_drill,
)
from firefighter.use_cases.severity import change_severity
from firefighter.use_cases.status import change_status
from tests.adapters.store.store_client import delivery
from tests.jobs.test_drills import BEN, drill_of, let_pass, start
from tests.worker.worker_harness import ANA, WorkerHarness

HOUR, DAY = 60, 24 * 60


def status_of(harness: WorkerHarness, incident: Incident) -> Status:
    return harness.context.records.snapshot(incident.id).incident.status


def take(harness: WorkerHarness, incident: Incident, step_kind: StepKind) -> None:
    change_status(harness.context, delivery(), ANA, incident.id, Step(step_kind, note="Fixed"))


@pytest.mark.parametrize("steps", [[], [StepKind.INVESTIGATE], [StepKind.MITIGATE]])
def test_the_incident_is_closed_seven_days_after_its_drill(
    harness: WorkerHarness, steps: list[StepKind]
) -> None:
    incident = start(harness)
    for each in steps:
        take(harness, incident, each)
    stop_drill(harness.context, delivery(), BEN, incident.id)
    let_pass(harness, 7 * DAY - 1)
    assert status_of(harness, incident) is not Status.CLOSED
    let_pass(harness, 2)
    assert status_of(harness, incident) is Status.CLOSED
    *_, closed = (
        entry.event
        for entry in harness.context.records.timeline(incident.id)
        if isinstance(entry.event, StatusChanged)
    )
    assert (closed.actor, closed.note) == (UserId(""), "its drill has been over for 7 days.")


def test_a_reopened_one_is_closed_seven_days_later(harness: WorkerHarness) -> None:
    incident = start(harness)
    stop_drill(harness.context, delivery(), BEN, incident.id)
    let_pass(harness, 7 * DAY + 1)
    take(harness, incident, StepKind.REOPEN)
    let_pass(harness, 7 * DAY - 1)
    assert status_of(harness, incident) is Status.INVESTIGATING
    let_pass(harness, 2)
    assert status_of(harness, incident) is Status.CLOSED


def test_one_that_the_team_closed_stays_as_it_is(harness: WorkerHarness) -> None:
    incident = start(harness)
    stop_drill(harness.context, delivery(), BEN, incident.id)
    declined = Step(StepKind.DECLINE, decline_reason=DeclineReason.FALSE_ALARM)
    change_status(harness.context, delivery(), ANA, incident.id, declined)
    before = len(harness.context.records.timeline(incident.id))
    let_pass(harness, 8 * DAY)
    assert len(harness.context.records.timeline(incident.id)) == before


def test_no_incident_is_closed_while_its_drill_is_played(harness: WorkerHarness) -> None:
    incident = start(harness)
    now = harness.clock.now()
    with harness.context.units(delivery()) as unit:
        unit.schedule(CloseDrill(incident.id, now - timedelta(days=9), now).at(now))
    let_pass(harness, 1)
    assert status_of(harness, incident) is Status.OPEN
    drill = drill_of(harness, incident)
    with pytest.raises(DrillRefused) as refused:
        drill.close_incident(incident, "", now)
    assert refused.value.problem is DrillProblem.NOT_OVER


def test_a_drill_that_nobody_resumes_for_a_day_ends(harness: WorkerHarness) -> None:
    incident = start(harness)
    pause_drill(harness.context, delivery(), BEN, incident.id)
    let_pass(harness, 23 * HOUR)
    assert not drill_of(harness, incident).is_over
    let_pass(harness, HOUR + 1)
    assert drill_of(harness, incident).ending is DrillEnding.ABANDONED


def test_one_that_was_resumed_and_paused_again_waits_a_day_from_then(
    harness: WorkerHarness,
) -> None:
    incident = start(harness)
    for change in (pause_drill, resume_drill, pause_drill):
        change(harness.context, delivery(), BEN, incident.id)
        let_pass(harness, 10)
    let_pass(harness, 23 * HOUR)
    assert not drill_of(harness, incident).is_over


def real(harness: WorkerHarness, severity: Severity, *services: str) -> Incident:
    wanted = Declaration("Search is slow", severity, services=services)
    return declare(harness.context, delivery(), ANA, wanted)


def edit(harness: WorkerHarness, incident: Incident, title: str, *services: str) -> None:
    with harness.context.units(delivery()) as unit:
        found = unit.incidents.get(incident.id)
        found.edit(Details(title, services), actor=ANA, now=harness.clock.now())


def test_editing_an_older_severe_incident_ends_no_drill(harness: WorkerHarness) -> None:
    old = real(harness, Severity.SEV1)
    let_pass(harness, 1)
    incident = start(harness)
    edit(harness, old, "Search is very slow")
    let_pass(harness, 1)
    assert not drill_of(harness, incident).is_over


def test_a_service_that_an_edit_adds_ends_its_drills(harness: WorkerHarness) -> None:
    old = real(harness, Severity.SEV4, "payments")
    let_pass(harness, 1)
    opening = DrillOpening(
        Declaration("Checkout is down", Severity.SEV2, services=("checkout",)), (BEN,)
    )
    incident = start_drill(harness.context, delivery(), ANA, opening)
    edit(harness, old, "Search is very slow", "payments")
    let_pass(harness, 1)
    assert not drill_of(harness, incident).is_over
    edit(harness, old, "Search is very slow", "payments", "checkout")
    let_pass(harness, 1)
    assert drill_of(harness, incident).ending is DrillEnding.SAME_SERVICE


def test_lowering_one_ends_no_drill(harness: WorkerHarness) -> None:
    old = real(harness, Severity.SEV1)
    let_pass(harness, 1)
    incident = start(harness)
    change_severity(
        harness.context,
        delivery(),
        ANA,
        old.id,
        seen=Severity.SEV1,
        severity=Severity.SEV2,
        reason="Fewer customers",
    )
    let_pass(harness, 1)
    assert not drill_of(harness, incident).is_over


def test_reopening_one_ends_it(harness: WorkerHarness) -> None:
    old = real(harness, Severity.SEV1)
    take(harness, old, StepKind.MITIGATE)
    let_pass(harness, 1)
    incident = start(harness)
    take(harness, old, StepKind.REOPEN)
    let_pass(harness, 1)
    assert drill_of(harness, incident).ending is DrillEnding.REAL_INCIDENT
