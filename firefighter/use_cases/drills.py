"""Drills: starting, pausing, stopping, simulated pages, and declaring that it is real."""

from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil

from firefighter.domain.drill import (
    DEFAULT_MIN,
    LONGEST_MIN,
    SHORTEST_OF_SCENARIO_MIN,
    Drill,
    DrillPlan,
    ScenarioRef,
)
from firefighter.domain.drill_events import DrillEnding
from firefighter.domain.errors import (
    DrillProblem,
    DrillRefused,
    FieldProblem,
    GameDayProblem,
    GameDayRefused,
    InvalidField,
)
from firefighter.domain.events import Linked, Relation
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_phases import GameDayPhase
from firefighter.domain.game_day_roles import GameDayRole
from firefighter.domain.game_day_visibility import is_steered_by
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.paging import acknowledge_page as page_acknowledged
from firefighter.domain.rules import Rules
from firefighter.domain.scenario import Scenario, ScenarioId
from firefighter.domain.severity import Severity
from firefighter.i18n import Language
from firefighter.ports.app_context import AppContext, DeclareContext
from firefighter.ports.store import DeliveryId, EffectRequest, UnitOfWork
from firefighter.use_cases.declare import Declaration, declare_within


@dataclass(frozen=True)
class DrillOpening:
    """What a drill is about, and how it is played."""

    declaration: Declaration
    """Its empty fields are taken from the scenario."""
    team: tuple[UserId, ...]
    scenario: ScenarioId | None = None
    length_min: int | None = None
    """None for the scenario's length, or the usual one without a scenario."""
    real_pages: bool = False


def start_drill(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    opening: DrillOpening,
    answer: EffectRequest | None = None,
) -> Incident:
    """Declares an incident of kind drill and starts its game clock.

    Real pages need the permission of the configuration too. Raises InvalidField, UnknownScenario.
    """
    if opening.length_min is not None and opening.length_min > LONGEST_MIN:
        raise InvalidField("length", FieldProblem.NO_SUCH_LENGTH, str(opening.length_min))
    prepared = prepare_drill(context, opening)
    with context.units(delivery) as unit:
        refuse_scenario_in_play(unit, opening.scenario)
        incident = prepared.open(context, unit, actor)
        if answer:
            unit.enqueue(incident.id, answer)
    return incident


def refuse_scenario_in_play(unit: UnitOfWork, scenario: ScenarioId | None) -> None:
    """Raises InvalidField while a Game Day plays it.

    Whoever runs a drill sees what is sealed, and its debrief would tell it to everybody.
    """
    if scenario is None:
        return
    for game_day in map(unit.game_days.get, unit.game_days.under_way()):
        played = (game_day.experiments[each.experiment] for each in game_day.drills.values())
        if any(each.plan.scenario == scenario for each in played):
            raise InvalidField("scenario", FieldProblem.SCENARIO_IN_PLAY)


@dataclass(frozen=True)
class PreparedDrill:
    """A drill that can be opened in a transaction."""

    declaration: Declaration
    plan: DrillPlan

    def titled_for(self, team: str) -> "PreparedDrill":
        """With the name of its team in the title, to tell drills of one scenario apart."""
        title = f"{self.declaration.title} · {team}"
        return replace(self, declaration=replace(self.declaration, title=title))

    def without_services(self) -> "PreparedDrill":
        """For people who are not to know where to look."""
        return replace(self, declaration=replace(self.declaration, services=()))

    def open(self, context: DeclareContext, unit: UnitOfWork, actor: UserId) -> Incident:
        """Raises InvalidField."""
        incident = declare_within(context, unit, actor, self.declaration)
        unit.drills.add(Drill.start(incident, self.plan, actor=actor, now=context.clock.now()))
        return incident


