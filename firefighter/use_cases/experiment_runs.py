"""Taking in runs of chaos experiments, telling of them, and linking them to the catalog."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from firefighter.domain.actors import Program, ProgramKind
from firefighter.domain.drill import DEFAULT_MIN, Drill, DrillPlan
from firefighter.domain.drill_events import DrillEnding
from firefighter.domain.experiment_catalog import CatalogExperiment
from firefighter.domain.experiment_events import ExperimentRunReported, RunSummary, summarize
from firefighter.domain.experiment_runs import ExperimentRun, ExperimentRunNumber, RunVerdict
from firefighter.domain.game_day import GameDay
from firefighter.domain.ids import ExperimentKey, IncidentId, UserId
from firefighter.domain.incident import Kind
from firefighter.domain.severity import Severity
from firefighter.domain.spelling import same_name
from firefighter.domain.title import form_value
from firefighter.ports.app_context import AppContext
from firefighter.ports.experiment_runs import RecordedRun, RunChange
from firefighter.ports.store import DeliveryId, EffectRequest, UnitOfWork
from firefighter.use_cases.declare import Declaration, declare_within
from firefighter.use_cases.experiments import refuse_to_write

TellOfRun = Callable[[RunSummary, str], EffectRequest]
"""The effect that posts a line about a run of no incident into a channel."""


MOST_TOLD = 10
"""Runs that one report may tell of; more are taken for what happened in the past."""


def record_runs(context: AppContext, runs: Sequence[ExperimentRun]) -> Sequence[RecordedRun]:
    """Stores all runs of a file, or none, and posts no line about them: most are of the past.

    A recent run belongs to a drill or an incident as a reported one does, and ends the drill if it
    was stopped. A run that was reported before changes nothing. Raises AlreadyHandled if the whole
    file was imported a short time ago.
    """
    return _record(context, runs, "", None)


def report_runs(
    context: AppContext, runs: Sequence[ExperimentRun], sender: str, tell: TellOfRun
) -> Sequence[RecordedRun]:
    """Stores all runs that a tool reports, or none, and tells of each that is new or has ended.

    A run of a service with a drill under way belongs to that drill. One during which a real
    incident of its service was declared belongs to that incident. Runs of the past, and more than
    MOST_TOLD at once, are told to nobody, as if they were imported. `sender` is the name of a
    token. Raises as `record_runs` does.
    """
    return _record(context, runs, sender, tell)


def _record(
    context: AppContext, runs: Sequence[ExperimentRun], sender: str, tell: TellOfRun | None
) -> Sequence[RecordedRun]:
    """Without `tell`, no line is posted outside of drills and incidents, and no drill is opened."""
    how = f"report {sender}" if sender else "import"
    with context.units(_delivery(how, runs)) as unit:
        now = context.clock.now()
        game_days = _game_days(unit)
        recorded = [unit.experiment_runs.record(run, sender, now) for run in runs]
        found = [_place(context, unit, game_days, each) for each in _changed(recorded)]
        is_told = len(found) <= MOST_TOLD
        noted: dict[ExperimentRunNumber, RecordedRun] = {}
        for placed in sorted(found, key=lambda each: each.incident_id or _LAST):
            if is_told and _is_recent(placed.recorded, now):
                noted[placed.recorded.number] = _tell(context, unit, placed, tell)
            else:
                _seal(unit, placed)
    return [noted.get(each.number, each) for each in recorded]


def count_changed(recorded: Sequence[RecordedRun]) -> int:
    """How many runs were new, or have ended."""
    return len(_changed(recorded))


def _changed(recorded: Sequence[RecordedRun]) -> Sequence[RecordedRun]:
    return [each for each in recorded if each.change is not RunChange.NOTHING]


def _game_days(unit: UnitOfWork) -> Sequence[GameDay]:
    """They are locked before anything else, then incidents by number, everywhere."""
    return [unit.game_days.get(each) for each in unit.game_days.under_way()]


_RECENT = timedelta(days=1)
_CLOCK_MARGIN = timedelta(minutes=10)
"""By how much a tool's clock may be behind."""


