"""Corrections of milestone times."""

from copy import deepcopy
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.errors import FieldProblem, InvalidField, NoChange
from firefighter.domain.events import MilestonesCorrected
from firefighter.domain.lifecycle import Status
from firefighter.domain.milestones import CORRECTABLE, Correction, Milestone
from tests.domain.incidents import ANA, BOB, LATER, NOW, declared, in_status

IMPACT_STARTED, DETECTED, _DECLARED, ACKNOWLEDGED, MITIGATED, _CLOSED = Milestone
MUCH_LATER = LATER + timedelta(hours=5)


def at(minutes: float) -> datetime:
    """Minutes after the declaration."""
    return NOW + timedelta(minutes=minutes)


def test_detection_defaults_to_declaration() -> None:
    assert declared().milestones[DETECTED] == NOW


def test_correction_records_the_previous_time() -> None:
    incident = in_status(Status.INVESTIGATING)
    told = {IMPACT_STARTED: at(-30), DETECTED: at(-10), ACKNOWLEDGED: at(0)}
    incident.correct_milestones(told, actor=BOB, now=LATER)
    assert incident.milestones[IMPACT_STARTED] == at(-30)
    assert incident.milestones[DETECTED] == at(-10)
    assert incident.events == [
        MilestonesCorrected(
            actor=BOB,
            at=LATER,
            corrections=(
                Correction(IMPACT_STARTED, None, at(-30)),
                Correction(DETECTED, NOW, at(-10)),
            ),
        )
    ]


@pytest.mark.parametrize("status", [Status.MITIGATED, Status.POSTMORTEM, Status.CLOSED])
def test_mitigation_can_be_corrected_to_an_earlier_time(status: Status) -> None:
    incident = in_status(status)
    incident.correct_milestones({MITIGATED: at(-5)}, actor=BOB, now=LATER)
    assert incident.milestones[MITIGATED] == at(-5)


def test_difference_in_seconds_is_not_a_correction() -> None:
    incident = declared()
    incident.milestones[DETECTED] = NOW + timedelta(seconds=42, microseconds=7)
    with pytest.raises(NoChange):
        incident.correct_milestones({DETECTED: NOW}, actor=BOB, now=LATER)


REFUSED = [
    (Status.OPEN, {IMPACT_STARTED: at(25)}, IMPACT_STARTED, FieldProblem.IN_FUTURE),
    (
        Status.OPEN,
        {IMPACT_STARTED: at(-367 * 24 * 60)},
        IMPACT_STARTED,
        FieldProblem.LONG_BEFORE_DECLARED,
    ),
    (Status.CLOSED, {MITIGATED: at(-367 * 24 * 60)}, MITIGATED, FieldProblem.LONG_BEFORE_DECLARED),
    (Status.OPEN, {IMPACT_STARTED: at(5)}, IMPACT_STARTED, FieldProblem.DETECTED_BEFORE_IT_STARTED),
    (
        Status.OPEN,
        {IMPACT_STARTED: at(-5), DETECTED: at(-6)},
        IMPACT_STARTED,
        FieldProblem.DETECTED_BEFORE_IT_STARTED,
    ),
    (Status.OPEN, {DETECTED: at(5)}, DETECTED, FieldProblem.DETECTED_AFTER_DECLARED),
    (Status.OPEN, {ACKNOWLEDGED: at(-5)}, ACKNOWLEDGED, FieldProblem.ACKNOWLEDGED_BEFORE_DETECTED),
    (Status.OPEN, {MITIGATED: at(1)}, MITIGATED, FieldProblem.NOT_MITIGATED),
    (Status.CLOSED, {MITIGATED: at(10)}, MITIGATED, FieldProblem.MITIGATED_AFTER_CLOSED),
    (
        Status.MITIGATED,
        {IMPACT_STARTED: at(-5), DETECTED: at(-5), MITIGATED: at(-6)},
        IMPACT_STARTED,
        FieldProblem.MITIGATED_BEFORE_IT_STARTED,
    ),
]


@pytest.mark.parametrize(("status", "told", "name", "problem"), REFUSED)
def test_impossible_time_is_refused_at_its_field(
    status: Status, told: dict[Milestone, datetime], name: Milestone, problem: FieldProblem
) -> None:
    incident = in_status(status)
    before = deepcopy(incident)
    with pytest.raises(InvalidField) as refused:
        incident.correct_milestones(told, actor=BOB, now=LATER)
    assert (refused.value.name, refused.value.problem) == (name, problem)
    assert incident == before


times = st.integers(-600, 600).map(at)
memories = st.dictionaries(st.sampled_from(CORRECTABLE), times)


@given(st.sampled_from(Status), st.lists(memories, max_size=4))
def test_corrections_never_put_milestones_out_of_order(
    status: Status, told: list[dict[Milestone, datetime]]
) -> None:
    incident = in_status(status)
    for memory in told:
        try:
            incident.correct_milestones(memory, actor=ANA, now=MUCH_LATER)
        except (InvalidField, NoChange):
            continue
    life = incident.milestones
    for order in ((IMPACT_STARTED, DETECTED, ACKNOWLEDGED), (IMPACT_STARTED, MITIGATED)):
        reached = [life[each] for each in order if each in life]
        assert reached == sorted(reached)
    assert all(time <= MUCH_LATER for time in life.values())
    assert life[Milestone.DECLARED] == NOW
