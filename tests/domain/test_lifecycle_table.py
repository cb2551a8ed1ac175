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
    Trigger,
    diagram,
    is_enabled,
    offered_steps,
    refuse_disabled,
    triggers_from,
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
    (OPEN, Trigger.INVESTIGATE): INVESTIGATING,
    (OPEN, Trigger.MITIGATE): MITIGATED,
    (OPEN, Trigger.DECLINE): CLOSED,
    (INVESTIGATING, Trigger.MITIGATE): MITIGATED,
    (INVESTIGATING, Trigger.DECLINE): CLOSED,
    (MITIGATED, Trigger.MONITOR): MONITORING,
    (MITIGATED, Trigger.START_POSTMORTEM): POSTMORTEM,
    (MITIGATED, Trigger.CLOSE): CLOSED,
    (MITIGATED, Trigger.REOPEN): INVESTIGATING,
    (MONITORING, Trigger.START_POSTMORTEM): POSTMORTEM,
    (MONITORING, Trigger.CLOSE): CLOSED,
    (MONITORING, Trigger.REOPEN): INVESTIGATING,
    (POSTMORTEM, Trigger.CLOSE): CLOSED,
    (POSTMORTEM, Trigger.REOPEN): INVESTIGATING,
    (CLOSED, Trigger.REOPEN): INVESTIGATING,
}
NOT_ALLOWED = [pair for pair in product(Status, Trigger) if pair not in TARGETS]

MISSING_INPUT = {
    (OPEN, Trigger.MITIGATE): (Missing.HOW_MITIGATED,),
    (OPEN, Trigger.DECLINE): (Missing.REASON,),
    (INVESTIGATING, Trigger.MITIGATE): (Missing.HOW_MITIGATED,),
    (INVESTIGATING, Trigger.DECLINE): (Missing.REASON,),
    (MITIGATED, Trigger.REOPEN): (Missing.REASON,),
    (MONITORING, Trigger.REOPEN): (Missing.REASON,),
    (POSTMORTEM, Trigger.CLOSE): (Missing.COMMANDER, Missing.SUMMARY),
    (POSTMORTEM, Trigger.REOPEN): (Missing.REASON,),
    (CLOSED, Trigger.REOPEN): (Missing.REASON,),
}
NO_INPUT_NEEDED = [pair for pair in TARGETS if pair not in MISSING_INPUT]

any_step = st.builds(
    Step,
    st.sampled_from(Trigger),
    note=st.sampled_from(["", "because it was so"]),
    decline_reason=st.sampled_from([None, *DeclineReason]),
    duplicate_of=st.sampled_from([None, 7]),
    may_override=st.booleans(),
)


@pytest.mark.parametrize(("pair", "target"), TARGETS.items())
def test_complete_step_changes_the_status(pair: tuple[Status, Trigger], target: Status) -> None:
    incident = in_status(pair[0])
    incident.advance(COMPLETE_STEPS[pair[1]], actor=BOB, now=LATER)
    assert incident.status is target


@pytest.mark.parametrize(("status", "trigger"), NOT_ALLOWED)
def test_step_missing_in_the_table_is_not_allowed(status: Status, trigger: Trigger) -> None:
    incident = in_status(status)
    before = deepcopy(incident)
    with pytest.raises(NotAllowedInStatus) as refused:
        incident.advance(COMPLETE_STEPS[trigger], actor=BOB, now=LATER)
    assert (refused.value.action, refused.value.status) == (trigger, status)
    assert incident == before


@pytest.mark.parametrize(("pair", "missing"), MISSING_INPUT.items())
def test_incomplete_step_names_what_is_missing(
    pair: tuple[Status, Trigger], missing: tuple[Missing, ...]
) -> None:
    incident = in_status(pair[0])
    before = deepcopy(incident)
    with pytest.raises(Incomplete) as refused:
        incident.advance(Step(pair[1]), actor=BOB, now=LATER)
    assert (refused.value.action, refused.value.missing) == (pair[1], missing)
    assert incident == before


