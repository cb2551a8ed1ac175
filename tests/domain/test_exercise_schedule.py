"""When exercises are due, what can be decided about one, and which scenario is chosen."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.drill import ScenarioRef
from firefighter.domain.errors import InvalidField
from firefighter.domain.exercise_schedule import (
    MOST_POSTPONEMENTS,
    ExerciseCalendar,
    ExerciseDecided,
    ExerciseSchedule,
    ExerciseSchedules,
    ExerciseState,
    MissedReason,
    PlannedExercise,
    ScenarioChoice,
    least_recently_trained,
)
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.scenario import ScenarioId

KIM, LEE = UserId("U0KIM"), UserId("U0LEE")
THURSDAY = date(2026, 3, 5)
SCHEDULE = ExerciseSchedule(
    name="Prices", team="Shop", scenario="two-prices", first=THURSDAY, every_weeks=4
)
PLANNED = PlannedExercise(key="prices", slot=THURSDAY, day=THURSDAY)
TEA = ScenarioRef(ScenarioId("tea"), 1)
CALENDAR = ExerciseCalendar()


@given(
    start=st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    days=st.integers(0, 100),
    weeks=st.integers(1, 104),
)
def test_slots_are_those_of_the_schedule(start: date, days: int, weeks: int) -> None:
    schedule = replace(SCHEDULE, every_weeks=weeks)
    end = start + timedelta(days=days)
    every = (THURSDAY + timedelta(weeks=weeks * n) for n in range(300))
    assert list(schedule.slots(start, end)) == [slot for slot in every if start <= slot <= end]


def test_exercise_is_asked_for_in_the_week_before() -> None:
    schedules = ExerciseSchedules((SCHEDULE,))
    asked = [
        day
        for day in (THURSDAY - timedelta(days=n) for n in range(20, -20, -1))
        if list(schedules.due(day))
    ]
    assert asked == [THURSDAY - timedelta(days=n) for n in range(7, -1, -1)]


def test_weekends_holidays_and_freezes_are_passed_over() -> None:
    calendar = ExerciseCalendar(
        holidays=frozenset({THURSDAY}), freezes=((date(2026, 3, 6), date(2026, 3, 9)),)
    )
    assert calendar.next_allowed(THURSDAY) == date(2026, 3, 10)
    assert ExerciseCalendar(weekdays=frozenset()).next_allowed(THURSDAY) is None
    due = ExerciseSchedules((SCHEDULE,), calendar).due(THURSDAY)
    assert list(due) == [(SCHEDULE, THURSDAY, date(2026, 3, 10))]


def test_only_one_answer_counts() -> None:
    agreed = PLANNED.agreed(KIM, TEA)
    assert (agreed.state, agreed.decided_by, agreed.scenario) == (ExerciseState.AGREED, KIM, TEA)
    with pytest.raises(ExerciseDecided) as caught:
        agreed.agreed(LEE, TEA)
    assert (caught.value.state, caught.value.by) == (ExerciseState.AGREED, KIM)


def test_agreed_exercise_can_be_moved_and_skipped_until_it_starts() -> None:
    agreed = PLANNED.agreed(KIM, TEA)
    moved = agreed.moved(date(2026, 3, 9), LEE, TEA, CALENDAR, THURSDAY)
    assert (moved.day, moved.decided_by, moved.slot) == (date(2026, 3, 9), LEE, THURSDAY)
    assert agreed.skipped(LEE, "Holidays").state is ExerciseState.SKIPPED
    for over in (
        agreed.started(IncidentId(1)),
        agreed.missed(MissedReason.BLOCKED),
        agreed.skipped(KIM, "No"),
    ):
        with pytest.raises(ExerciseDecided):
            over.skipped(LEE, "Holidays")
        with pytest.raises(ExerciseDecided):
            over.moved(date(2026, 3, 9), LEE, TEA, CALENDAR, THURSDAY)


@pytest.mark.parametrize(
    "to", [None, THURSDAY, date(2026, 3, 7), date(2026, 3, 4), date(2026, 5, 5)]
)
def test_day_that_is_not_allowed_is_refused(to: date | None) -> None:
    with pytest.raises(InvalidField):
        PLANNED.moved(to, KIM, TEA, CALENDAR, THURSDAY)


def test_skipping_needs_a_reason() -> None:
    with pytest.raises(InvalidField):
        PLANNED.skipped(KIM, "")


def test_it_is_given_up_after_some_days() -> None:
    planned = PLANNED.agreed(KIM, TEA)
    for _ in range(MOST_POSTPONEMENTS):
        planned = planned.postponed_to(THURSDAY)
        assert planned.state is ExerciseState.AGREED
    assert planned.postponed_to(THURSDAY).state is ExerciseState.MISSED
    assert PLANNED.postponed_to(None).reason == MissedReason.BLOCKED


def choice(name: str, failure_class: str) -> ScenarioChoice:
    return ScenarioChoice(ScenarioRef(ScenarioId(name), 1), failure_class)


def at(day: int) -> datetime:
    return datetime(2026, 1, day, tzinfo=UTC)


def test_class_that_was_trained_longest_ago_comes_first() -> None:
    known = [choice("a", "data"), choice("b", "data"), choice("c", "network"), choice("d", "x")]
    names = [each.scenario.id for each in known]
    a, b, c, d = names

    def chosen(**days: int) -> str:
        found = least_recently_trained(
            known, {ScenarioId(name): at(day) for name, day in days.items()}
        )
        assert found is not None
        return found.id

    assert chosen() == a
    assert chosen(a=1) == c
    assert chosen(a=1, c=2) == d
    assert chosen(a=1, c=2, d=3) == b
    assert chosen(a=1, b=4, c=2, d=3) == c
    assert least_recently_trained([], {}) is None
