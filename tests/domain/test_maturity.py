"""The ladder of teams: what each level requires, how long it is held, and when it lapses."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.ids import UserId
from firefighter.domain.maturity import (
    DoneBy,
    ExerciseStep,
    HeldExercise,
    MaturityLevel,
    MaturityRules,
    Requirement,
    Signature,
    TeamExercise,
    TeamFacts,
    add_months,
    progress,
    standing,
    team_exercise,
)

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
COACH, KIM, LEE, MAX, GUEST = (UserId(f"U0{name}") for name in ("CO", "KIM", "LEE", "MAX", "G"))
MEMBERS = frozenset({KIM, LEE, MAX})
RULES = MaturityRules()
ACCOMPANIED, VALIDATED, INDEPENDENT, AUTONOMOUS = MaturityLevel
ALL_STEPS = dict.fromkeys(ExerciseStep, DoneBy.TEAM)


def held(months_ago: int = 1, **more: object) -> HeldExercise:
    exercise = HeldExercise(
        reference="GD-1", title="Prices", started_at=add_months(NOW, -months_ago)
    )
    return replace(exercise, **more)  # type: ignore[arg-type]


def seen(
    months_ago: int = 1,
    *,
    by: DoneBy = DoneBy.TEAM,
    led: bool = True,
    with_coach: bool = False,
    **more: object,
) -> TeamExercise:
    return TeamExercise(
        exercise=held(months_ago, **more),
        steps=dict.fromkeys(ExerciseStep, by),
        with_coach=with_coach,
        own_game_master=led,
    )


def facts(*exercises: TeamExercise, **more: int) -> TeamFacts:
    return TeamFacts(exercises=tuple(sorted(exercises, key=lambda each: each.at)), **more)


def reached(level: MaturityLevel, known: TeamFacts) -> dict[Requirement, tuple[int, bool]]:
    return {
        each.requirement: (each.reached, each.is_met) for each in progress(level, known, RULES, NOW)
    }


def signed(level: MaturityLevel, months_ago: int = 0) -> Signature:
    return Signature(level=level, by=COACH, at=add_months(NOW, -months_ago))


@pytest.mark.parametrize(
    ("players", "took_part"),
    [
        ((frozenset({KIM, LEE, MAX}),), True),
        ((frozenset({KIM, GUEST}),), True),
        ((frozenset({KIM, GUEST, UserId("U0X")}),), False),
        ((frozenset({GUEST}), frozenset({KIM})), True),
        ((frozenset[UserId](),), False),
        ((), False),
    ],
)
def test_half_of_a_playing_team_are_members(
    players: Sequence[frozenset[UserId]], took_part: bool
) -> None:
    found = team_exercise(held(players=tuple(players)), MEMBERS, COACH)
    assert (found is not None) is took_part


@pytest.mark.parametrize(
    ("users", "done_by"),
    [
        ({COACH}, DoneBy.COACH),
        ({COACH, GUEST}, DoneBy.COACH),
        ({COACH, KIM}, DoneBy.BOTH),
        ({KIM, GUEST}, DoneBy.TEAM),
        ({GUEST}, DoneBy.OTHERS),
        (set[UserId](), None),
    ],
)
def test_who_did_a_step(users: set[UserId], done_by: DoneBy | None) -> None:
    played = held(players=(MEMBERS,), authors={ExerciseStep.RUN: frozenset(users)})
    found = team_exercise(played, MEMBERS, COACH)
    assert found is not None
    assert found.steps.get(ExerciseStep.RUN) == done_by
    assert found.with_coach == (COACH in users)


def test_coach_without_a_part_did_nothing() -> None:
    played = held(players=(MEMBERS,), attendants=frozenset({KIM, LEE, MAX}))
    found = team_exercise(played, MEMBERS, None)
    assert found is not None
    assert not found.with_coach
    assert found.is_without_coach


def test_level_1_requires_all_seven_steps_with_the_coach() -> None:
    complete = seen(with_coach=True, by=DoneBy.COACH)
    for lacking in ExerciseStep:
        steps = {step: by for step, by in complete.steps.items() if step is not lacking}
        assert reached(ACCOMPANIED, facts(replace(complete, steps=steps))) == {
            Requirement.ACCOMPANIED: (0, False)
        }
    assert reached(ACCOMPANIED, facts(seen()))[Requirement.ACCOMPANIED] == (0, False)
    assert reached(ACCOMPANIED, facts(complete))[Requirement.ACCOMPANIED] == (1, True)


def test_level_2_requires_three_observed_exercises_two_services_and_actions_in_time() -> None:
    exercises = [seen(n, services=("a",), actions_due=1) for n in (1, 2, 3)]
    assert reached(VALIDATED, facts(*exercises)) == {
        Requirement.EXERCISES: (3, True),
        Requirement.SERVICES: (1, False),
        Requirement.ACTIONS_IN_TIME: (0, False),
        Requirement.RECENT: (3, True),
    }
    done = [seen(n, services=(f"{n}",), actions_due=10, actions_in_time=7) for n in (1, 2, 3)]
    assert all(met for _reached, met in reached(VALIDATED, facts(*done)).values())
    late = seen(1, services=("1",), actions_due=10, actions_in_time=6)
    assert reached(VALIDATED, facts(late, *done[1:]))[Requirement.ACTIONS_IN_TIME] == (66, False)
    waived = seen(1, services=("1",), signal_waived=True, actions_due=10, actions_in_time=7)
    assert reached(VALIDATED, facts(waived, *done[1:]))[Requirement.EXERCISES] == (2, False)


def test_drill_alone_is_not_observed() -> None:
    drill = replace(seen(), steps={ExerciseStep.RUN: DoneBy.TEAM})
    assert reached(VALIDATED, facts(drill, drill, drill))[Requirement.EXERCISES] == (0, False)


def test_no_action_that_was_due_proves_nothing() -> None:
    assert reached(VALIDATED, facts(seen()))[Requirement.ACTIONS_IN_TIME] == (0, False)


def test_level_3_requires_three_led_and_one_of_those_hard() -> None:
    led = [seen(n) for n in (1, 2, 3)]
    assert reached(INDEPENDENT, facts(*led)) == {
        Requirement.LED: (3, True),
        Requirement.HARD: (0, False),
        Requirement.RECENT: (3, True),
    }
    hard_of_others = seen(1, led=False, is_hard=True)
    assert reached(INDEPENDENT, facts(*led, hard_of_others))[Requirement.HARD] == (0, False)
    assert reached(INDEPENDENT, facts(*led, seen(is_hard=True)))[Requirement.HARD] == (1, True)


def test_level_4_requires_each_quarter_without_the_coach() -> None:
    quarterly = [seen(n) for n in (1, 4, 7, 10)]
    known = facts(*quarterly, catalog_experiments=1, coached_exercises=1)
    assert all(met for _reached, met in reached(AUTONOMOUS, known).values())
    pushed = [seen(n) for n in (1, 4, 7)] + [seen(10, by=DoneBy.BOTH)]
    assert reached(AUTONOMOUS, facts(*pushed))[Requirement.QUARTERS] == (3, False)
    often = [seen(n) for n in (1, 1, 2, 2)]
    assert reached(AUTONOMOUS, facts(*often))[Requirement.QUARTERS] == (1, False)
    assert reached(AUTONOMOUS, facts(*quarterly))[Requirement.CATALOG] == (0, False)
    assert reached(AUTONOMOUS, facts(*quarterly))[Requirement.COACHED] == (0, False)


def test_exercises_of_long_ago_do_not_count() -> None:
    assert reached(INDEPENDENT, facts(seen(25), seen(24), seen(23)))[Requirement.LED] == (1, False)


def test_nothing_is_held_before_it_is_signed() -> None:
    found = standing((), facts(seen(with_coach=True)), RULES, NOW)
    assert (found.level, found.next_level, found.can_be_signed) == (None, ACCOMPANIED, True)


def test_level_1_never_lapses() -> None:
    found = standing([signed(ACCOMPANIED, 100)], facts(), RULES, NOW)
    assert found.level is ACCOMPANIED
    assert found.term is not None
    assert found.term.lapses_at is None
    assert (found.next_level, found.can_be_signed) == (VALIDATED, False)


@pytest.mark.parametrize(("level", "months"), [(VALIDATED, 12), (INDEPENDENT, 9), (AUTONOMOUS, 6)])
def test_level_lapses_on_the_day(level: MaturityLevel, months: int) -> None:
    below = [signed(each) for each in MaturityLevel if each < level]
    its = signed(level, months)
    just_before = standing([*below, its], facts(), RULES, NOW - timedelta(seconds=1))
    assert just_before.level is level
    lapsed = standing([*below, its], facts(), RULES, NOW)
    assert lapsed.level == MaturityLevel(level - 1)
    assert [term.signature for term in lapsed.lapsed] == [its]


def test_exercise_in_time_keeps_a_level_and_one_too_late_does_not() -> None:
    signatures = [signed(ACCOMPANIED, 24), signed(VALIDATED, 20)]
    kept = standing(signatures, facts(seen(9)), RULES, NOW)
    assert kept.level is VALIDATED
    assert kept.term is not None
    assert kept.term.lapses_at == add_months(add_months(NOW, -9), 12)
    late = standing(signatures, facts(seen(7)), RULES, NOW)
    assert (late.level, late.next_level) == (ACCOMPANIED, VALIDATED)


def test_levels_are_kept_by_exercises_of_their_kind_only() -> None:
    signatures = [signed(level, 8) for level in MaturityLevel]
    accompanied = standing(signatures, facts(seen(3, by=DoneBy.BOTH)), RULES, NOW)
    assert accompanied.level is INDEPENDENT
    alone = standing(signatures, facts(seen(3)), RULES, NOW)
    assert alone.level is AUTONOMOUS


def test_level_above_one_that_lapsed_does_not_count() -> None:
    rules = replace(RULES, months={VALIDATED: 6, INDEPENDENT: 9})
    found = standing([signed(level, 7) for level in MaturityLevel][:3], facts(), rules, NOW)
    assert found.level is ACCOMPANIED
    assert [term.signature.level for term in found.lapsed] == [VALIDATED]


def test_last_signature_of_a_level_counts() -> None:
    signatures = [signed(ACCOMPANIED, 30), signed(VALIDATED, 30), signed(VALIDATED, 2)]
    assert standing(signatures, facts(), RULES, NOW).level is VALIDATED


@given(
    at=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - only the calendar
    months=st.integers(-60, 60),
)
def test_added_months_are_calendar_months(at: datetime, months: int) -> None:
    moved = add_months(at, months)
    assert (moved.year - at.year) * 12 + moved.month - at.month == months
    assert moved.day == at.day or (moved.day < at.day and (moved + timedelta(days=1)).day == 1)
