"""Hypotheses: the table of their states, and what a change records."""

from dataclasses import replace

import pytest

from firefighter.domain.errors import (
    FieldProblem,
    HypothesisNotOpen,
    InvalidField,
    NoChange,
    UnknownHypothesis,
)
from firefighter.domain.events import DecisionRecorded, HypothesisChanged
from firefighter.domain.hypotheses import (
    Hypothesis,
    HypothesisNumber,
    HypothesisState,
    HypothesisStep,
    HypothesisStepKind,
    advanced,
    by_interest,
    get_hypothesis,
    hypothesis_step_kinds,
    next_hypothesis_number,
    requires_finding,
    target_of,
)
from firefighter.domain.timeline import Entry, decisions_in, hypotheses_in
from tests.domain.incidents import ANA, BOB, LATER, NOW, declared

POOL = Hypothesis(
    number=HypothesisNumber(1),
    text="The connection pool is exhausted",
    proposed_by=ANA,
    proposed_at=NOW,
)
PATHS = {
    HypothesisState.PROPOSED: {
        HypothesisStepKind.TEST,
        HypothesisStepKind.CONFIRM,
        HypothesisStepKind.REFUTE,
    },
    HypothesisState.TESTING: {HypothesisStepKind.CONFIRM, HypothesisStepKind.REFUTE},
    HypothesisState.CONFIRMED: {HypothesisStepKind.TEST},
    HypothesisState.REFUTED: {HypothesisStepKind.TEST},
    HypothesisState.MOVED: set[HypothesisStepKind](),
}


@pytest.mark.parametrize("state", HypothesisState)
@pytest.mark.parametrize("step_kind", HypothesisStepKind)
def test_each_state_allows_the_steps_of_the_table_and_no_other(
    state: HypothesisState, step_kind: HypothesisStepKind
) -> None:
    assert set(hypothesis_step_kinds(state)) == PATHS[state]
    before, step = replace(POOL, state=state), HypothesisStep(step_kind, "12 of 12 in use")
    if step_kind in PATHS[state]:
        after = advanced(before, step, actor=BOB, now=LATER)
        assert after == replace(
            POOL, state=target_of(step_kind), note=step.note, changed_by=BOB, changed_at=LATER
        )
    elif state is target_of(step_kind):
        with pytest.raises(NoChange):
            advanced(before, step, actor=BOB, now=LATER)
    else:
        with pytest.raises(HypothesisNotOpen) as refused:
            advanced(before, step, actor=BOB, now=LATER)
        assert (refused.value.number, refused.value.state) == (1, state)


@pytest.mark.parametrize("step_kind", HypothesisStepKind)
def test_only_a_verdict_says_what_was_seen(step_kind: HypothesisStepKind) -> None:
    if not requires_finding(step_kind):
        assert advanced(POOL, HypothesisStep(step_kind), actor=BOB, now=LATER).note == ""
        return
    with pytest.raises(InvalidField) as refused:
        advanced(POOL, HypothesisStep(step_kind), actor=BOB, now=LATER)
    assert refused.value.problem is FieldProblem.NO_FINDING


def test_a_change_is_an_event_with_the_state_before() -> None:
    incident = declared()
    incident.change_hypothesis(HypothesisChanged.of({}, POOL, actor=ANA, at=NOW))
    testing = advanced(POOL, HypothesisStep(HypothesisStepKind.TEST), actor=BOB, now=LATER)
    known = incident.hypotheses
    incident.change_hypothesis(HypothesisChanged.of(known, testing, actor=BOB, at=LATER))
    assert incident.hypotheses == {1: testing}
    changes = incident.events[-2:]
    assert changes == [
        HypothesisChanged(actor=ANA, at=NOW, before=None, after=POOL),
        HypothesisChanged(actor=BOB, at=LATER, before=HypothesisState.PROPOSED, after=testing),
    ]
    assert hypotheses_in(Entry(event, LATER) for event in changes) == incident.hypotheses


def test_numbers_count_within_the_incident() -> None:
    assert next_hypothesis_number({}) == 1
    assert next_hypothesis_number({POOL.number: POOL}) == 2
    assert POOL.label == "H1"
    with pytest.raises(UnknownHypothesis):
        get_hypothesis({POOL.number: POOL}, HypothesisNumber(2))


def test_what_is_confirmed_comes_first_and_what_is_refuted_late() -> None:
    known = {
        HypothesisNumber(number): replace(POOL, number=HypothesisNumber(number), state=state)
        for number, state in enumerate(HypothesisState, 1)
    }
    assert [each.state for each in by_interest(known)] == [
        HypothesisState.CONFIRMED,
        HypothesisState.TESTING,
        HypothesisState.PROPOSED,
        HypothesisState.REFUTED,
        HypothesisState.MOVED,
    ]


def test_a_decision_is_an_entry_that_people_can_reword() -> None:
    incident = declared()
    incident.record(DecisionRecorded(actor=BOB, at=LATER, text="Roll back to 4.1"))
    (decision,) = decisions_in(Entry(event, LATER) for event in incident.events)
    assert (decision.text, decision.is_editable) == ("Roll back to 4.1", True)
