"""Every pair of status and step, with what comes of it."""

import gc
import weakref
from copy import deepcopy
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.errors import Incomplete, Missing, NotAllowed, Refused
from firefighter.domain.lifecycle import (
    TRANSITIONS,
    CancelReason,
    Status,
    Step,
    Trigger,
    diagram,
    triggers_from,
)
from firefighter.domain.severity import SeverityPolicy
from tests.domain.incidents import BOB, DEMANDING, LATER, RELAXED, SAID_IN_FULL, in_status

OPEN, INVESTIGATING, MITIGATED, POSTMORTEM, CLOSED = Status

LEADS_TO = {
    (OPEN, Trigger.INVESTIGATE): INVESTIGATING,
    (OPEN, Trigger.MITIGATE): MITIGATED,
    (OPEN, Trigger.CANCEL): CLOSED,
    (INVESTIGATING, Trigger.MITIGATE): MITIGATED,
    (INVESTIGATING, Trigger.CANCEL): CLOSED,
    (MITIGATED, Trigger.START_POSTMORTEM): POSTMORTEM,
    (MITIGATED, Trigger.CLOSE): CLOSED,
    (MITIGATED, Trigger.REOPEN): INVESTIGATING,
    (POSTMORTEM, Trigger.CLOSE): CLOSED,
    (POSTMORTEM, Trigger.REOPEN): INVESTIGATING,
    (CLOSED, Trigger.REOPEN): INVESTIGATING,
}
NOWHERE = [pair for pair in product(Status, Trigger) if pair not in LEADS_TO]

MISSED_BY_A_BARE_STEP = {
    (OPEN, Trigger.MITIGATE): (Missing.HOW_MITIGATED,),
    (OPEN, Trigger.CANCEL): (Missing.REASON,),
    (INVESTIGATING, Trigger.MITIGATE): (Missing.HOW_MITIGATED,),
    (INVESTIGATING, Trigger.CANCEL): (Missing.REASON,),
    (MITIGATED, Trigger.REOPEN): (Missing.REASON,),
    (POSTMORTEM, Trigger.CLOSE): (Missing.COMMANDER, Missing.SUMMARY),
    (POSTMORTEM, Trigger.REOPEN): (Missing.REASON,),
    (CLOSED, Trigger.REOPEN): (Missing.REASON,),
}
BARE_IS_ENOUGH = [pair for pair in LEADS_TO if pair not in MISSED_BY_A_BARE_STEP]

any_step = st.builds(
    Step,
    st.sampled_from(Trigger),
    note=st.sampled_from(["", "because it was so"]),
    cancel_reason=st.sampled_from([None, *CancelReason]),
    duplicate_of=st.sampled_from([None, 7]),
    may_override=st.booleans(),
)


@pytest.mark.parametrize(("pair", "target"), LEADS_TO.items())
def test_a_step_said_in_full_leads_on(pair: tuple[Status, Trigger], target: Status) -> None:
    incident = in_status(pair[0])
    incident.advance(SAID_IN_FULL[pair[1]], actor=BOB, now=LATER)
    assert incident.status is target


@pytest.mark.parametrize(("status", "trigger"), NOWHERE)
def test_a_step_that_is_not_in_the_table_is_not_allowed(status: Status, trigger: Trigger) -> None:
    incident = in_status(status)
    before = deepcopy(incident)
    with pytest.raises(NotAllowed) as refused:
        incident.advance(SAID_IN_FULL[trigger], actor=BOB, now=LATER)
    assert (refused.value.trigger, refused.value.status) == (trigger, status)
    assert incident == before


@pytest.mark.parametrize(("pair", "missing"), MISSED_BY_A_BARE_STEP.items())
def test_a_bare_step_is_told_what_is_missing(
    pair: tuple[Status, Trigger], missing: tuple[Missing, ...]
) -> None:
    incident = in_status(pair[0])
    before = deepcopy(incident)
    with pytest.raises(Incomplete) as refused:
        incident.advance(Step(pair[1]), actor=BOB, now=LATER)
    assert (refused.value.trigger, refused.value.missing) == (pair[1], missing)
    assert incident == before


@pytest.mark.parametrize(("status", "trigger"), BARE_IS_ENOUGH)
def test_a_step_that_asks_for_nothing_is_one_press(status: Status, trigger: Trigger) -> None:
    incident = in_status(status)
    incident.advance(Step(trigger), actor=BOB, now=LATER)
    assert incident.status is LEADS_TO[status, trigger]


@given(st.sampled_from(Status), any_step, st.sampled_from([RELAXED, DEMANDING]))
def test_triggers_from_names_exactly_the_steps_that_exist(
    status: Status, step: Step, policy: SeverityPolicy
) -> None:
    incident = in_status(status, policy=policy)
    try:
        incident.advance(step, actor=BOB, now=LATER)
    except NotAllowed:
        exists = False
    except Incomplete:
        exists = True
    else:
        exists = True
    assert exists == (step.trigger in triggers_from(status))


@given(st.sampled_from(Status), any_step, st.sampled_from([RELAXED, DEMANDING]))
def test_a_refusal_changes_nothing(status: Status, step: Step, policy: SeverityPolicy) -> None:
    incident = in_status(status, policy=policy)
    before = deepcopy(incident)
    try:
        incident.advance(step, actor=BOB, now=LATER)
    except Refused:
        assert incident == before
    else:
        assert incident.status is LEADS_TO[status, step.trigger]
        assert len(incident.events) == 1


def test_the_diagram_shows_every_row_of_the_table() -> None:
    drawn = diagram().splitlines()
    for row in TRANSITIONS:
        for source in row.sources:
            arrow = f"    {source} --> {row.target}: {row.trigger}"
            assert [line for line in drawn if line.startswith(arrow) and row.asks in line]


def test_the_diagram_shows_no_step_that_the_table_does_not_know() -> None:
    arrows = [line for line in diagram().splitlines() if "[*]" not in line and "-->" in line]
    assert len(arrows) == len(LEADS_TO)


@pytest.mark.parametrize("trigger", [Trigger.INVESTIGATE, Trigger.MITIGATE, Trigger.REOPEN])
def test_the_one_machine_keeps_no_incident(trigger: Trigger) -> None:
    incident = in_status(OPEN)
    try:
        incident.advance(Step(trigger), actor=BOB, now=LATER)
    except Refused:
        assert trigger is not Trigger.INVESTIGATE
    gone = weakref.ref(incident)
    del incident
    gc.collect()
    assert gone() is None


def test_incidents_that_share_the_machine_do_not_share_a_status() -> None:
    first, second = in_status(OPEN), in_status(MITIGATED)
    first.advance(SAID_IN_FULL[Trigger.INVESTIGATE], actor=BOB, now=LATER)
    second.advance(SAID_IN_FULL[Trigger.START_POSTMORTEM], actor=BOB, now=LATER)
    assert (first.status, second.status) == (INVESTIGATING, POSTMORTEM)
