"""What happens in a Game Day by itself: its end, its safety, and its scoreboard."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from firefighter.domain.drill_events import DrillEnding
from firefighter.domain.game_day import DARK, NOBODY, GameDay
from firefighter.domain.game_day_phases import GameDayPhase, GameDayStepKind
from firefighter.domain.game_day_roles import GameDayRole
from firefighter.domain.ids import GameDayId, IncidentId, reference
from firefighter.effects.game_days import (
    RefreshGameDayResult,
    ShowScoreboard,
    TellSafetyOfficer,
    TellWhoStopped,
)
from firefighter.effects.pages import RefreshPage
from firefighter.i18n import gettext, gettext_noop
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob
from firefighter.ports.chat import SafetyNotice
from firefighter.use_cases.drills import lock_drill
from firefighter.use_cases.game_day_phases import advance_drills

SCOREBOARD_EVERY = timedelta(seconds=15)
"""The scoreboard is edited at most so often."""

_SCOREBOARD_TICK = timedelta(minutes=1)
"""Points change with time as well, so it is redrawn so often even if nothing happens."""

_SHOWS_RESULT = {GameDayPhase.EVALUATING, GameDayPhase.DEBRIEFED}
"""The points still change by adjustments and by what is learnt."""

_SHOWS_SCOREBOARD = {GameDayPhase.RUNNING, GameDayPhase.PAUSED, *_SHOWS_RESULT}

OFFICER_ASKED_AFTER = timedelta(minutes=10)


_REAL_INCIDENT = gettext_noop("A real incident needs the people.")
_STOPPED_BECAUSE: Mapping[DrillEnding, str] = {
    DrillEnding.REAL_INCIDENT: _REAL_INCIDENT,
    DrillEnding.SAME_SERVICE: _REAL_INCIDENT,
    DrillEnding.ALERT: gettext_noop("An alert fired that stops exercises."),
    DrillEnding.EXPERIMENT_STOPPED: gettext_noop("A chaos experiment was stopped."),
}
"""What the Game Day of a drill that ended so says; its other drills stop. The first decides."""


def scoreboard_slot(at: datetime) -> datetime:
    """The next time at which the scoreboard may be edited; one for all events before it."""
    every = int(SCOREBOARD_EVERY.total_seconds())
    start = at.replace(second=0, microsecond=0)
    passed = (at - start).total_seconds()
    return start + timedelta(seconds=(int(passed // every) + 1) * every)


@dataclass(frozen=True)
class EndGameDay(ScheduledJob):
    """Ends a Game Day when its time is over. A pause moves that time."""

    game_day_id: GameDayId
    ends_at: datetime

    kind: ClassVar[str] = "end_game_day"

    @property
    def key(self) -> str:
        return f"{self.game_day_id} {self.ends_at.isoformat()}"

    def run(self, context: JobContext) -> None:
        game_day = context.unit.game_days.get(self.game_day_id)
        if game_day.clock and game_day.clock.ends_at == self.ends_at:
            _advance(context, game_day, GameDayStepKind.EVALUATE)


@dataclass(frozen=True)
class CheckGameDay(ScheduledJob):
    """Ends the Game Day of a drill that is over, once all of its drills are.

    If a real incident, an alert or a stopped chaos experiment ended the drill, the Game Day stops
    at once. Tells its game masters who stopped the drill alone.
    """

    incident_id: IncidentId
    over_at: datetime

    kind: ClassVar[str] = "check_game_day"

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.over_at.isoformat()}"

    def run(self, context: JobContext) -> None:
        game_day = _lock_game_day_of(context, self.incident_id)
        if game_day is None:
            return
        self._tell_who_stopped(context, game_day)
        if not game_day.phase.is_played:
            return
        drills = [lock_drill(context.unit, each)[1] for each in sorted(game_day.drills)]
        endings = {drill.ending for drill in drills}
        notes = (note for ending, note in _STOPPED_BECAUSE.items() if ending in endings)
        if note := next(notes, None):
            _advance(context, game_day, GameDayStepKind.STOP, gettext(note))
        elif all(drill.is_over for drill in drills):
            _advance(context, game_day, GameDayStepKind.EVALUATE)

    def _tell_who_stopped(self, context: JobContext, game_day: GameDay) -> None:
        """Nothing for a drill that was stopped along with the Game Day, which is told once."""
        _incident, drill = lock_drill(context.unit, self.incident_id)
        along = game_day.clock is not None and game_day.clock.over_at == drill.over_at
        if drill.stopped_by and not along:
            for master in game_day.holders(GameDayRole.GAME_MASTER):
                effect = TellWhoStopped(master, drill.stopped_by, self.incident_id)
                context.unit.enqueue_for_game_day(game_day.id, effect.request())


@dataclass(frozen=True)
class PauseGameDayOf(ScheduledJob):
    """Pauses the Game Day of a drill in which something turned out to be real."""

    incident_id: IncidentId
    paused_at: datetime
    cause: IncidentId | None
    """The real incident; None if not everybody may know of it."""

    kind: ClassVar[str] = "pause_game_day_of"

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.paused_at.isoformat()}"

    def run(self, context: JobContext) -> None:
        game_day = _lock_game_day_of(context, self.incident_id)
        if game_day is None:
            return
        if game_day.phase is GameDayPhase.RUNNING:
            note = (
                gettext("{incident} is real.", incident=reference(self.cause)) if self.cause else ""
            )
            _advance(context, game_day, GameDayStepKind.PAUSE, note)
        _tell_officers(context, game_day, SafetyNotice.REAL_INCIDENT)


@dataclass(frozen=True)
class WatchSafetyOfficer(ScheduledJob):
    """Asks a silent safety officer in production; stops the Game Day if they stay silent."""

    game_day_id: GameDayId
    seen_at: datetime
    is_last: bool = False

    kind: ClassVar[str] = "watch_safety_officer"

    @property
    def key(self) -> str:
        return f"{self.game_day_id} {self.seen_at.isoformat()} {self.is_last}"

    def run(self, context: JobContext) -> None:
        game_day = context.unit.game_days.get(self.game_day_id)
        is_silent = game_day.officer_seen_at == self.seen_at
        if game_day.phase is not GameDayPhase.RUNNING or not is_silent:
            return
        if self.is_last:
            note = gettext("The safety officer has not answered for 15 minutes.")
            _advance(context, game_day, GameDayStepKind.STOP, note)
        else:
            _tell_officers(context, game_day, SafetyNotice.SILENT)


@dataclass(frozen=True)
class RefreshScoreboard(ScheduledJob):
    """Redraws the scoreboard of a Game Day, once for all that happened before its slot.

    After the reveal the result and the learning report as well, since follow-ups of its drills
    change. Scoreboard and result stay as they are once the Game Day is closed.
    """

    game_day_id: GameDayId
    slot: datetime

    kind: ClassVar[str] = "refresh_scoreboard"

    @property
    def key(self) -> str:
        return f"{self.game_day_id} {self.slot.isoformat()}"

    def run(self, context: JobContext) -> None:
        game_day = context.unit.game_days.get(self.game_day_id)
        if game_day.phase in _SHOWS_SCOREBOARD:
            context.unit.enqueue_for_game_day(game_day.id, ShowScoreboard().request())
        if game_day.phase in _SHOWS_RESULT:
            context.unit.enqueue_for_game_day(game_day.id, RefreshGameDayResult().request())
        if game_day.phase.is_revealed:
            context.unit.enqueue_for_game_day(game_day.id, RefreshPage().request())


@dataclass(frozen=True)
class KeepScoreboardFresh(ScheduledJob):
    """Has the scoreboard redrawn each minute while the Game Day runs, and when it goes dark."""

    game_day_id: GameDayId
    slot: datetime

    kind: ClassVar[str] = "keep_scoreboard_fresh"

    @property
    def key(self) -> str:
        return f"{self.game_day_id} {self.slot.isoformat()}"

    def run(self, context: JobContext) -> None:
        game_day = context.unit.game_days.get(self.game_day_id)
        if game_day.phase is not GameDayPhase.RUNNING or game_day.clock is None:
            return
        context.unit.schedule(RefreshScoreboard(self.game_day_id, self.slot).at(self.slot))
        following = [scoreboard_slot(context.now + _SCOREBOARD_TICK - SCOREBOARD_EVERY)]
        goes_dark = game_day.clock.wall_time(game_day.clock.length - DARK)
        if goes_dark and goes_dark > context.now:
            following.append(scoreboard_slot(goes_dark))
        slot = min(following)
        context.unit.schedule(KeepScoreboardFresh(self.game_day_id, slot).at(slot))


@dataclass(frozen=True)
class RefreshScoreboardOf(ScheduledJob):
    """As RefreshScoreboard, for whichever Game Day a drill belongs to."""

    incident_id: IncidentId
    slot: datetime

    kind: ClassVar[str] = "refresh_scoreboard_of"

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.slot.isoformat()}"

    def run(self, context: JobContext) -> None:
        game_day_id = context.unit.game_days.of_drill(self.incident_id)
        if game_day_id is not None:
            job = RefreshScoreboard(game_day_id, self.slot)
            context.unit.schedule(job.at(self.slot))


def _lock_game_day_of(context: JobContext, incident_id: IncidentId) -> GameDay | None:
    """The Game Day of a drill, locked before any of its drills; None for a drill alone."""
    game_day_id = context.unit.game_days.of_drill(incident_id)
    return None if game_day_id is None else context.unit.game_days.get(game_day_id)


def _advance(
    context: JobContext, game_day: GameDay, step_kind: GameDayStepKind, note: str = ""
) -> None:
    game_day.advance_by_itself(step_kind, note, now=context.now)
    advance_drills(
        context.unit, context.scenarios, game_day, step_kind, actor=NOBODY, now=context.now
    )


def _tell_officers(context: JobContext, game_day: GameDay, notice: SafetyNotice) -> None:
    for officer in game_day.holders(GameDayRole.SAFETY_OFFICER):
        effect = TellSafetyOfficer(officer, notice)
        context.unit.enqueue_for_game_day(game_day.id, effect.request())
