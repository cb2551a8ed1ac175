"""The phases of a Game Day, and what each step requires."""

from dataclasses import replace
from datetime import timedelta

import pytest

from firefighter.domain.errors import (
    GameDayIncomplete,
    GameDayItem,
    GameDayNotInPhase,
    GameDayProblem,
    GameDayRefused,
    InvalidField,
)
from firefighter.domain.game_day import DARK, NOBODY
from firefighter.domain.game_day_phases import (
    PHASES,
    STEPS,
    TRANSITIONS,
    GameDayPhase,
    GameDayStepKind,
    step_kinds_from,
    way_forward,
)
from firefighter.domain.ids import UserId
from tests.domain.game_days import (
    FIRST,
    HEROES,
    MASTER,
    NOW,
    OBSERVER,
    OFFICER,
    OUTSIDER,
    VILLAIN,
    WAY,
    created,
    in_phase,
    prepare,
    take,
)

MISSING = {
    GameDayStepKind.SHAPE: {
        GameDayItem.THEME,
        GameDayItem.SERVICE,
        GameDayItem.OWNER,
        GameDayItem.IDEA,
    },
    GameDayStepKind.CHOOSE: {GameDayItem.SIGNAL},
    GameDayStepKind.ARM: {GameDayItem.VOTE, GameDayItem.CHOSEN},
    GameDayStepKind.START: {
        GameDayItem.TEAMS,
        GameDayItem.SAFETY_OFFICER,
        GameDayItem.CONSENT,
        GameDayItem.STOP_TRIED,
    },
    GameDayStepKind.DEBRIEF: {GameDayItem.ANSWERS, GameDayItem.JUDGMENT},
    GameDayStepKind.CLOSE: {GameDayItem.LEARNING},
}


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_the_whole_way_says_what_is_missing_at_each_step() -> None:
    game_day = created()
    for step_kind in WAY:
        missing, before = MISSING.get(step_kind, set()), game_day.phase
        if missing:
            with pytest.raises(GameDayIncomplete) as refused:
                take(game_day, step_kind)
            assert set(refused.value.missing) == missing
            assert game_day.phase is before
        prepare(game_day, step_kind)
        assert way_forward(game_day.phase) is step_kind
        take(game_day, step_kind)
    assert game_day.phase is GameDayPhase.CLOSED
    assert way_forward(game_day.phase) is None


def test_experiments_that_lack_a_text_are_not_shaped() -> None:
    game_day = in_phase(GameDayPhase.SHAPING)
    plan = replace(game_day.experiments[FIRST].plan, rollback="")
    game_day.shape(FIRST, plan, actor=MASTER, now=NOW)
    with pytest.raises(GameDayIncomplete) as refused:
        take(game_day, GameDayStepKind.OBSERVE)
    assert refused.value.missing == (GameDayItem.SHAPED,)


def test_a_date_is_required_to_start() -> None:
    game_day = in_phase(GameDayPhase.ARMED)
    game_day.describe(replace(game_day.details, starts_at=None), actor=MASTER, now=NOW)
    assert GameDayItem.DATE in game_day.unfinished(GameDayStepKind.START)


@pytest.mark.parametrize("step_kind", GameDayStepKind)
@pytest.mark.parametrize("phase", GameDayPhase)
def test_each_phase_allows_the_steps_of_the_table_and_no_other(
    phase: GameDayPhase, step_kind: GameDayStepKind
) -> None:
    game_day = in_phase(phase)
    targets = [
        row.target for row in TRANSITIONS if row.step_kind is step_kind and phase in row.sources
    ]
    prepare_if_allowed = prepare if targets else lambda *_given: None
    prepare_if_allowed(game_day, step_kind)
    if targets:
        take(game_day, step_kind)
        assert [game_day.phase] == targets
    else:
        with pytest.raises(GameDayNotInPhase):
            take(game_day, step_kind)
        assert game_day.phase is phase