def _is_recent(recorded: RecordedRun, now: datetime) -> bool:
    """Whether it is still of interest; always if its start was told in an incident."""
    return recorded.incident_id is not None or now - _last_seen(recorded.run, now) < _RECENT


def _last_seen(run: ExperimentRun, now: datetime) -> datetime:
    """When the run ended; if the tool does not say when, it was now or long ago."""
    if run.ended_at is not None:
        return run.ended_at
    return now if now - run.started_at < _RECENT else run.started_at


def _seal(unit: UnitOfWork, placed: "_PlacedRun") -> None:
    """Leaves a run of a Game Day under way out of all scores until the reveal."""
    if placed.sealed and placed.incident_id is not None:
        unit.experiment_runs.put_in(placed.recorded.number, placed.incident_id)


_LAST = IncidentId(2**62)


def _delivery(how: str, runs: Sequence[ExperimentRun]) -> DeliveryId:
    told = "\n".join(f"{each.tool} {each.id} {each.is_running}" for each in runs)
    digest = hashlib.sha256(f"{how}\n{told}".encode()).hexdigest()
    return DeliveryId(f"experiment-runs:{digest}")


@dataclass(frozen=True)
class _PlacedRun:
    recorded: RecordedRun
    service: str
    incident_id: IncidentId | None
    """The drill or the incident that it belongs to."""
    sealed: tuple[IncidentId, ...] = ()
    """The drills of a Game Day in which it is played, whose teams may not learn of it."""


def _place(
    context: AppContext, unit: UnitOfWork, game_days: Sequence[GameDay], recorded: RecordedRun
) -> _PlacedRun:
    """Finds the drill or the incident that a run belongs to: none that began after it ended."""
    service = service_of_run(context, unit, recorded)
    until = _last_seen(recorded.run, context.clock.now()) + _CLOCK_MARGIN
    of_game_days = _drills_of_game_days(game_days, recorded, service)
    sealed = tuple(each for each in of_game_days if _is_started(unit, each, until))
    incident_id = recorded.incident_id or next(iter(sealed), None)
    if incident_id is None and service:
        incident_id = _drill_of(unit, service, until)
    if incident_id is None and service and not recorded.run.is_running:
        start, end = recorded.run.started_at, recorded.run.ended_at or context.clock.now()
        incident_id = unit.experiment_runs.declared_during(service, start, end)
    return _PlacedRun(recorded, service, incident_id, sealed)


def _drills_of_game_days(
    game_days: Sequence[GameDay], recorded: RecordedRun, service: str
) -> Iterator[IncidentId]:
    """The drills of Game Days under way that play this experiment, or one of its service.

    In some modes the drills themselves do not tell their service.
    """
    for game_day in game_days:
        for incident_id, drill in sorted(game_day.drills.items()):
            plan = game_day.experiments[drill.experiment].plan
            is_of_service = bool(service) and service.casefold() == plan.service.casefold()
            is_this = plan.catalog_key is not None and plan.catalog_key == recorded.experiment
            if is_this or is_of_service or same_name(plan.title, recorded.run.names):
                yield incident_id


def service_of_run(context: AppContext, unit: UnitOfWork, recorded: RecordedRun) -> str:
    """The service of the experiment, or else as the tool says; empty if neither tells."""
    known = unit.experiments.find(recorded.experiment) if recorded.experiment else None
    named = known.design.service if known else recorded.run.service
    return same_name(named, context.rules.services) or named


def _drill_of(unit: UnitOfWork, service: str, until: datetime) -> IncidentId | None:
    """The latest drill of the service that is under way, and was so by then."""
    wanted = service.casefold()
    under_way = (
        incident_id
        for incident_id, services in unit.drills.unfinished().items()
        if wanted in {each.casefold() for each in services}
        and _is_started(unit, incident_id, until)
    )
    return max(under_way, default=None)


