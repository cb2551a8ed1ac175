from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.errors import AlreadySo, UnknownFollowUp
from firefighter.domain.events import FollowUpChanged
from firefighter.domain.follow_ups import (
    FollowUp,
    FollowUpNumber,
    FollowUpState,
    most_urgent_first,
    next_number,
    numbered,
)
from firefighter.domain.lifecycle import Status
from tests.domain.incidents import ANA, BOB, LATER, in_status

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def follow_up(number: int = 1, **values: object) -> FollowUp:
    return replace(FollowUp(number=FollowUpNumber(number), text="Add an alarm"), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("status", Status)
def test_follow_ups_are_written_down_and_done_whatever_the_status(status: Status) -> None:
    incident = in_status(status)
    first = follow_up(owner=BOB, due=MONDAY)
    incident.follow_up(first, actor=ANA, now=LATER)
    done = replace(first, state=FollowUpState.DONE)
    incident.follow_up(done, actor=BOB, now=LATER)
    assert incident.follow_ups == {1: done}
    assert incident.events == [
        FollowUpChanged(actor=ANA, at=LATER, before=None, after=first),
        FollowUpChanged(actor=BOB, at=LATER, before=first, after=done),
    ]


def test_no_change_is_refused_and_leaves_no_trace() -> None:
    incident = in_status(Status.OPEN)
    incident.follow_up(follow_up(), actor=ANA, now=LATER)
    incident.events.clear()
    with pytest.raises(AlreadySo):
        incident.follow_up(follow_up(), actor=BOB, now=LATER)
    assert incident.events == []


@pytest.mark.parametrize(
    ("due", "state", "overdue"),
    [
        (MONDAY, FollowUpState.OPEN, True),
        (TUESDAY, FollowUpState.OPEN, False),
        (None, FollowUpState.OPEN, False),
        (MONDAY, FollowUpState.DONE, False),
        (MONDAY, FollowUpState.DROPPED, False),
    ],
)
def test_what_is_overdue_on_tuesday(due: date | None, state: FollowUpState, overdue: bool) -> None:
    assert follow_up(due=due, state=state).is_overdue(TUESDAY) is overdue


def test_the_most_urgent_comes_first_and_what_is_settled_does_not_come() -> None:
    known = [
        follow_up(1),
        follow_up(2, due=TUESDAY),
        follow_up(3, due=MONDAY, state=FollowUpState.DONE),
        follow_up(4, due=MONDAY),
        follow_up(5, due=TUESDAY),
    ]
    urgent = most_urgent_first({each.number: each for each in known})
    assert [each.number for each in urgent] == [4, 2, 5, 1]


@given(st.sets(st.integers(1, 100)))
def test_numbers_are_never_given_twice(taken: set[int]) -> None:
    known = {FollowUpNumber(number): follow_up(number) for number in taken}
    number = next_number(known)
    assert number not in known
    with pytest.raises(UnknownFollowUp):
        numbered(known, number)
