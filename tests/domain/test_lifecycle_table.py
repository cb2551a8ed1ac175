"""Every pair of status and step."""

import gc
import weakref
from copy import deepcopy
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.errors import Incomplete, Missing, NotAllowedInStatus, Refused
from firefighter.domain.events import Update
from firefighter.domain.lifecycle import (
    OPTIONAL_STATUSES,
    STATUSES,
    STEPS,
    TRANSITIONS,
    DeclineReason,
    Status,
    Step,
    StepKind,
    diagram,
    is_enabled,
    offered_steps,
    refuse_disabled,
    step_kinds_from,
)
from firefighter.domain.severity import SeverityPolicy
from tests.domain.incidents import BOB, COMPLETE_STEPS, DEMANDING, LATER, NOW, RELAXED, in_status

OPEN = Status.OPEN
INVESTIGATING = Status.INVESTIGATING
MITIGATED = Status.MITIGATED
MONITORING = Status.MONITORING
POSTMORTEM = Status.POSTMORTEM
CLOSED = Status.CLOSED

TARGETS = {
    (OPEN, StepKind.INVESTIGATE): INVESTIGATING,
    (OPEN, StepKind.MITIGATE): MITIGATED,
    (OPEN, StepKind.DECLINE): CLOSED,
    (INVESTIGATING, StepKind.MITIGATE): MITIGATED,
    (INVESTIGATING, StepKind.DECLINE): CLOSED,
    (MITIGATED, StepKind.MONITOR): MONITORING,
    (MITIGATED, StepKind.START_POSTMORTEM): POSTMORTEM,
    (MITIGATED, StepKind.CLOSE): CLOSED,
    (MITIGATED, StepKind.REOPEN): INVESTIGATING,
    (MONITORING, StepKind.START_POSTMORTEM): POSTMORTEM,
    (MONITORING, StepKind.CLOSE): CLOSED,
    (MONITORING, StepKind.REOPEN): INVESTIGATING,
    (POSTMORTEM, StepKind.CLOSE): CLOSED,
    (POSTMORTEM, StepKind.REOPEN): INVESTIGATING,
    (CLOSED, StepKind.REOPEN): INVESTIGATING,
}
NOT_ALLOWED = [pair for pair in product(Status, StepKind) if pair not in TARGETS]

MISSING_INPUT = {
    (OPEN, StepKind.MITIGATE): (Missing.HOW_MITIGATED,),
    (OPEN, StepKind.DECLINE): (Missing.REASON,),
    (INVESTIGATING, StepKind.MITIGATE): (Missing.HOW_MITIGATED,),
    (INVESTIGATING, StepKind.DECLINE): (Missing.REASON,),
    (MITIGATED, StepKind.REOPEN): (Missing.REASON,),
    (MONITORING, StepKind.REOPEN): (Missing.REASON,),
    (POSTMORTEM, StepKind.CLOSE): (Missing.COMMANDER, Missing.SUMMARY),
    (POSTMORTEM, StepKind.REOPEN): (Missing.REASON,),
    (CLOSED, StepKind.REOPEN): (Missing.REASON,),
}
NO_INPUT_NEEDED = [pair for pair in TARGETS if pair not in MISSING_INPUT]

any_step = st.builds(
    Step,
    st.sampled_from(StepKind),
    note=st.sampled_from(["", "because it was so"]),
    decline_reason=st.sampled_from([None, *DeclineReason]),
    duplicate_of=st.sampled_from([None, 7]),
    may_override=st.booleans(),
)


@pytest.mark.parametrize(("pair", "target"), TARGETS.items())
def test_complete_step_changes_the_status(pair: tuple[Status, StepKind], target: Status) -> None:
    incident = in_status(pair[0])
    incident.advance(COMPLETE_STEPS[pair[1]], actor=BOB, now=LATER)
    assert incident.status is target


@pytest.mark.parametrize(("status", "step_kind"), NOT_ALLOWED)
def test_step_missing_in_the_table_is_not_allowed(status: Status, step_kind: StepKind) -> None:
    incident = in_status(status)
    before = deepcopy(incident)
    with pytest.raises(NotAllowedInStatus) as refused:
        incident.advance(COMPLETE_STEPS[step_kind], actor=BOB, now=LATER)
    assert (refused.value.action, refused.value.status) == (step_kind, status)
    assert incident == before


@pytest.mark.parametrize(("pair", "missing"), MISSING_INPUT.items())
def test_incomplete_step_names_what_is_missing(
    pair: tuple[Status, StepKind], missing: tuple[Missing, ...]
) -> None:
    incident = in_status(pair[0])
    before = deepcopy(incident)
    with pytest.raises(Incomplete) as refused:
        incident.advance(Step(pair[1]), actor=BOB, now=LATER)
    assert (refused.value.action, refused.value.missing) == (pair[1], missing)
    assert incident == before


