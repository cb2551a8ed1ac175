"""When injects are due, in game time."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.ids import RoleKey, UserId
from firefighter.domain.injects import (
    DrillAction,
    InjectContext,
    due_injects,
    due_time,
    next_due,
)
from firefighter.domain.roles import COMMANDER
from firefighter.domain.scenario import (
    AtTime,
    ByHand,
    DrillEvent,
    Inject,
    InjectKind,
    InjectTrigger,
    OnEvent,
    OnSilence,
    Text,
)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def inject(inject_id: str, trigger: InjectTrigger, role: RoleKey | None = None) -> Inject:
    return Inject(
        id=inject_id,
        kind=InjectKind.FACT,
        trigger=trigger,
        text=Text({"en": "The queue grows."}),
        role=role,
    )


MITIGATED = DrillAction(DrillEvent.STATUS, "mitigated", minutes(10))
ON_MITIGATED = OnEvent(DrillEvent.STATUS, "mitigated", delay=minutes(2))


def test_an_inject_at_a_time_is_due_from_then_on() -> None:
    timed = inject("alert", AtTime(minutes(5)))
    assert due_injects([timed], InjectContext(), minutes(4.9)) == ()
    assert due_injects([timed], InjectContext(), minutes(5)) == (timed,)
    assert next_due([timed], InjectContext(), minutes(1)) == minutes(5)


def test_an_inject_on_an_event_waits_for_it_and_its_delay() -> None:
    triggered = inject("call", ON_MITIGATED)
    assert due_time(triggered, InjectContext()) is None
    assert due_time(triggered, InjectContext(actions=[MITIGATED])) == minutes(12)


def test_only_the_first_such_event_counts() -> None:
    again = DrillAction(DrillEvent.STATUS, "mitigated", minutes(30))
    context = InjectContext(actions=[again, MITIGATED])
    assert due_time(inject("call", ON_MITIGATED), context) == minutes(12)


def test_another_value_of_the_same_event_does_not_trigger() -> None:
    other = DrillAction(DrillEvent.STATUS, "investigating", minutes(1))
    assert due_time(inject("call", ON_MITIGATED), InjectContext(actions=[other])) is None


def test_silence_is_counted_from_the_last_activity() -> None:
    quiet = inject("question", OnSilence(minutes(3)))
    assert due_time(quiet, InjectContext()) == minutes(3)
    assert due_time(quiet, InjectContext(last_activity=minutes(8))) == minutes(11)


def test_silence_is_no_reason_to_ask_once_it_is_mitigated() -> None:
    quiet = inject("question", OnSilence(minutes(3)))
    assert due_time(quiet, InjectContext(actions=[MITIGATED], is_active=False)) is None


def test_an_inject_by_hand_is_never_due_by_itself() -> None:
    manual = inject("leak", ByHand())
    assert due_injects([manual], InjectContext(), minutes(60)) == ()
    assert next_due([manual], InjectContext(), minutes(0)) is None


def test_an_inject_by_hand_that_was_given_a_time_is_due_then() -> None:
    context = InjectContext(postponed={"leak": minutes(20)})
    assert due_time(inject("leak", ByHand()), context) == minutes(20)


def test_a_postponed_inject_is_due_later_and_never_earlier() -> None:
    timed = inject("alert", AtTime(minutes(5)))
    assert due_time(timed, InjectContext(postponed={"alert": minutes(9)})) == minutes(9)
    assert due_time(timed, InjectContext(postponed={"alert": minutes(1)})) == minutes(5)


def test_an_inject_for_a_role_waits_for_its_holder() -> None:
    private = inject("brief", AtTime(minutes(5)), role=COMMANDER)
    assert due_injects([private], InjectContext(), minutes(6)) == ()
    held = InjectContext(holders={COMMANDER: UserId("UANA")})
    assert due_injects([private], held, minutes(6)) == (private,)


@pytest.mark.parametrize("trigger", [AtTime(minutes(0)), ON_MITIGATED, OnSilence(minutes(1))])
def test_a_settled_inject_is_never_due_again(trigger: InjectTrigger) -> None:
    context = InjectContext(actions=[MITIGATED], settled={"alert"})
    assert due_injects([inject("alert", trigger)], context, minutes(60)) == ()
    assert next_due([inject("alert", trigger)], context, minutes(0)) is None


def test_several_due_injects_come_in_the_order_of_their_times() -> None:
    late, early = inject("late", AtTime(minutes(5))), inject("early", AtTime(minutes(2)))
    assert due_injects([late, early], InjectContext(), minutes(10)) == (early, late)


TIMES = st.integers(0, 60).map(minutes)


@given(st.lists(TIMES, max_size=8), TIMES)
def test_each_inject_is_due_now_or_has_a_next_time(times: list[timedelta], now: timedelta) -> None:
    """A drill that looks again at `next_due` misses none."""
    injects = [inject(f"inject-{number}", AtTime(time)) for number, time in enumerate(times)]
    due = due_injects(injects, InjectContext(), now)
    waiting = [each for each in injects if each not in due]
    following = next_due(injects, InjectContext(), now)
    assert (following is None) == (not waiting)
    assert following is None or following > now
