from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.errors import NoChange, UnknownFollowUp
from firefighter.domain.events import FollowUpChanged
from firefighter.domain.follow_ups import (
    FollowUp,
    FollowUpNumber,
    FollowUpState,
    Priority,
    by_urgency,
    get_follow_up,
    next_follow_up_number,
)
from firefighter.domain.lifecycle import Status
from tests.domain.incidents import ANA, BOB, LATER, in_status

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def follow_up(number: int = 1, **values: object) -> FollowUp:
    return replace(FollowUp(number=FollowUpNumber(number), text="Add an alarm"), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("status", Status)
def test_follow_ups_can_be_added_and_completed_in_any_status(status: Status) -> None:
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


def test_unchanged_follow_up_is_refused() -> None:
    incident = in_status(Status.OPEN)
    incident.follow_up(follow_up(), actor=ANA, now=LATER)
    incident.events.clear()
    with pytest.raises(NoChange):
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
def test_follow_up_is_overdue_after_its_due_date(
    due: date | None, state: FollowUpState, overdue: bool
) -> None:
    assert follow_up(due=due, state=state).is_overdue(TUESDAY) is overdue


def test_open_follow_ups_are_sorted_by_urgency() -> None:
    known = [
        follow_up(1),
        follow_up(2, due=TUESDAY),
        follow_up(3, due=MONDAY, state=FollowUpState.DONE),
        follow_up(4, due=MONDAY),
        follow_up(5, due=TUESDAY, priority=Priority.P0),
        follow_up(6, priority=Priority.P1),
    ]
    urgent = by_urgency({each.number: each for each in known})
    assert [each.number for each in urgent] == [4, 5, 2, 6, 1]


@given(st.sets(st.integers(1, 100)))
def test_follow_up_numbers_are_never_reused(taken: set[int]) -> None:
    known = {FollowUpNumber(number): follow_up(number) for number in taken}
    number = next_follow_up_number(known)
    assert number not in known
    with pytest.raises(UnknownFollowUp):
        get_follow_up(known, number)
