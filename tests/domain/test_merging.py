"""What can be merged, and what moves to the target."""

from dataclasses import replace
from datetime import date

import pytest

from firefighter.domain.errors import Action, FieldProblem, InvalidField, NotAllowedInStatus
from firefighter.domain.events import FollowUpChanged, HypothesisChanged, Merged, StatusChanged
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber, FollowUpState
from firefighter.domain.hypotheses import Hypothesis, HypothesisNumber, HypothesisState
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.lifecycle import Decline, DeclineReason, Status, StepKind
from firefighter.domain.merging import DuplicateEnding, can_take_over, decline_as_duplicate, merge
from firefighter.domain.redaction import named_incident
from tests.domain.incidents import ANA, BOB, LATER, NOW, in_status

ENDING = DuplicateEnding(ANA, "Seen twice", (BOB,))
ALARM = FollowUp(
    number=FollowUpNumber(1),
    text="Add an alarm",
    owner=BOB,
    due=date(2026, 3, 9),
    ticket="https://tickets.example/7",
    source="https://chat.example/1",
)


POOL = Hypothesis(
    number=HypothesisNumber(1),
    text="The connection pool is exhausted",
    proposed_by=BOB,
    proposed_at=NOW,
)


def merge_target(status: Status = Status.INVESTIGATING, *, private: bool = False) -> Incident:
    return replace(in_status(status, private=private), id=IncidentId(7), events=[])


def test_merge_closes_the_duplicate_and_records_it_in_the_target() -> None:
    duplicate, other = in_status(Status.OPEN), merge_target()
    merge(duplicate, other, ENDING, LATER)
    assert duplicate.declined == Decline(DeclineReason.DUPLICATE, other.id)
    assert duplicate.events == [
        StatusChanged(
            actor=ANA,
            at=LATER,
            step_kind=StepKind.DECLINE,
            before=Status.OPEN,
            after=Status.CLOSED,
            note="Seen twice",
            decline_reason=DeclineReason.DUPLICATE,
            duplicate_of=other.id,
            merged=True,
        )
    ]
    assert other.events == [
        Merged(actor=ANA, at=LATER, duplicate=duplicate.id, title=duplicate.title, people=(BOB,))
    ]
    assert other.status is Status.INVESTIGATING


def test_moved_follow_ups_only_get_a_new_number() -> None:
    duplicate, other = in_status(Status.OPEN), merge_target()
    other.follow_up(replace(ALARM, text="Theirs"), actor=ANA, now=NOW)
    duplicate.follow_up(ALARM, actor=ANA, now=NOW)
    dropped = replace(ALARM, number=FollowUpNumber(2), state=FollowUpState.DROPPED)
    duplicate.follow_up(dropped, actor=ANA, now=NOW)
    merge(duplicate, other, ENDING, LATER)
    assert other.follow_ups[FollowUpNumber(2)] == replace(ALARM, number=FollowUpNumber(2))
    assert duplicate.follow_ups == {1: replace(ALARM, state=FollowUpState.MOVED), 2: dropped}
    told, came = other.events[-2:]
    assert isinstance(told, Merged)
    assert told.follow_ups == 1
    assert isinstance(came, FollowUpChanged)
    assert (came.before, came.merged) == (None, duplicate.id)


