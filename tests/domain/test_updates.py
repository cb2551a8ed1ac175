"""Updates, and when the next one is due."""

from copy import deepcopy
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.errors import EditConflict, NotAllowedInStatus, Refused
from firefighter.domain.events import Update, UpdatePosted
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status, Step, StepKind
from firefighter.domain.severity import DEFAULT_POLICIES, Severity
from tests.domain.incidents import ANA, BOB, COMPLETE_STEPS, LATER, NOW, declared, in_status

SEV1, SEV2, SEV3, SEV4 = Severity
SOON, MUCH_LATER = LATER + timedelta(minutes=5), LATER + timedelta(hours=5)
NEWS = Update(
    impact="One in five payments fails",
    changed="Rolled back",
    next_step="Watch it",
    next_by=BOB,
    next_update=SOON,
)


def of_severity(severity: Severity) -> Incident:
    return declared(severity=severity, policy=DEFAULT_POLICIES[severity])


def move(incident: Incident, severity: Severity) -> None:
    policy = DEFAULT_POLICIES[severity]
    incident.change_severity(
        severity, policy, seen=incident.severity, reason="It grows", actor=ANA, now=LATER
    )


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.CLOSED])
def test_latest_update_counts(status: Status) -> None:
    incident = in_status(status)
    incident.post_update(Update(impact="Unclear", changed="Nothing"), actor=ANA, now=NOW)
    incident.post_update(NEWS, actor=BOB, now=LATER)
    posted = UpdatePosted(
        actor=BOB,
        at=LATER,
        impact="One in five payments fails",
        changed="Rolled back",
        next_step="Watch it",
        next_by=BOB,
        next_update=SOON,
    )
    assert incident.events[-1] == incident.latest_update == posted
    assert (incident.impact, incident.update_due) == ("One in five payments fails", SOON)


def test_closed_incident_takes_no_update() -> None:
    incident = in_status(Status.CLOSED)
    before = deepcopy(incident)
    with pytest.raises(NotAllowedInStatus):
        incident.post_update(NEWS, actor=BOB, now=LATER)
    assert incident == before


@pytest.mark.parametrize(
    ("severity", "due"),
    [
        (SEV1, NOW + timedelta(minutes=30)),
        (SEV2, NOW + timedelta(minutes=60)),
        (SEV3, None),
        (SEV4, None),
    ],
)
def test_first_update_is_due_by_policy(severity: Severity, due: object) -> None:
    assert of_severity(severity).update_due == due


@pytest.mark.parametrize(
    ("before", "after", "wait_min"), [(SEV3, SEV1, 30), (SEV2, SEV1, 30), (SEV1, SEV2, 60)]
)
def test_update_interval_of_the_new_severity_applies_immediately(
    before: Severity, after: Severity, wait_min: int
) -> None:
    incident = of_severity(before)
    move(incident, after)
    assert incident.update_due == LATER + timedelta(minutes=wait_min)


def test_severity_without_update_interval_promises_no_update() -> None:
    incident = of_severity(SEV1)
    move(incident, SEV4)
    assert incident.update_due is None


@pytest.mark.parametrize("after", [SEV1, SEV2, SEV4])
def test_new_severity_does_not_postpone_a_promised_update(after: Severity) -> None:
    incident = of_severity(SEV3)
    incident.post_update(NEWS, actor=BOB, now=NOW)
    move(incident, after)
    assert incident.update_due == SOON


def test_withdrawn_promise_does_not_return() -> None:
    incident = of_severity(SEV3)
    incident.post_update(NEWS, actor=BOB, now=NOW)
    incident.post_update(Update(impact="None", changed="Fixed"), actor=BOB, now=NOW)
    move(incident, SEV4)
    assert incident.update_due is None


@pytest.mark.parametrize("step_kind", [StepKind.MITIGATE, StepKind.DECLINE])
def test_no_update_is_due_after_mitigation(step_kind: StepKind) -> None:
    incident = of_severity(SEV1)
    incident.post_update(NEWS, actor=BOB, now=NOW)
    incident.advance(COMPLETE_STEPS[step_kind], actor=BOB, now=LATER)
    assert incident.update_due is None


def test_investigating_does_not_postpone_the_update() -> None:
    incident = of_severity(SEV1)
    incident.advance(Step(StepKind.INVESTIGATE), actor=BOB, now=LATER)
    assert incident.update_due == NOW + timedelta(minutes=30)


@pytest.mark.parametrize(("severity", "wait_min"), [(SEV1, 30), (SEV3, None)])
def test_reopened_incident_promises_an_update(severity: Severity, wait_min: int | None) -> None:
    incident = of_severity(severity)
    incident.post_update(NEWS, actor=BOB, now=NOW)
    incident.advance(Step(StepKind.MITIGATE, "Rolled back"), actor=BOB, now=LATER)
    incident.advance(Step(StepKind.REOPEN, "It is back"), actor=BOB, now=MUCH_LATER)
    due = MUCH_LATER + timedelta(minutes=wait_min) if wait_min else None
    assert incident.update_due == due


def test_update_is_postponed_or_withdrawn_if_the_due_time_matches() -> None:
    incident = of_severity(SEV1)
    due = NOW + timedelta(minutes=30)
    incident.put_off_update(SOON, seen=due, actor=BOB, now=LATER)
    assert incident.update_due == SOON
    for refused in (due, LATER):
        with pytest.raises(EditConflict):
            incident.waive_update(seen=refused, actor=BOB, now=LATER)
    incident.waive_update(seen=SOON, actor=BOB, now=LATER)
    assert incident.update_due is None
    with pytest.raises(EditConflict):
        incident.put_off_update(MUCH_LATER, seen=SOON, actor=BOB, now=LATER)


steps = st.sampled_from(list(COMPLETE_STEPS.values()))


@given(st.sampled_from(Severity), st.lists(steps, max_size=8))
def test_update_is_due_only_while_active(severity: Severity, happens: list[Step]) -> None:
    incident = of_severity(severity)
    for step in happens:
        try:
            incident.advance(step, actor=ANA, now=LATER)
        except Refused:
            continue
        promises = DEFAULT_POLICIES[severity].update_every_min is not None
        assert (incident.update_due is not None) == (incident.status.is_active and promises)