def prepare_drill(context: AppContext, opening: DrillOpening) -> PreparedDrill:
    """Reads the scenario and keeps its version, before the transaction that uses it.

    Raises InvalidField, UnknownScenario.
    """
    declaration = replace(opening.declaration, kind=Kind.DRILL)
    plan = DrillPlan(
        opening.team,
        opening.length_min or DEFAULT_MIN,
        real_pages=opening.real_pages and context.rules.real_pages_in_drills,
    )
    if opening.scenario:
        scenario = context.scenarios.get(opening.scenario)
        declaration = _told_by(scenario, declaration, context.rules, context.language)
        length_min = opening.length_min or _length_of(scenario)
        kept = ScenarioRef(scenario.id, scenario.version)
        plan = replace(plan, length_min=length_min, scenario=kept)
        plan.check()
        context.scenarios.keep(scenario.id, scenario.version)
    return PreparedDrill(declaration, plan)


def prepare_kept_drill(
    scenario: Scenario,
    *,
    team: tuple[UserId, ...],
    length_min: int | None,
    rules: Rules,
    language: Language,
) -> PreparedDrill:
    """Of a version that was kept before, so that it can be opened in any transaction.

    Raises InvalidField.
    """
    declaration = Declaration("", Severity.SEV3, kind=Kind.DRILL)
    kept = ScenarioRef(scenario.id, scenario.version)
    plan = DrillPlan(team, length_min or _length_of(scenario), kept)
    plan.check()
    return PreparedDrill(_told_by(scenario, declaration, rules, language), plan)


def _told_by(
    scenario: Scenario, declaration: Declaration, rules: Rules, language: Language
) -> Declaration:
    """The declaration, with the scenario's texts and known services where it says nothing."""
    known = tuple(each for each in scenario.services if each in rules.services)
    return replace(
        declaration,
        title=declaration.title.strip() or scenario.title.in_language(language),
        summary=declaration.summary.strip() or scenario.story.in_language(language),
        services=declaration.services or known,
    )


def _length_of(scenario: Scenario) -> int:
    """In minutes, within what a drill may take; a part of a minute counts as one."""
    minutes = ceil(scenario.duration.total_seconds() / 60)
    return min(max(minutes, SHORTEST_OF_SCENARIO_MIN), LONGEST_MIN)


def pause_drill(
    context: AppContext, delivery: DeliveryId, actor: UserId, incident_id: IncidentId
) -> None:
    """Stops the game clock.

    In a Game Day only who runs it may: a team would work on while its clock stands still. Raises
    UnknownIncident, DrillRefused, GameDayRefused.
    """
    with context.units(delivery) as unit:
        _refuse_players(unit, incident_id, actor)
        incident, drill = lock_drill(unit, incident_id)
        drill.pause(incident, actor=actor, now=context.clock.now())


def resume_drill(
    context: AppContext, delivery: DeliveryId, actor: UserId, incident_id: IncidentId
) -> None:
    """Lets the game clock run again, unless its Game Day is paused.

    Raises as `pause_drill` does.
    """
    with context.units(delivery) as unit:
        game_day = _refuse_players(unit, incident_id, actor)
        if game_day and game_day.phase is GameDayPhase.PAUSED:
            raise DrillRefused(DrillProblem.GAME_DAY_PAUSED)
        incident, drill = lock_drill(unit, incident_id)
        drill.resume(incident, actor=actor, now=context.clock.now())


def _refuse_players(unit: UnitOfWork, incident_id: IncidentId, actor: UserId) -> GameDay | None:
    """Returns the Game Day of the drill, locked. Raises GameDayRefused."""
    game_day_id = unit.game_days.of_drill(incident_id)
    if game_day_id is None:
        return None
    game_day = unit.game_days.get(game_day_id)
    seat = game_day.seats.get(actor)
    if seat is None or seat.role not in _PAUSE:
        raise GameDayRefused(GameDayProblem.MAY_NOT_PAUSE)
    return game_day


_PAUSE = {GameDayRole.GAME_MASTER, GameDayRole.SAFETY_OFFICER}


def stop_drill(
    context: AppContext, delivery: DeliveryId, actor: UserId, incident_id: IncidentId
) -> None:
    """Stops a drill for good. Everybody may.

    From this commit on, simulation that is still pending does nothing: each of its effects and
    jobs looks whether the drill runs. Raises UnknownIncident, DrillRefused.
    """
    with context.units(delivery) as unit:
        incident, drill = lock_drill(unit, incident_id)
        drill.stop(incident, actor=actor, now=context.clock.now())


