"""What may be merged, and what of a duplicate goes over."""

from dataclasses import replace
from datetime import date

import pytest

from firefighter.domain.errors import Flaw, InvalidField, NotAllowed
from firefighter.domain.events import FollowUpChanged, Merged, StatusChanged
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber, FollowUpState
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Cancellation, Incident, Kind
from firefighter.domain.lifecycle import CancelReason, Status, Trigger
from firefighter.domain.merging import Ending, can_take_over, cancel_as_duplicate, merge
from tests.domain.incidents import ANA, BOB, LATER, NOW, in_status

ENDING = Ending(ANA, "Seen twice", (BOB,))
ALARM = FollowUp(
    number=FollowUpNumber(1),
    text="Add an alarm",
    owner=BOB,
    due=date(2026, 3, 9),
    ticket="https://tickets.example/7",
    source="https://chat.example/1",
)


def survivor(status: Status = Status.INVESTIGATING, *, private: bool = False) -> Incident:
    return replace(in_status(status, private=private), id=IncidentId(7), events=[])


def test_the_duplicate_ends_and_the_survivor_is_told() -> None:
    duplicate, other = in_status(Status.OPEN), survivor()
    merge(duplicate, other, ENDING, LATER)
    assert duplicate.cancellation == Cancellation(CancelReason.DUPLICATE, other.id)
    assert duplicate.events == [
        StatusChanged(
            actor=ANA,
            at=LATER,
            trigger=Trigger.CANCEL,
            before=Status.OPEN,
            after=Status.CLOSED,
            note="Seen twice",
            cancel_reason=CancelReason.DUPLICATE,
            duplicate_of=other.id,
            merged=True,
        )
    ]
    assert other.events == [
        Merged(actor=ANA, at=LATER, duplicate=duplicate.id, title=duplicate.title, people=(BOB,))
    ]
    assert other.status is Status.INVESTIGATING


def test_what_is_left_to_do_is_numbered_anew_and_keeps_all_else() -> None:
    duplicate, other = in_status(Status.OPEN), survivor()
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


def test_of_an_original_that_is_over_nothing_changes() -> None:
    duplicate, over = in_status(Status.OPEN), survivor(Status.CLOSED)
    duplicate.follow_up(ALARM, actor=ANA, now=NOW)
    assert not can_take_over(over, duplicate)
    cancel_as_duplicate(duplicate, over, ENDING, LATER)
    assert duplicate.cancellation == Cancellation(CancelReason.DUPLICATE, over.id)
    assert duplicate.follow_ups[FollowUpNumber(1)].is_open
    assert over.events == []


@pytest.mark.parametrize("status", [Status.MITIGATED, Status.POSTMORTEM, Status.CLOSED])
def test_only_what_burns_is_a_duplicate(status: Status) -> None:
    with pytest.raises(NotAllowed) as refused:
        merge(in_status(status), survivor(), ENDING, LATER)
    assert (refused.value.trigger, refused.value.status) == ("merge", status)


def cancelled() -> Incident:
    other = survivor(Status.CLOSED)
    other.cancellation = Cancellation(CancelReason.FALSE_ALARM)
    return other


def drill() -> Incident:
    other = survivor()
    other.kind = Kind.DRILL
    return other


@pytest.mark.parametrize(
    ("other", "private", "flaw"),
    [
        (survivor(Status.CLOSED), False, Flaw.ORIGINAL_IS_OVER),
        (cancelled(), False, Flaw.ORIGINAL_WAS_CANCELLED),
        (drill(), False, Flaw.DRILL_AND_REAL),
        (survivor(private=True), False, Flaw.ONE_IS_PRIVATE),
        (survivor(), True, Flaw.ONE_IS_PRIVATE),
    ],
)
def test_a_refusal_names_the_field_and_changes_nothing(
    other: Incident, private: bool, flaw: Flaw
) -> None:
    duplicate = in_status(Status.OPEN, private=private)
    with pytest.raises(InvalidField) as refused:
        merge(duplicate, other, ENDING, LATER)
    assert (refused.value.name, refused.value.flaw) == ("duplicate_of", flaw)
    assert (duplicate.events, other.events) == ([], [])
    assert duplicate.status is Status.OPEN


def test_a_drill_is_merged_into_a_drill_and_a_private_one_into_a_private_one() -> None:
    exercise = in_status(Status.OPEN)
    exercise.kind = Kind.DRILL
    merge(exercise, drill(), ENDING, LATER)
    secret = in_status(Status.OPEN, private=True)
    assert can_take_over(survivor(private=True), secret)
    merge(secret, survivor(private=True), ENDING, LATER)
    assert exercise.cancellation
    assert secret.cancellation


def test_a_private_one_may_end_as_a_duplicate_of_what_everybody_knows() -> None:
    secret, public = in_status(Status.OPEN, private=True), survivor()
    assert not can_take_over(public, secret)
    cancel_as_duplicate(secret, public, ENDING, LATER)
    assert public.events == []
    with pytest.raises(InvalidField):
        cancel_as_duplicate(in_status(Status.OPEN), survivor(private=True), ENDING, LATER)
