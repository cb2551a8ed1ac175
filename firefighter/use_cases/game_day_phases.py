"""Steps between the phases of a Game Day, with what they mean for its drills."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from firefighter.domain.drill_events import DrillEnding
from firefighter.domain.errors import GameDayProblem, GameDayRefused, ScenarioGone, UnknownScenario
from firefighter.domain.experiments import Experiment
from firefighter.domain.game_day import GameDay, TeamDrill
from firefighter.domain.game_day_phases import GameDayStep, GameDayStepKind
from firefighter.domain.ids import GameDayId, TeamNumber, UserId
from firefighter.domain.incident import Kind
from firefighter.domain.scenario import Mode
from firefighter.domain.severity import Severity
from firefighter.i18n import gettext
from firefighter.ports.app_context import AppContext
from firefighter.ports.scenarios import ScenarioLibrary
from firefighter.ports.store import DeliveryId, UnitOfWork
from firefighter.use_cases.declare import Declaration
from firefighter.use_cases.drill_score import reveal
from firefighter.use_cases.drills import DrillOpening, PreparedDrill, lock_drill, prepare_drill
from firefighter.use_cases.injects import sealed_part

MOST_DRILLS = 40
"""Drills that start together, in one transaction."""


@dataclass(frozen=True)
class _PlannedDrill:
    part: TeamDrill
    prepared: PreparedDrill


def advance_game_day(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    game_day_id: GameDayId,
    step: GameDayStep,
) -> GameDay:
    """Changes the phase, and with it every drill of the Game Day, all or nothing.

    Raises UnknownGameDay, GameDayRefused, GameDayNotInPhase, GameDayIncomplete, InvalidField;
    UnknownScenario or ScenarioGone at the start.
    """
    planned: tuple[_PlannedDrill, ...] = ()
    if step.kind is GameDayStepKind.START:
        game_day = context.game_days.game_day(actor, game_day_id).game_day
        planned = tuple(_plan_drills(context, game_day))
    with context.units(delivery) as unit:
        game_day = unit.game_days.get(game_day_id)
        now = context.clock.now()
        game_day.step(step, actor=actor, now=now)
        if step.kind is GameDayStepKind.START:
            _refuse_scenarios_in_play(unit, game_day)
        _refuse_other_teams(game_day, planned)
        for each in planned:
            incident = each.prepared.open(context, unit, actor)
            game_day.add_drill(incident.id, each.part, now=now)
        if step.kind is not GameDayStepKind.START:
            advance_drills(unit, context.scenarios, game_day, step.kind, actor=actor, now=now)
    return game_day


def advance_drills(
    unit: UnitOfWork,
    scenarios: ScenarioLibrary,
    game_day: GameDay,
    step_kind: GameDayStepKind,
    *,
    actor: UserId,
    now: datetime,
) -> None:
    """Pauses, resumes, stops or ends the drills of a Game Day whose phase has changed.

    At the reveal all teams are told cause and solution at once, since they play the same scenario.
    `actor` is empty if the bot changed it.
    """
    for incident_id in sorted(game_day.drills):
        incident, drill = lock_drill(unit, incident_id)
        match step_kind:
            case GameDayStepKind.PAUSE if drill.is_running:
                drill.pause(incident, actor=actor, now=now)
            case GameDayStepKind.RESUME if drill.paused_since:
                drill.resume(incident, actor=actor, now=now)
            case GameDayStepKind.STOP if not drill.is_over:
                drill.stop(incident, actor=actor, now=now)
            case GameDayStepKind.EVALUATE if not drill.is_over:
                drill.end(incident, DrillEnding.GAME_DAY_OVER, now=now)
            case _:
                pass
        if step_kind is GameDayStepKind.EVALUATE and drill.plan.scenario:
            with suppress(UnknownScenario, ScenarioGone):
                reveal(incident, drill, sealed_part(scenarios, drill))


def _plan_drills(context: AppContext, game_day: GameDay) -> Iterator[_PlannedDrill]:
    """One drill for each team and chosen experiment."""
    if len(game_day.teams) * len(game_day.chosen) > MOST_DRILLS:
        raise GameDayRefused(GameDayProblem.TOO_MANY)
    for team, name in game_day.teams.items():
        for experiment in game_day.chosen:
            opening = DrillOpening(
                _declaration(game_day, experiment),
                team=game_day.heroes(team),
                scenario=experiment.plan.scenario,
                length_min=game_day.details.length_min,
            )
            prepared = prepare_drill(context, opening)
            if game_day.details.mode is Mode.DUNGEONS_AND_DRAGONS:
                prepared = prepared.without_services()
            yield _PlannedDrill(TeamDrill(team, experiment.number), prepared.titled_for(name))


def _declaration(game_day: GameDay, experiment: Experiment) -> Declaration:
    """The title comes from the scenario; without one it tells no more than heroes may know."""
    is_informed = game_day.details.mode is Mode.INFORMED
    title = experiment.plan.title if is_informed else gettext("Something is wrong")
    return Declaration(
        title="" if experiment.plan.scenario else title,
        severity=Severity.SEV3,
        kind=Kind.DRILL,
    )


def _refuse_scenarios_in_play(unit: UnitOfWork, game_day: GameDay) -> None:
    """Drills of other Game Days are among those that are not over."""
    scenarios = {each.plan.scenario for each in game_day.chosen if each.plan.scenario}
    if scenarios & unit.drills.scenarios_in_play():
        raise GameDayRefused(GameDayProblem.SCENARIO_IN_PLAY)


def _refuse_other_teams(game_day: GameDay, planned: tuple[_PlannedDrill, ...]) -> None:
    """Somebody may have joined a team between planning and the transaction."""
    for each in planned:
        if each.prepared.plan.team != game_day.heroes(TeamNumber(each.part.team)):
            raise GameDayRefused(GameDayProblem.CHANGED_MEANWHILE)