def _is_started(unit: UnitOfWork, incident_id: IncidentId, until: datetime) -> bool:
    started_at = unit.drills.started_at(incident_id)
    return started_at is not None and started_at <= until


def _tell(
    context: AppContext, unit: UnitOfWork, told: _PlacedRun, tell: TellOfRun | None
) -> RecordedRun:
    """Returns the run with what became of it."""
    run, policy = told.recorded.run, context.rules.experiments
    summary = summarize(told.recorded.number, run, told.recorded.experiment)
    if told.incident_id is not None:
        return _note(context, unit, told, summary)
    if tell is None:
        return told.recorded
    if run.is_running and policy.drill_team:
        _open_drill(context, unit, told, summary)
    elif not run.is_running and policy.post:
        unit.enqueue(None, tell(summary, policy.channel))
    return told.recorded


def _actor(recorded: RecordedRun) -> UserId:
    """The program that reported it; nobody for a file."""
    sender = recorded.sender
    return Program(ProgramKind.TOKEN, sender).actor if sender else UserId("")


def _note(
    context: AppContext, unit: UnitOfWork, told: _PlacedRun, summary: RunSummary
) -> RecordedRun:
    """Tells where the incident is worked. A drill ends if its experiment was stopped."""
    now, ended = context.clock.now(), list[IncidentId]()
    if told.incident_id is not None:
        unit.experiment_runs.put_in(told.recorded.number, told.incident_id)
    for incident_id in told.sealed or filter(None, (told.incident_id,)):
        incident = unit.incidents.get(incident_id)
        if not told.sealed:
            actor = _actor(told.recorded)
            incident.record(ExperimentRunReported(actor=actor, at=now, run=summary))
        drill = unit.drills.get(incident_id)
        if summary.verdict is RunVerdict.STOPPED and drill and not drill.is_over:
            drill.end(incident, DrillEnding.EXPERIMENT_STOPPED, now=now)
            ended.append(incident_id)
    return replace(told.recorded, incident_id=told.incident_id, ended_drills=tuple(ended))


def _open_drill(
    context: AppContext, unit: UnitOfWork, told: _PlacedRun, summary: RunSummary
) -> None:
    """With the people of the settings. Whoever reported the run runs the drill."""
    known, actor = same_name(told.service, context.rules.services), _actor(told.recorded)
    declaration = Declaration(
        form_value(summary.name, TITLE_SHOWN),
        Severity.SEV3,
        summary=summary.hypothesis,
        services=(known,) if known else (),
        kind=Kind.DRILL,
    )
    incident = declare_within(context, unit, actor, declaration)
    now = context.clock.now()
    unit.drills.add(
        Drill.start(
            incident,
            DrillPlan(context.rules.experiments.drill_team, DEFAULT_MIN),
            actor=actor,
            now=now,
        )
    )
    incident.record(ExperimentRunReported(actor=actor, at=now, run=summary))
    unit.experiment_runs.put_in(told.recorded.number, incident.id)


TITLE_SHOWN = 100
"""Characters of an experiment's name in the title of its drill."""


def link_name(
    context: AppContext, delivery: DeliveryId, name: str, key: ExperimentKey
) -> tuple[CatalogExperiment, int]:
    """Links a tool's name for an experiment to the catalog, for past and future runs.

    Returns the experiment, and how many runs were linked. Raises UnknownExperiment.
    """
    with context.units(delivery) as unit:
        experiment = unit.experiments.get(key)
        return experiment, unit.experiment_runs.link(name, experiment.key)


def link_run(
    context: AppContext,
    delivery: DeliveryId,
    by: UserId,
    number: ExperimentRunNumber,
    key: ExperimentKey,
) -> CatalogExperiment:
    """Links the name of a run as `link_name` does. Raises UnknownExperiment, PermissionDenied."""
    refuse_to_write(context, by)
    with context.units(delivery) as unit:
        experiment = unit.experiments.get(key)
        unit.experiment_runs.link(unit.experiment_runs.get(number).run.name, experiment.key)
        return experiment