def declare_real(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    declaration: Declaration,
    answer: EffectRequest | None = None,
) -> Incident:
    """Declares a real incident from a drill, links the two, and pauses the drill.

    Also from a drill that is over. Raises UnknownIncident, DrillRefused, InvalidField.
    """
    with context.units(delivery) as unit:
        exercise, drill = lock_drill(unit, incident_id)
        now = context.clock.now()
        real = declare_within(context, unit, actor, replace(declaration, kind=Kind.REAL))
        unit.links.put(real.id, exercise.id, Relation.RELATED)
        for here, there in ((real, exercise), (exercise, real)):
            if not there.private:
                here.record(Linked(actor=actor, at=now, other=there.id, relation=Relation.RELATED))
        if drill.is_running:
            drill.pause(exercise, actor=actor, now=now, real=real)
        if answer:
            unit.enqueue(real.id, answer)
    return real


def acknowledge_page(
    context: AppContext, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, key: str
) -> None:
    """Acknowledges a simulated page. Raises UnknownIncident, DrillRefused, NoChange."""
    with context.units(delivery) as unit:
        incident, drill = lock_drill(unit, incident_id)
        drill.refuse_unless_running()
        record = unit.timeline(incident_id)
        incident.record(page_acknowledged(record, key, actor=actor, now=context.clock.now()))


def read_drill(context: AppContext, incident_id: IncidentId) -> tuple[Incident, Drill]:
    """Raises UnknownIncident, or DrillRefused for a real incident."""
    snapshot = context.records.snapshot(incident_id)
    if snapshot.drill is None:
        raise DrillRefused(DrillProblem.NO_DRILL)
    return snapshot.incident, snapshot.drill


def is_run_by(context: AppContext, actor: UserId, drill: Drill, incident: Incident) -> bool:
    """Whether somebody runs the drill: in a Game Day, its game masters and villains."""
    game_day = game_day_of_drill(context, actor, incident.id)
    return drill.is_run_by(actor, incident) if game_day is None else is_steered_by(game_day, actor)


def game_day_of_drill(
    context: AppContext, reader: UserId | None, incident_id: IncidentId
) -> GameDay | None:
    """As the reader may see it. None for a drill alone and for a real incident."""
    game_day_id = context.game_days.game_day_of(incident_id)
    return None if game_day_id is None else context.game_days.game_day(reader, game_day_id).game_day


def refuse_other_team(context: AppContext, actor: UserId, incident_id: IncidentId) -> None:
    """Raises DrillRefused for a hero of another team while the Game Day of a drill is played."""
    game_day = game_day_of_drill(context, actor, incident_id)
    if game_day is None or not game_day.phase.is_played:
        return
    seat = game_day.seats.get(actor)
    if seat and seat.team is not None and seat.team != game_day.drills[incident_id].team:
        raise DrillRefused(DrillProblem.OTHER_TEAM)


def refuse_in_game_day(context: AppContext, incident_id: IncidentId) -> None:
    """Raises DrillRefused for a drill whose Game Day is played: those who run it need to see it."""
    game_day = game_day_of_drill(context, None, incident_id)
    if game_day and game_day.phase.is_played:
        raise DrillRefused(DrillProblem.IN_GAME_DAY)


def lock_drill(unit: UnitOfWork, incident_id: IncidentId) -> tuple[Incident, Drill]:
    """As `read_drill`, and locks the incident until the transaction ends."""
    incident, drill = unit.incidents.get(incident_id), unit.drills.get(incident_id)
    if drill is None:
        raise DrillRefused(DrillProblem.NO_DRILL)
    return incident, drill


def end_with_incident(unit: UnitOfWork, incident: Incident, now: datetime) -> None:
    """Ends the drill of an incident that is closed now. Does nothing for other incidents."""
    if incident.is_drill and incident.status.has_ended:
        drill = unit.drills.get(incident.id)
        if drill and not drill.is_over:
            drill.end(incident, DrillEnding.CLOSED, now=now)