@pytest.mark.parametrize(("status", "step_kind"), NO_INPUT_NEEDED)
def test_step_without_requirements_needs_no_input(status: Status, step_kind: StepKind) -> None:
    incident = in_status(status)
    incident.advance(Step(step_kind), actor=BOB, now=LATER)
    assert incident.status is TARGETS[status, step_kind]


@given(st.sampled_from(Status), any_step, st.sampled_from([RELAXED, DEMANDING]))
def test_triggers_from_returns_exactly_the_existing_steps(
    status: Status, step: Step, policy: SeverityPolicy
) -> None:
    incident = in_status(status, policy=policy)
    try:
        incident.advance(step, actor=BOB, now=LATER)
    except NotAllowedInStatus:
        exists = False
    except Incomplete:
        exists = True
    else:
        exists = True
    assert exists == (step.kind in step_kinds_from(status))


@given(st.sampled_from(Status), any_step, st.sampled_from([RELAXED, DEMANDING]))
def test_refused_step_changes_nothing(status: Status, step: Step, policy: SeverityPolicy) -> None:
    incident = in_status(status, policy=policy)
    before = deepcopy(incident)
    try:
        incident.advance(step, actor=BOB, now=LATER)
    except Refused:
        assert incident == before
    else:
        assert incident.status is TARGETS[status, step.kind]
        assert len(incident.events) == 1


def test_diagram_shows_every_transition() -> None:
    drawn = diagram().splitlines()
    for row in TRANSITIONS:
        for source in row.sources:
            arrow = f"    {source} --> {row.target}: {row.step_kind}"
            assert [line for line in drawn if line.startswith(arrow) and row.guard_text in line]


def test_diagram_shows_no_other_transition() -> None:
    arrows = [line for line in diagram().splitlines() if "[*]" not in line and "-->" in line]
    assert len(arrows) == len(TARGETS)


@pytest.mark.parametrize("step_kind", [StepKind.INVESTIGATE, StepKind.MITIGATE, StepKind.REOPEN])
def test_machine_holds_no_reference_to_incidents(step_kind: StepKind) -> None:
    incident = in_status(OPEN)
    try:
        incident.advance(Step(step_kind), actor=BOB, now=LATER)
    except Refused:
        assert step_kind is not StepKind.INVESTIGATE
    gone = weakref.ref(incident)
    del incident
    gc.collect()
    assert gone() is None


def test_incidents_do_not_share_a_status() -> None:
    first, second = in_status(OPEN), in_status(MITIGATED)
    first.advance(COMPLETE_STEPS[StepKind.INVESTIGATE], actor=BOB, now=LATER)
    second.advance(COMPLETE_STEPS[StepKind.START_POSTMORTEM], actor=BOB, now=LATER)
    assert (first.status, second.status) == (INVESTIGATING, POSTMORTEM)


def test_every_status_and_step_has_a_row() -> None:
    assert list(STATUSES) == list(Status)
    assert list(STEPS) == list(StepKind)


@pytest.mark.parametrize("status", Status)
def test_only_optional_statuses_depend_on_being_enabled(status: Status) -> None:
    assert is_enabled(status, OPTIONAL_STATUSES)
    assert is_enabled(status, ()) is (status not in OPTIONAL_STATUSES)


def test_step_to_a_disabled_status_is_refused() -> None:
    with pytest.raises(NotAllowedInStatus):
        refuse_disabled(in_status(MITIGATED), StepKind.MONITOR, ())
    refuse_disabled(in_status(MITIGATED), StepKind.MONITOR, {MONITORING})


def test_incident_in_a_disabled_status_can_leave_it() -> None:
    incident = in_status(MONITORING, policy=DEMANDING)
    steps = offered_steps(incident, ())
    assert steps == (StepKind.START_POSTMORTEM, StepKind.REOPEN)
    for step_kind in steps:
        refuse_disabled(incident, step_kind, ())


@given(st.sampled_from(Status), st.sampled_from([RELAXED, DEMANDING]))
def test_offered_step_is_accepted(status: Status, policy: SeverityPolicy) -> None:
    for step_kind in offered_steps(in_status(status, policy=policy), OPTIONAL_STATUSES):
        in_status(status, policy=policy).advance(COMPLETE_STEPS[step_kind], actor=BOB, now=LATER)


def test_promised_update_stays_promised_in_monitoring() -> None:
    incident = in_status(MITIGATED)
    incident.post_update(Update(impact="", changed="", next_update=LATER), actor=BOB, now=NOW)
    incident.advance(Step(StepKind.MONITOR), actor=BOB, now=NOW)
    assert incident.update_due == LATER