def test_hypotheses_move_with_who_and_when_also_settled_ones() -> None:
    duplicate, other = in_status(Status.OPEN), merge_target()
    theirs = replace(POOL, text="Theirs")
    other.change_hypothesis(HypothesisChanged.of({}, theirs, actor=ANA, at=NOW))
    refuted = replace(
        POOL,
        number=HypothesisNumber(2),
        state=HypothesisState.REFUTED,
        note="2 of 12 in use",
        changed_by=BOB,
        changed_at=NOW,
    )
    moved = replace(POOL, number=HypothesisNumber(3), state=HypothesisState.MOVED)
    for each in (POOL, refuted, moved):
        duplicate.change_hypothesis(HypothesisChanged.of({}, each, actor=ANA, at=NOW))
    merge(duplicate, other, ENDING, LATER)
    assert [
        (each.label, each.text, each.state, each.note) for each in other.hypotheses.values()
    ] == [
        ("H1", "Theirs", HypothesisState.PROPOSED, ""),
        ("H2", POOL.text, HypothesisState.PROPOSED, ""),
        ("H3", POOL.text, HypothesisState.REFUTED, "2 of 12 in use"),
    ]
    assert other.hypotheses[HypothesisNumber(3)].changed_at == NOW
    assert {each.state for each in duplicate.hypotheses.values()} == {HypothesisState.MOVED}
    told, *came = other.events[-3:]
    assert isinstance(told, Merged)
    assert told.hypotheses == 2
    assert [named_incident(event) for event in came] == [duplicate.id, duplicate.id]


def test_duplicate_leaves_a_closed_original_unchanged() -> None:
    duplicate, over = in_status(Status.OPEN), merge_target(Status.CLOSED)
    duplicate.follow_up(ALARM, actor=ANA, now=NOW)
    assert not can_take_over(over, duplicate)
    decline_as_duplicate(duplicate, over, ENDING, LATER)
    assert duplicate.declined == Decline(DeclineReason.DUPLICATE, over.id)
    assert duplicate.follow_ups[FollowUpNumber(1)].is_open
    assert over.events == []


@pytest.mark.parametrize("status", [Status.MITIGATED, Status.POSTMORTEM, Status.CLOSED])
def test_only_active_incidents_can_be_merged(status: Status) -> None:
    with pytest.raises(NotAllowedInStatus) as refused:
        merge(in_status(status), merge_target(), ENDING, LATER)
    assert (refused.value.action, refused.value.status) == (Action.MERGE, status)


def declined() -> Incident:
    other = merge_target(Status.CLOSED)
    other.declined = Decline(DeclineReason.FALSE_ALARM)
    return other


def drill() -> Incident:
    other = merge_target()
    other.kind = Kind.DRILL
    return other


@pytest.mark.parametrize(
    ("other", "private", "problem"),
    [
        (merge_target(Status.CLOSED), False, FieldProblem.ORIGINAL_IS_OVER),
        (declined(), False, FieldProblem.ORIGINAL_WAS_DECLINED),
        (drill(), False, FieldProblem.DRILL_AND_REAL),
        (merge_target(private=True), False, FieldProblem.ONE_IS_PRIVATE),
        (merge_target(), True, FieldProblem.ONE_IS_PRIVATE),
    ],
)
def test_refused_merge_names_the_field_and_changes_nothing(
    other: Incident, private: bool, problem: FieldProblem
) -> None:
    duplicate = in_status(Status.OPEN, private=private)
    with pytest.raises(InvalidField) as refused:
        merge(duplicate, other, ENDING, LATER)
    assert (refused.value.name, refused.value.problem) == ("duplicate_of", problem)
    assert (duplicate.events, other.events) == ([], [])
    assert duplicate.status is Status.OPEN


def test_merge_accepts_two_drills_or_two_private_incidents() -> None:
    exercise = in_status(Status.OPEN)
    exercise.kind = Kind.DRILL
    merge(exercise, drill(), ENDING, LATER)
    secret = in_status(Status.OPEN, private=True)
    assert can_take_over(merge_target(private=True), secret)
    merge(secret, merge_target(private=True), ENDING, LATER)
    assert exercise.declined
    assert secret.declined


def test_private_incident_can_be_a_duplicate_of_a_public_one() -> None:
    secret, public = in_status(Status.OPEN, private=True), merge_target()
    assert not can_take_over(public, secret)
    decline_as_duplicate(secret, public, ENDING, LATER)
    assert public.events == []
    with pytest.raises(InvalidField):
        decline_as_duplicate(in_status(Status.OPEN), merge_target(private=True), ENDING, LATER)