def test_every_phase_and_step_has_its_texts() -> None:
    assert set(PHASES) == set(GameDayPhase)
    assert set(STEPS) == set(GameDayStepKind)
    assert all(step_kinds_from(phase) for phase in GameDayPhase if not phase.has_ended)


@pytest.mark.parametrize("actor", [OFFICER, VILLAIN, OBSERVER, HEROES[0], OUTSIDER])
@pytest.mark.parametrize("phase", [GameDayPhase.ARMED, GameDayPhase.RUNNING, GameDayPhase.PAUSED])
def test_steps_are_the_game_masters(phase: GameDayPhase, actor: UserId) -> None:
    for step_kind in step_kinds_from(phase):
        game_day = in_phase(phase)
        prepare(game_day, step_kind)
        may = step_kind is GameDayStepKind.STOP or (
            step_kind is GameDayStepKind.PAUSE and actor == OFFICER
        )
        if may:
            take(game_day, step_kind, actor=actor)
            assert game_day.phase is not phase
        else:
            with pytest.raises(GameDayRefused) as refused:
                take(game_day, step_kind, actor=actor)
            assert refused.value.problem is GameDayProblem.NOT_GAME_MASTER


def test_who_stops_it_is_not_named() -> None:
    game_day = in_phase(GameDayPhase.RUNNING)
    take(game_day, GameDayStepKind.STOP, actor=HEROES[0], note="A real alert")
    event = game_day.events[-1]
    assert (event.actor, event.subject, event.text) == (NOBODY, "stop", "A real alert")


def test_cancelling_requires_a_reason() -> None:
    game_day = created()
    with pytest.raises(InvalidField):
        take(game_day, GameDayStepKind.CANCEL, note=" ")
    assert game_day.phase is GameDayPhase.IDEAS


def test_a_pause_does_not_change_game_time() -> None:
    game_day = in_phase(GameDayPhase.RUNNING)
    take(game_day, GameDayStepKind.PAUSE, now=NOW + minutes(10))
    assert game_day.clock is not None
    assert game_day.clock.game_time(NOW + minutes(40)) == minutes(10)
    take(game_day, GameDayStepKind.RESUME, now=NOW + minutes(40))
    assert game_day.clock.game_time(NOW + minutes(45)) == minutes(15)
    assert game_day.clock.ends_at == NOW + minutes(90)


def test_a_pause_that_lasts_until_the_stop_does_not_count() -> None:
    game_day = in_phase(GameDayPhase.RUNNING)
    take(game_day, GameDayStepKind.PAUSE, now=NOW + minutes(10))
    take(game_day, GameDayStepKind.STOP, now=NOW + minutes(40))
    assert game_day.clock is not None
    assert game_day.clock.is_over
    assert game_day.clock.game_time(NOW + minutes(50)) == minutes(10)


def test_the_clock_ends_once_when_a_stopped_one_is_evaluated() -> None:
    game_day = in_phase(GameDayPhase.RUNNING)
    take(game_day, GameDayStepKind.STOP, now=NOW + minutes(10))
    take(game_day, GameDayStepKind.EVALUATE, now=NOW + minutes(30))
    assert game_day.clock is not None
    assert game_day.clock.over_at == NOW + minutes(10)


def test_the_board_is_dark_for_the_last_ten_minutes_of_game_time() -> None:
    game_day = in_phase(GameDayPhase.RUNNING)
    dark = NOW + minutes(60) - DARK
    assert not game_day.is_dark(dark - minutes(1))
    assert game_day.is_dark(dark)
    assert not in_phase(GameDayPhase.EVALUATING).is_dark(dark)


def test_the_bot_ends_it_by_itself() -> None:
    game_day = in_phase(GameDayPhase.RUNNING)
    game_day.advance_by_itself(GameDayStepKind.EVALUATE, "", now=NOW + minutes(60))
    assert game_day.phase is GameDayPhase.EVALUATING
    assert game_day.events[-1].actor == NOBODY
