"""Exercises by schedule: their teams are asked a week before, and they start once."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import ClassVar

from firefighter.domain.errors import InvalidField, ScenarioGone, UnknownScenario
from firefighter.domain.exercise_schedule import (
    ExerciseSchedule,
    ExerciseState,
    MissedReason,
    PlannedExercise,
)
from firefighter.domain.incident import Incident
from firefighter.domain.rules import Rules
from firefighter.domain.teams import UnknownTeam
from firefighter.effects.exercises import exercise_messages
from firefighter.effects.webhooks import CallWebhook
from firefighter.i18n import current_language
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob, next_daily
from firefighter.ports.exercises import ExerciseMessageKind
from firefighter.ports.store import JobRequest
from firefighter.use_cases.drills import prepare_kept_drill, refuse_scenario_in_play
from firefighter.use_cases.exercises import message_of

_ASKED_AT = time(9)
"""In the company's time zone."""

_TRIED_AGAIN_AFTER = timedelta(minutes=15)

CALLED_BY_SCHEDULE = "schedule"
"""In place of the id of an inject, for the webhook of a schedule."""


@dataclass(frozen=True)
class PlanExercises(ScheduledJob):
    """Asks the teams of the coming week's exercises once a day, and schedules the next day."""

    day: date

    kind: ClassVar[str] = "plan_exercises"

    @property
    def key(self) -> str:
        return self.day.isoformat()

    def run(self, context: JobContext) -> None:
        rules, unit = context.rules, context.unit
        today = rules.day_of(context.now)
        for schedule, slot, day in rules.exercises.due(today):
            planned = PlannedExercise(key=schedule.key, slot=slot, day=day)
            if unit.planned_exercises.add(planned):
                unit.schedule(start_on(schedule, planned, rules))
                _tell(context, ExerciseMessageKind.QUESTION, schedule, planned)
        unit.schedule(next_planning(context.now, rules))


def next_planning(now: datetime, rules: Rules) -> JobRequest:
    """The next one after now. Its key is its day, so that it runs once."""
    day, at = next_daily(now, _ASKED_AT, rules)
    return PlanExercises(day).at(at)


@dataclass(frozen=True)
class StartExercise(ScheduledJob):
    """Starts a planned exercise on its day, unless it was moved, skipped or started.

    While something speaks against it, it is tried again until its window closes, then on the next
    day that is allowed.
    """

    exercise: str
    slot: date
    day: date
    look_at: datetime

    kind: ClassVar[str] = "start_exercise"

    @property
    def key(self) -> str:
        return f"{self.exercise} {self.slot} {self.day} {self.look_at.isoformat()}"

    def run(self, context: JobContext) -> None:
        schedule = context.rules.exercises.get(self.exercise)
        planned = context.unit.planned_exercises.get(self.exercise, self.slot)
        if schedule is None or planned is None or planned.day != self.day:
            return
        match planned.state:
            case ExerciseState.ASKED:
                _miss(context, schedule, planned, MissedReason.NO_ANSWER)
            case ExerciseState.AGREED:
                self._start(context, schedule, planned)
            case ExerciseState.SKIPPED | ExerciseState.STARTED | ExerciseState.MISSED:
                return

    def _start(
        self, context: JobContext, schedule: ExerciseSchedule, planned: PlannedExercise
    ) -> None:
        rules, unit, now = context.rules, context.unit, context.now
        closes_at = schedule.closes_at(planned.day, rules.zone)
        if now >= closes_at or not rules.exercises.calendar.allows(planned.day):
            _postpone(context, schedule, planned)
            return
        try:
            blocked = unit.planned_exercises.has_open_sev1()
            incident = None if blocked else _open(context, schedule, planned)
        except InvalidField:
            incident = None  # a Game Day plays its scenario, which its heroes may not see
        except (UnknownScenario, ScenarioGone):
            _miss(context, schedule, planned, MissedReason.NO_SCENARIO)
            return
        except UnknownTeam:
            _miss(context, schedule, planned, MissedReason.NO_MEMBERS)
            return
        if incident:
            unit.planned_exercises.replace(planned.started(incident.id))
            for request in _calls(schedule):
                unit.enqueue(incident.id, request.request())
            return
        again = now + _TRIED_AGAIN_AFTER
        if again < closes_at:
            unit.schedule(StartExercise(self.exercise, self.slot, self.day, again).at(again))
        else:
            _postpone(context, schedule, planned)


def start_on(schedule: ExerciseSchedule, planned: PlannedExercise, rules: Rules) -> JobRequest:
    """On the day of the exercise, when its window opens."""
    at = schedule.opens_at(planned.day, rules.zone).astimezone(UTC)
    return StartExercise(planned.key, planned.slot, planned.day, at).at(at)


@dataclass(frozen=True)
class _FixedClock:
    at: datetime

    def now(self) -> datetime:
        return self.at


@dataclass(frozen=True)
class _DeclareContext:
    rules: Rules
    clock: _FixedClock


def _open(context: JobContext, schedule: ExerciseSchedule, planned: PlannedExercise) -> Incident:
    """By whoever agreed to it. Raises UnknownTeam without members, InvalidField, ScenarioGone."""
    unit, chosen, by = context.unit, planned.scenario, planned.decided_by
    members = unit.teams.members(unit.teams.get(schedule.team))
    if not members:
        raise UnknownTeam(schedule.team)
    if chosen is None or by is None:
        raise UnknownScenario(schedule.scenario)
    refuse_scenario_in_play(unit, chosen.id)
    scenario = context.scenarios.get(chosen.id, chosen.version)
    prepared = prepare_kept_drill(
        scenario,
        team=tuple(sorted(members)),
        length_min=schedule.length_min,
        rules=context.rules,
        language=current_language(),
    )
    return prepared.open(_DeclareContext(context.rules, _FixedClock(context.now)), unit, by)


def _calls(schedule: ExerciseSchedule) -> Iterable[CallWebhook]:
    """The tool of the schedule. Its rollback is called when the drill ends, however it ends."""
    if schedule.webhook:
        yield CallWebhook(CALLED_BY_SCHEDULE, schedule.webhook, schedule.rollback)


def _postpone(context: JobContext, schedule: ExerciseSchedule, planned: PlannedExercise) -> None:
    rules = context.rules
    tomorrow = max(planned.day, rules.day_of(context.now)) + timedelta(days=1)
    after = planned.postponed_to(rules.exercises.calendar.next_allowed(tomorrow))
    context.unit.planned_exercises.replace(after)
    if after.state is ExerciseState.MISSED:
        _tell(context, ExerciseMessageKind.MISSED, schedule, after)
        return
    context.unit.schedule(start_on(schedule, after, rules))
    _tell(context, ExerciseMessageKind.POSTPONED, schedule, after)


def _miss(
    context: JobContext,
    schedule: ExerciseSchedule,
    planned: PlannedExercise,
    reason: MissedReason,
) -> None:
    after = planned.missed(reason)
    context.unit.planned_exercises.replace(after)
    _tell(context, ExerciseMessageKind.MISSED, schedule, after)


def _tell(
    context: JobContext,
    kind: ExerciseMessageKind,
    schedule: ExerciseSchedule,
    planned: PlannedExercise,
) -> None:
    with suppress(UnknownTeam):
        for request in exercise_messages(context.unit, message_of(kind, schedule, planned)):
            context.unit.enqueue(None, request)
