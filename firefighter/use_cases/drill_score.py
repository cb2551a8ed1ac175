"""The score of a drill, and what its team learns about the scenario afterwards."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from firefighter.domain.drill import Drill, InjectState
from firefighter.domain.drill_events import DrillRevealed, HintTaken, InjectSent
from firefighter.domain.drill_facts import PlayedDrill, last_judgment
from firefighter.domain.errors import DrillProblem, DrillRefused, ScenarioGone, UnknownScenario
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_phases import GameDayPhase
from firefighter.domain.game_day_roles import GameDayRole
from firefighter.domain.hypotheses import Hypothesis, HypothesisNumber, HypothesisState
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.metrics.report import Question
from firefighter.domain.metrics.training import PlayedExercise
from firefighter.domain.postmortem_checks import HARD_ITEM_COUNT, completeness
from firefighter.domain.scenario import CompleteScenario, InjectKind, ScoringItem, Sealed
from firefighter.domain.scoring import Score, score
from firefighter.i18n import current_language
from firefighter.ports.app_context import AppContext
from firefighter.ports.records import Records
from firefighter.ports.scenarios import ScenarioLibrary
from firefighter.ports.statistics import Statistics
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.drills import game_day_of_drill, is_run_by, lock_drill, read_drill
from firefighter.use_cases.injects import NOBODY, scenario_of, sealed_part
from firefighter.use_cases.postmortem_page import read_postmortem_page


def drill_score(
    context: AppContext, actor: UserId, incident_id: IncidentId
) -> tuple[Incident, Score]:
    """The score by what is recorded now: report and follow-ups count until they are written.

    Raises UnknownIncident; DrillRefused without a scenario, and for the team before the end.
    """
    incident, drill = read_drill(context, incident_id)
    problem = _hides_score(context, drill, incident_id)
    if problem and not is_run_by(context, actor, drill, incident):
        raise DrillRefused(problem)
    return incident, score_of(context, incident_id)


def _hides_score(context: AppContext, drill: Drill, incident_id: IncidentId) -> DrillProblem | None:
    """None once everybody may see the score: in a Game Day once it is revealed for all teams."""
    game_day = game_day_of_drill(context, None, incident_id)
    if game_day is None:
        return None if drill.is_over else DrillProblem.NOT_OVER
    return None if game_day.phase.is_revealed else DrillProblem.GAME_DAY_NOT_OVER


def score_of(context: AppContext, incident_id: IncidentId) -> Score:
    """The score of a drill, whoever asks. Raises UnknownIncident, DrillRefused."""
    incident, drill = read_drill(context, incident_id)
    chosen = scenario_of(drill)
    scenario = context.scenarios.get(chosen.id, chosen.version)
    played = PlayedDrill(
        drill,
        incident,
        context.records.timeline(incident_id),
        CompleteScenario(scenario, sealed_part(context.scenarios, drill)),
    )
    return score(played.facts(context.clock.now(), _report(context, incident)))


@dataclass(frozen=True)
class Diagnosis:
    """What there is to judge about a drill's diagnosis."""

    confirmed: tuple[Hypothesis, ...]
    """What the team had confirmed by the end."""
    is_judged: bool
    named: HypothesisNumber | None
    """The hypothesis that was judged to name the cause; None if none does, or nobody judged."""


def diagnosis_to_judge(
    context: AppContext, actor: UserId, incident_id: IncidentId
) -> Diagnosis | None:
    """None for who may not judge it, and where there is nothing to judge.

    Raises UnknownIncident, DrillRefused without a scenario.
    """
    incident, drill = read_drill(context, incident_id)
    game_day = game_day_of_drill(context, actor, incident_id)
    if not _asks_for_diagnosis(context, drill) or _judging_problem(
        drill, incident, game_day, actor
    ):
        return None
    judgment = last_judgment(context.records.timeline(incident_id))
    named = judgment.hypothesis if judgment else None
    return Diagnosis(drill.diagnoses(incident), judgment is not None, named)


def judge_diagnosis(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    hypothesis: HypothesisNumber | None,
) -> None:
    """Says which hypothesis names the cause, None for none; that again changes nothing.

    Whoever runs the drill may, in a Game Day its game masters until it is closed. Raises
    UnknownIncident, UnknownHypothesis, DrillRefused.
    """
    if not _asks_for_diagnosis(context, read_drill(context, incident_id)[1]):
        raise DrillRefused(DrillProblem.NO_DIAGNOSIS)
    with context.units(delivery) as unit:
        game_day_id = unit.game_days.of_drill(incident_id)
        game_day = None if game_day_id is None else unit.game_days.get(game_day_id)
        incident, drill = lock_drill(unit, incident_id)
        if problem := _judging_problem(drill, incident, game_day, actor):
            raise DrillRefused(problem)
        before = last_judgment(unit.timeline(incident_id))
        if before is None or before.hypothesis != hypothesis:
            drill.judge_diagnosis(incident, hypothesis, actor=actor, now=context.clock.now())


