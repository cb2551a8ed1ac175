"""An incident without a commander asks for one, once, after some minutes."""

from datetime import timedelta

import pytest

from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import DeclineReason, Step, StepKind
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import DEFAULT_POLICIES, Severity
from firefighter.ports.chat import Nudge, NudgeKind
from firefighter.ports.snapshot import Place
from firefighter.use_cases.roles import step_down, take_role
from firefighter.use_cases.severity import change_severity
from firefighter.use_cases.status import change_status
from tests.adapters.store.store_client import delivery
from tests.worker.worker_harness import ANA, WorkerHarness


def minutes(severity: Severity) -> float:
    found = DEFAULT_POLICIES[severity].commander_after_min
    assert found is not None
    return found


def let_pass(harness: WorkerHarness, time_min: float) -> None:
    harness.clock.advance(timedelta(minutes=time_min).total_seconds())
    harness.run_due_jobs()
    assert harness.run_until_idle()


def asked(harness: WorkerHarness) -> list[NudgeKind]:
    contents = [post.content for post in harness.chat.posts]
    wanted = [content.wanted for content in contents if isinstance(content, Nudge)]
    return [each for each in wanted if each is NudgeKind.COMMANDER]


def take(harness: WorkerHarness, incident: Incident) -> None:
    take_role(harness.context, delivery(), ANA, incident.id, COMMANDER, seen=None)


def test_nobody_is_asked_before_the_deadline(harness: WorkerHarness) -> None:
    harness.declare(Severity.SEV2)
    let_pass(harness, minutes(Severity.SEV2) - 1)
    assert asked(harness) == []
    let_pass(harness, 1)
    assert asked(harness) == [NudgeKind.COMMANDER]
    let_pass(harness, 600)
    assert asked(harness) == [NudgeKind.COMMANDER]


def test_commander_is_asked_for_where_people_work(harness: WorkerHarness) -> None:
    incident = harness.declare(Severity.SEV2)
    let_pass(harness, minutes(Severity.SEV2))
    incident_channel = harness.context.records.snapshot(incident.id).places[Place.CHANNEL]
    (nudge,) = [post for post in harness.chat.posts if isinstance(post.content, Nudge)]
    assert nudge.ref.channel == incident_channel.channel


def test_nobody_is_asked_when_there_is_a_commander(harness: WorkerHarness) -> None:
    take(harness, harness.declare(Severity.SEV2))
    let_pass(harness, 600)
    assert asked(harness) == []


@pytest.mark.parametrize(
    "step",
    [
        Step(StepKind.MITIGATE, note="Rolled back"),
        Step(StepKind.DECLINE, decline_reason=DeclineReason.FALSE_ALARM),
    ],
)
def test_nobody_is_asked_once_impact_has_stopped(harness: WorkerHarness, step: Step) -> None:
    incident = harness.declare(Severity.SEV2)
    change_status(harness.context, delivery(), ANA, incident.id, step)
    let_pass(harness, 600)
    assert asked(harness) == []


def test_commander_is_asked_for_again_after_stepping_down(harness: WorkerHarness) -> None:
    incident = harness.declare(Severity.SEV2)
    take(harness, incident)
    let_pass(harness, 60)
    step_down(harness.context, delivery(), ANA, incident.id, COMMANDER)
    let_pass(harness, minutes(Severity.SEV2))
    assert asked(harness) == [NudgeKind.COMMANDER]


def test_raised_severity_asks_for_a_commander(harness: WorkerHarness) -> None:
    incident = harness.declare(Severity.SEV4)
    let_pass(harness, 600)
    assert asked(harness) == []
    change_severity(
        harness.context,
        delivery(),
        ANA,
        incident.id,
        seen=Severity.SEV4,
        severity=Severity.SEV2,
        reason="It grows",
    )
    let_pass(harness, minutes(Severity.SEV2))
    assert asked(harness) == [NudgeKind.COMMANDER]