@pytest.mark.parametrize(("status", "trigger"), NO_INPUT_NEEDED)
def test_step_without_requirements_needs_no_input(status: Status, trigger: Trigger) -> None:
    incident = in_status(status)
    incident.advance(Step(trigger), actor=BOB, now=LATER)
    assert incident.status is TARGETS[status, trigger]


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
    assert exists == (step.trigger in triggers_from(status))


@given(st.sampled_from(Status), any_step, st.sampled_from([RELAXED, DEMANDING]))
def test_refused_step_changes_nothing(status: Status, step: Step, policy: SeverityPolicy) -> None:
    incident = in_status(status, policy=policy)
    before = deepcopy(incident)
    try:
        incident.advance(step, actor=BOB, now=LATER)
    except Refused:
        assert incident == before
    else:
        assert incident.status is TARGETS[status, step.trigger]
        assert len(incident.events) == 1


def test_diagram_shows_every_transition() -> None:
    drawn = diagram().splitlines()
    for row in TRANSITIONS:
        for source in row.sources:
            arrow = f"    {source} --> {row.target}: {row.trigger}"
            assert [line for line in drawn if line.startswith(arrow) and row.guard_text in line]


def test_diagram_shows_no_other_transition() -> None:
    arrows = [line for line in diagram().splitlines() if "[*]" not in line and "-->" in line]
    assert len(arrows) == len(TARGETS)


@pytest.mark.parametrize("trigger", [Trigger.INVESTIGATE, Trigger.MITIGATE, Trigger.REOPEN])
def test_machine_holds_no_reference_to_incidents(trigger: Trigger) -> None:
    incident = in_status(OPEN)
    try:
        incident.advance(Step(trigger), actor=BOB, now=LATER)
    except Refused:
        assert trigger is not Trigger.INVESTIGATE
    gone = weakref.ref(incident)
    del incident
    gc.collect()
    assert gone() is None


def test_incidents_do_not_share_a_status() -> None:
    first, second = in_status(OPEN), in_status(MITIGATED)
    first.advance(COMPLETE_STEPS[Trigger.INVESTIGATE], actor=BOB, now=LATER)
    second.advance(COMPLETE_STEPS[Trigger.START_POSTMORTEM], actor=BOB, now=LATER)
    assert (first.status, second.status) == (INVESTIGATING, POSTMORTEM)


def test_every_status_and_step_has_a_row() -> None:
    assert list(STATUSES) == list(Status)
    assert list(STEPS) == list(Trigger)


@pytest.mark.parametrize("status", Status)
def test_only_optional_statuses_depend_on_being_enabled(status: Status) -> None:
    assert is_enabled(status, OPTIONAL_STATUSES)
    assert is_enabled(status, ()) is (status not in OPTIONAL_STATUSES)


def test_step_to_a_disabled_status_is_refused() -> None:
    with pytest.raises(NotAllowedInStatus):
        refuse_disabled(in_status(MITIGATED), Trigger.MONITOR, ())
    refuse_disabled(in_status(MITIGATED), Trigger.MONITOR, {MONITORING})


def test_incident_in_a_disabled_status_can_leave_it() -> None:
    incident = in_status(MONITORING, policy=DEMANDING)
    steps = offered_steps(incident, ())
    assert steps == (Trigger.START_POSTMORTEM, Trigger.REOPEN)
    for trigger in steps:
        refuse_disabled(incident, trigger, ())


@given(st.sampled_from(Status), st.sampled_from([RELAXED, DEMANDING]))
def test_offered_step_is_accepted(status: Status, policy: SeverityPolicy) -> None:
    for trigger in offered_steps(in_status(status, policy=policy), OPTIONAL_STATUSES):
        in_status(status, policy=policy).advance(COMPLETE_STEPS[trigger], actor=BOB, now=LATER)


def test_promised_update_stays_promised_in_monitoring() -> None:
    incident = in_status(MITIGATED)
    incident.post_update(Update(impact="", changed="", next_update=LATER), actor=BOB, now=NOW)
    incident.advance(Step(Trigger.MONITOR), actor=BOB, now=NOW)
    assert incident.update_due == LATER
