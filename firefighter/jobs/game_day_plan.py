"""The jobs that follow an event of a Game Day."""

from collections.abc import Iterator, Sequence

from firefighter.domain.game_day import OFFICER_SILENCE, GameDay
from firefighter.domain.game_day_events import GameDayAction, GameDayEvent
from firefighter.domain.game_day_phases import GameDayStepKind
from firefighter.domain.scenario import Environment
from firefighter.jobs.game_days import (
    OFFICER_ASKED_AFTER,
    EndGameDay,
    KeepScoreboardFresh,
    RefreshScoreboard,
    WatchSafetyOfficer,
    scoreboard_slot,
)
from firefighter.jobs.pages import daily_report_check
from firefighter.ports.store import JobRequest

_STARTS_CLOCK = {GameDayStepKind.START, GameDayStepKind.RESUME}


def plan_game_day_jobs(game_day: GameDay, event: GameDayEvent) -> Sequence[JobRequest]:
    """`game_day` is in the state after the event."""
    return list(_jobs(game_day, event))


def _jobs(game_day: GameDay, event: GameDayEvent) -> Iterator[JobRequest]:
    is_step = event.action is GameDayAction.PHASE_CHANGED
    starts = is_step and event.subject in _STARTS_CLOCK
    if starts and game_day.clock and game_day.clock.ends_at:
        ends_at, slot = game_day.clock.ends_at, scoreboard_slot(event.at)
        yield EndGameDay(game_day.id, ends_at).at(ends_at)
        yield KeepScoreboardFresh(game_day.id, slot).at(slot)
    if event.action is GameDayAction.SCORE_ADJUSTED and game_day.clock:
        slot = scoreboard_slot(event.at)
        yield RefreshScoreboard(game_day.id, slot).at(slot)
    if is_step and event.subject == GameDayStepKind.EVALUATE:
        yield daily_report_check(game_day.id, event.at)
    answered = event.action is GameDayAction.OFFICER_ANSWERED
    if (starts or answered) and game_day.details.environment is Environment.PRODUCTION:
        asked = WatchSafetyOfficer(game_day.id, event.at)
        yield asked.at(event.at + OFFICER_ASKED_AFTER)
        last = WatchSafetyOfficer(game_day.id, event.at, is_last=True)
        yield last.at(event.at + OFFICER_SILENCE)
