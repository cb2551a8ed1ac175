"""A scheduled update is asked for when it is due."""

from datetime import datetime, timedelta

from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Step, StepKind
from firefighter.domain.severity import Severity
from firefighter.ports.chat import Nudge, NudgeKind, ResolvedNudge
from firefighter.use_cases.severity import change_severity
from firefighter.use_cases.status import change_status
from firefighter.use_cases.updates import UpdateDraft, post_update, put_off_update, waive_update
from tests.adapters.store.store_client import delivery
from tests.jobs.test_ask_for_commander import let_pass
from tests.worker.worker_harness import ANA, WorkerHarness

CADENCE_MIN = 60


def asked(harness: WorkerHarness) -> int:
    """The number of requests for an update."""
    return sum(
        isinstance(post.content, Nudge | ResolvedNudge) and post.content.wanted is NudgeKind.UPDATE
        for post in harness.chat.posts
    )


def due(harness: WorkerHarness, incident: Incident) -> datetime:
    found = harness.context.records.snapshot(incident.id).incident.update_due
    assert found is not None
    return found


def post(harness: WorkerHarness, incident: Incident, next_in_min: int | None) -> None:
    news = UpdateDraft(impact="Slow", changed="Nothing", next_in_min=next_in_min)
    post_update(harness.context, delivery(), ANA, incident.id, news)


def test_update_is_asked_for_when_due(harness: WorkerHarness) -> None:
    harness.declare(Severity.SEV2)
    let_pass(harness, CADENCE_MIN - 1)
    assert asked(harness) == 0
    let_pass(harness, 1)
    assert asked(harness) == 1


def test_without_a_cadence_only_a_scheduled_update_is_asked_for(
    harness: WorkerHarness,
) -> None:
    incident = harness.declare(Severity.SEV4)
    let_pass(harness, 10 * CADENCE_MIN)
    assert asked(harness) == 0
    post(harness, incident, 15)
    let_pass(harness, 15)
    assert asked(harness) == 1


def test_update_in_time_postpones_the_question(harness: WorkerHarness) -> None:
    incident = harness.declare(Severity.SEV2)
    let_pass(harness, CADENCE_MIN - 1)
    post(harness, incident, 90)
    let_pass(harness, 89)
    assert asked(harness) == 0
    let_pass(harness, 1)
    assert asked(harness) == 1


def test_unscheduled_update_is_not_asked_for(harness: WorkerHarness) -> None:
    incident = harness.declare(Severity.SEV2)
    post(harness, incident, None)
    let_pass(harness, 10 * CADENCE_MIN)
    assert asked(harness) == 0


def test_unanswered_question_is_repeated_less_and_less_often(harness: WorkerHarness) -> None:
    harness.declare(Severity.SEV2)
    counted = []
    for _ in range(9):
        let_pass(harness, 60)
        counted.append(asked(harness))
    assert counted == [1, 2, 3, 3, 4, 4, 4, 4, 5]


def test_postponed_update_is_asked_for_later(harness: WorkerHarness) -> None:
    incident = harness.declare(Severity.SEV2)
    let_pass(harness, CADENCE_MIN)
    seen = due(harness, incident)
    put_off_update(harness.context, delivery(), ANA, incident.id, seen=seen)
    assert due(harness, incident) == seen + timedelta(minutes=15)
    let_pass(harness, 14)
    assert asked(harness) == 1
    let_pass(harness, 1)
    assert asked(harness) == 2


def test_waived_update_is_not_asked_for_again(harness: WorkerHarness) -> None:
    incident = harness.declare(Severity.SEV2)
    let_pass(harness, CADENCE_MIN)
    seen = due(harness, incident)
    waive_update(harness.context, delivery(), ANA, incident.id, seen=seen)
    let_pass(harness, 20 * CADENCE_MIN)
    assert asked(harness) == 1


def test_mitigated_incident_is_not_asked_for_updates(harness: WorkerHarness) -> None:
    incident = harness.declare(Severity.SEV2)
    mitigated = Step(StepKind.MITIGATE, "Rolled back")
    change_status(harness.context, delivery(), ANA, incident.id, mitigated)
    let_pass(harness, 10 * CADENCE_MIN)
    assert asked(harness) == 0


def test_raised_severity_asks_at_its_own_cadence(harness: WorkerHarness) -> None:
    incident = harness.declare(Severity.SEV4)
    change_severity(
        harness.context,
        delivery(),
        ANA,
        incident.id,
        seen=Severity.SEV4,
        severity=Severity.SEV2,
        reason="It grows",
    )
    let_pass(harness, CADENCE_MIN)
    assert asked(harness) == 1