_JUDGED_IN = {GameDayPhase.EVALUATING, GameDayPhase.DEBRIEFED}


def _asks_for_diagnosis(context: AppContext, drill: Drill) -> bool:
    chosen = scenario_of(drill)
    return ScoringItem.DIAGNOSIS in context.scenarios.get(chosen.id, chosen.version).scoring


def _judging_problem(
    drill: Drill, incident: Incident, game_day: GameDay | None, actor: UserId
) -> DrillProblem | None:
    """Why somebody may not judge the diagnosis now; None if they may."""
    if game_day is None:
        if not drill.is_run_by(actor, incident):
            return DrillProblem.NOT_JUDGED_BY_YOU
    elif actor not in game_day.holders(GameDayRole.GAME_MASTER):
        return DrillProblem.NOT_GAME_MASTER
    elif not game_day.phase.is_revealed:
        return DrillProblem.GAME_DAY_NOT_OVER
    elif game_day.phase not in _JUDGED_IN:
        return DrillProblem.SCORE_FINAL
    return None if drill.is_over else DrillProblem.NOT_OVER


def played_exercises(
    statistics: Statistics,
    records: Records,
    scenarios: ScenarioLibrary,
    question: Question,
    now: datetime,
) -> Sequence[PlayedExercise]:
    """The drills of a period from scenarios that were revealed, oldest first.

    Scored without the report, since pages are not read for it, and without the diagnosis, which
    not everybody judges: so all are scored alike.
    """
    found = (_played(records, scenarios, each, now) for each in statistics.played(question))
    return [each for each in found if each]


def _played(
    records: Records, scenarios: ScenarioLibrary, incident_id: IncidentId, now: datetime
) -> PlayedExercise | None:
    """None while its solution, and so its score, is sealed."""
    snapshot, timeline = records.snapshot(incident_id), records.timeline(incident_id)
    if snapshot.drill is None or not any(
        isinstance(entry.event, DrillRevealed) for entry in timeline
    ):
        return None
    drill, chosen = snapshot.drill, scenario_of(snapshot.drill)
    total: int | None = None
    with suppress(UnknownScenario, ScenarioGone):
        complete = CompleteScenario(
            scenarios.get(chosen.id, chosen.version), sealed_part(scenarios, drill)
        )
        facts = PlayedDrill(drill, snapshot.incident, timeline, complete).facts(now)
        alike = replace(facts, asked=facts.asked - {ScoringItem.DIAGNOSIS})
        total = score(alike).total
    hypotheses = [each.state for each in snapshot.incident.hypotheses.values()]
    return PlayedExercise(
        scenario=chosen.id,
        version=chosen.version,
        started_at=drill.started_at,
        score=total,
        hints=sum(isinstance(entry.event, HintTaken) for entry in timeline),
        hypotheses=len(hypotheses),
        refuted=hypotheses.count(HypothesisState.REFUTED),
    )


def reveal(incident: Incident, drill: Drill, sealed: Sealed) -> None:
    """Records cause and solution once a drill is over."""
    if drill.over_at is None:
        raise DrillRefused(DrillProblem.NOT_OVER)
    language = current_language()
    for event in _webhooks_called(drill, sealed, language):
        incident.record(event)
    incident.record(
        DrillRevealed(
            actor=NOBODY,
            at=drill.over_at,
            cause=sealed.cause.in_language(language),
            solution=sealed.solution.in_language(language),
        )
    )


def _webhooks_called(drill: Drill, sealed: Sealed, language: str) -> Iterator[InjectSent]:
    """Told afterwards, since the team was to find out by itself."""
    for inject in sealed.injects:
        record = drill.injects.get(inject.id)
        if inject.kind is InjectKind.WEBHOOK and record and record.state is InjectState.SENT:
            yield InjectSent(
                actor=NOBODY,
                at=drill.wall_time(record.at) or drill.started_at,
                inject=inject.id,
                inject_kind=inject.kind,
                text=inject.text.in_language(language),
            )


def _report(context: AppContext, incident: Incident) -> tuple[int, int] | None:
    """How many hard items of the post-mortem are done; None if nobody writes one."""
    reading = read_postmortem_page(context, incident.id)
    if reading is None or reading.text is None:
        return None
    return completeness(incident, reading.text), HARD_ITEM_COUNT
