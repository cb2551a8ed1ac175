"""Exercises by schedule: what their teams decide, and starting one."""

from collections.abc import Callable, Iterable
from datetime import date

from firefighter.domain.drill import ScenarioRef
from firefighter.domain.errors import UnknownScenario
from firefighter.domain.exercise_schedule import (
    LEAST_TRAINED,
    REASON_LIMIT,
    ExerciseDecided,
    ExerciseSchedule,
    ExerciseState,
    PlannedExercise,
    ScenarioChoice,
    least_recently_trained,
)
from firefighter.domain.ids import UserId
from firefighter.domain.rules import Rules
from firefighter.domain.scenario import ScenarioId
from firefighter.domain.teams import NotInTeam
from firefighter.domain.title import clean_text
from firefighter.ports.app_context import AppContext
from firefighter.ports.exercises import ExerciseMessage, ExerciseMessageKind
from firefighter.ports.store import DeliveryId, EffectRequest, JobRequest, UnitOfWork

Tell = Callable[[UnitOfWork, ExerciseMessage], Iterable[EffectRequest]]

StartOn = Callable[[ExerciseSchedule, PlannedExercise, Rules], JobRequest]
"""The job that starts an exercise on its day."""


def message_of(
    kind: ExerciseMessageKind, schedule: ExerciseSchedule, planned: PlannedExercise
) -> ExerciseMessage:
    return ExerciseMessage(
        kind,
        planned.key,
        planned.slot,
        schedule.name,
        schedule.team,
        planned.day,
        schedule.window,
        planned.decided_by,
        planned.reason,
    )


def agree_to_exercise(
    context: AppContext,
    delivery: DeliveryId,
    by: UserId,
    key: str,
    slot: date,
    *,
    tell: Tell,
    start: StartOn,
) -> None:
    """Raises ExerciseDecided, NotInTeam, UnknownTeam, UnknownScenario.

    Its start is scheduled already if the team was asked; the same job is kept once.
    """
    scenario = _choose(context, key)
    with context.units(delivery) as unit:
        schedule, planned = _locked(context, unit, by, key, slot)
        after = planned.agreed(by, scenario)
        _write(unit, schedule, after, ExerciseMessageKind.AGREED, tell)
        unit.schedule(start(schedule, after, context.rules))


def move_exercise(
    context: AppContext,
    delivery: DeliveryId,
    by: UserId,
    key: str,
    slot: date,
    *,
    to: date | None,
    tell: Tell,
    start: StartOn,
) -> None:
    """Raises ExerciseDecided, InvalidField, NotInTeam, UnknownTeam, UnknownScenario."""
    rules, scenario = context.rules, _choose(context, key)
    with context.units(delivery) as unit:
        schedule, planned = _locked(context, unit, by, key, slot)
        today = rules.day_of(context.clock.now())
        kept = planned.scenario or scenario
        after = planned.moved(to, by, kept, rules.exercises.calendar, today)
        _write(unit, schedule, after, ExerciseMessageKind.MOVED, tell)
        unit.schedule(start(schedule, after, rules))


def skip_exercise(
    context: AppContext,
    delivery: DeliveryId,
    by: UserId,
    key: str,
    slot: date,
    *,
    reason: str,
    tell: Tell,
) -> None:
    """Raises ExerciseDecided, InvalidField, NotInTeam, UnknownTeam."""
    reason = clean_text(reason, REASON_LIMIT, "reason")
    with context.units(delivery) as unit:
        schedule, planned = _locked(context, unit, by, key, slot)
        _write(unit, schedule, planned.skipped(by, reason), ExerciseMessageKind.SKIPPED, tell)


def _locked(
    context: AppContext, unit: UnitOfWork, by: UserId, key: str, slot: date
) -> tuple[ExerciseSchedule, PlannedExercise]:
    schedules = context.rules.exercises
    schedule, planned = schedules.get(key), unit.planned_exercises.get(key, slot)
    if schedule and planned is None and slot > context.rules.day_of(context.clock.now()):
        planned = schedules.planned(schedule, slot)  # before its team was asked
        if planned and not unit.planned_exercises.add(planned):
            planned = unit.planned_exercises.get(key, slot)
    if schedule is None or planned is None:
        raise ExerciseDecided(ExerciseState.MISSED, None)
    team = unit.teams.get(schedule.team)
    if by not in {*unit.teams.members(team), team.coach}:
        raise NotInTeam(team.name)
    return schedule, planned


def _write(
    unit: UnitOfWork,
    schedule: ExerciseSchedule,
    after: PlannedExercise,
    kind: ExerciseMessageKind,
    tell: Tell,
) -> None:
    unit.planned_exercises.replace(after)
    for request in tell(unit, message_of(kind, schedule, after)):
        unit.enqueue(None, request)


def _choose(context: AppContext, key: str) -> ScenarioRef:
    """Chooses and keeps the version, before the transaction. Raises UnknownScenario."""
    schedule = context.rules.exercises.get(key)
    wanted = schedule.scenario if schedule else ""
    if wanted == LEAST_TRAINED:
        summaries = context.scenarios.summaries(context.language)
        choices = [
            ScenarioChoice(ScenarioRef(each.id, each.version), each.failure_class)
            for each in summaries
        ]
        chosen = least_recently_trained(choices, context.statistics.last_played())
        if chosen is None:
            raise UnknownScenario(wanted)
    else:
        found = context.scenarios.get(ScenarioId(wanted))
        chosen = ScenarioRef(found.id, found.version)
    context.scenarios.keep(chosen.id, chosen.version)
    return chosen
