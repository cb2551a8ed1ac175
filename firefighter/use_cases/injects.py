"""Injects and hints of a drill: sent when due or by hand, skipped, moved, and asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from firefighter.domain.drill import Drill, InjectState, ScenarioRef
from firefighter.domain.drill_events import HintTaken, InjectSent
from firefighter.domain.errors import DrillProblem, DrillRefused
from firefighter.domain.events import Paged
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.injects import InjectContext, due_time, inject_context
from firefighter.domain.scenario import HintOffer, Inject, InjectKind, Sealed, Text
from firefighter.i18n import current_language, gettext
from firefighter.ports.app_context import AppContext
from firefighter.ports.scenarios import ScenarioLibrary
from firefighter.ports.store import DeliveryId, EffectRequest, JobRequest
from firefighter.use_cases.drills import is_run_by, lock_drill, read_drill

NOBODY = UserId("")

_BRIEF = "brief-"
"""Stands before the role in the id of what a scenario tells its holder alone."""


@dataclass(frozen=True)
class PlannedInject:
    """One row of the list that whoever runs a drill sees."""

    inject: Inject
    state: InjectState | None
    """None while it is still to come."""
    at: timedelta | None
    """When it was or will be settled, in game time; None while its trigger is missing."""


def planned_injects(
    context: AppContext, actor: UserId, incident_id: IncidentId
) -> tuple[Incident, Sequence[PlannedInject]]:
    """Raises UnknownIncident, DrillRefused; UnknownScenario or ScenarioGone."""
    incident, drill = read_drill(context, incident_id)
    _refuse_unless_run_by(context, actor, drill, incident)
    for_triggers = inject_context(
        drill,
        incident,
        context.records.timeline(incident_id),
        context.records.participants(incident_id),
    )
    sealed = sealed_part(context.scenarios, drill)
    return incident, [_planned(each, drill, for_triggers) for each in sealed.injects]


CallWebhook = Callable[[Inject], EffectRequest]
"""Makes the effect that calls the webhook of an inject."""


def send_inject(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    inject: str,
    *,
    call: CallWebhook,
) -> None:
    """Sends an inject now, whatever its trigger. Raises as `planned_injects` does."""
    sealed, found = _sealed_inject(context, actor, incident_id, inject)
    with context.units(delivery) as unit:
        incident, drill = lock_drill(unit, incident_id)
        now = context.clock.now()
        if effect := deliver_inject(incident, drill, sealed, found, call=call, now=now, by=actor):
            unit.enqueue(incident_id, effect)


def skip_inject(
    context: AppContext, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, inject: str
) -> None:
    """Never sends it. Raises as `planned_injects` does."""
    _sealed_inject(context, actor, incident_id, inject)
    with context.units(delivery) as unit:
        _incident, drill = lock_drill(unit, incident_id)
        drill.settle_inject(inject, InjectState.SKIPPED, actor, context.clock.now())


def postpone_inject(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    inject: str,
    *,
    by: timedelta,
    look: Callable[[datetime], JobRequest],
) -> None:
    """Moves an inject behind its time, or behind now. Raises as `planned_injects` does.

    `look` makes the job that sends it then.
    """
    _sealed, found = _sealed_inject(context, actor, incident_id, inject)
    with context.units(delivery) as unit:
        incident, drill = lock_drill(unit, incident_id)
        for_triggers = inject_context(
            drill, incident, unit.timeline(incident_id), unit.participants.of(incident_id)
        )
        now = drill.game_time(context.clock.now())
        until = max(due_time(found, for_triggers) or now, now) + by
        drill.postpone_inject(inject, until)
        if at := drill.wall_time(until):
            unit.schedule(look(at))


def deliver_inject(
    incident: Incident,
    drill: Drill,
    sealed: Sealed,
    inject: Inject,
    *,
    call: CallWebhook,
    now: datetime,
    by: UserId | None = None,
) -> EffectRequest | None:
    """Records that an inject was sent; its message follows from that. Raises DrillRefused.

    `by` sent it by hand; None if its trigger did. Returns the effect to enqueue for one that calls
    a webhook. That is recorded only when the drill is over, since the timeline is for everybody.
    """
    drill.settle_inject(inject.id, InjectState.SENT, by, now)
    if inject.kind is InjectKind.WEBHOOK:
        return call(inject)
    text = inject.text.in_language(current_language())
    if inject.kind is InjectKind.PAGE:
        incident.record(
            Paged(
                actor=NOBODY,
                at=now,
                key=f"{incident.reference}-{inject.id}",
                service=inject.service,
                reason=text,
                simulated=True,
            )
        )
        return None
    sent = InjectSent(
        actor=NOBODY,
        at=now,
        inject=inject.id,
        inject_kind=inject.kind,
        text=text,
        to=incident.holders.get(inject.role) if inject.role else None,
    )
    incident.record(_with_texts(sent, inject, sealed))
    return None


def translated(event: InjectSent, sealed: Sealed) -> InjectSent:
    """What one person was told, in the current language, if the scenario still has it.

    The event keeps its texts in the workspace's language.
    """
    if brief := sealed.briefs.get(RoleKey(event.inject.removeprefix(_BRIEF))):
        return _with_brief(event, brief)
    inject = next((each for each in sealed.injects if each.id == event.inject), None)
    return _with_texts(event, inject, sealed) if inject else event


def _with_texts(event: InjectSent, inject: Inject, sealed: Sealed) -> InjectSent:
    language = current_language()
    persona = sealed.personas.get(inject.persona)
    return replace(
        event,
        text=inject.text.in_language(language),
        title=inject.title.in_language(language) if inject.title else "",
        persona=f"{persona.name}, {persona.job.in_language(language)}" if persona else "",
    )


def _with_brief(event: InjectSent, brief: Text) -> InjectSent:
    return replace(
        event,
        title=gettext("Only you know this"),
        text=brief.in_language(current_language()),
    )


def brief_roles(incident: Incident, drill: Drill, sealed: Sealed, *, now: datetime) -> None:
    """Tells the first holder of each role what the scenario tells them alone."""
    for role, brief in sealed.briefs.items():
        name, holder = f"{_BRIEF}{role}", incident.holders.get(role)
        if holder is None or name in drill.injects:
            continue
        drill.settle_inject(name, InjectState.SENT, None, now)
        sent = InjectSent(
            actor=NOBODY, at=now, inject=name, inject_kind=InjectKind.FACT, text="", to=holder
        )
        incident.record(_with_brief(sent, brief))


def offered_hints(
    context: AppContext, incident_id: IncidentId
) -> tuple[Incident, Sequence[HintOffer]]:
    """The hints that the team has not taken. Raises UnknownIncident, DrillRefused."""
    incident, drill = read_drill(context, incident_id)
    scenario = scenario_of(drill)
    taken = {
        entry.event.hint
        for entry in context.records.timeline(incident_id)
        if isinstance(entry.event, HintTaken)
    }
    offers = context.scenarios.get(scenario.id, scenario.version).hints
    return incident, [each for each in offers if each.id not in taken]


def take_hint(
    context: AppContext, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, hint: str
) -> None:
    """Tells the team a hint, which costs points. Raises UnknownIncident, DrillRefused."""
    _incident, drill = read_drill(context, incident_id)
    scenario = scenario_of(drill)
    found = context.scenarios.hint(scenario.id, scenario.version, hint)
    if found is None:
        raise DrillRefused(DrillProblem.UNKNOWN_HINT)
    language = current_language()
    with context.units(delivery) as unit:
        incident, drill = lock_drill(unit, incident_id)
        drill.refuse_unless_running()
        if actor not in drill.plan.team:
            raise DrillRefused(DrillProblem.NOT_IN_TEAM)
        record = unit.timeline(incident_id)
        if any(isinstance(each.event, HintTaken) and each.event.hint == hint for each in record):
            raise DrillRefused(DrillProblem.HINT_TAKEN)
        incident.record(
            HintTaken(
                actor=actor,
                at=context.clock.now(),
                hint=hint,
                about=found.about.in_language(language),
                text=found.text.in_language(language),
                price=found.price,
            )
        )


def sealed_part(scenarios: ScenarioLibrary, drill: Drill) -> Sealed:
    """Raises DrillRefused for a drill without a scenario; UnknownScenario or ScenarioGone."""
    scenario = scenario_of(drill)
    return scenarios.sealed(scenario.id, scenario.version)


def scenario_of(drill: Drill) -> ScenarioRef:
    """Raises DrillRefused for a drill without a scenario."""
    if drill.plan.scenario is None:
        raise DrillRefused(DrillProblem.NO_SCENARIO)
    return drill.plan.scenario


def _sealed_inject(
    context: AppContext, actor: UserId, incident_id: IncidentId, inject: str
) -> tuple[Sealed, Inject]:
    """For somebody who runs the drill. Reads, so call it before the transaction.

    Raises as `planned_injects` does.
    """
    incident, drill = read_drill(context, incident_id)
    sealed = sealed_part(context.scenarios, drill)
    found = next((each for each in sealed.injects if each.id == inject), None)
    if found is None:
        raise DrillRefused(DrillProblem.UNKNOWN_INJECT)
    _refuse_unless_run_by(context, actor, drill, incident)
    return sealed, found


def _refuse_unless_run_by(
    context: AppContext, actor: UserId, drill: Drill, incident: Incident
) -> None:
    if not is_run_by(context, actor, drill, incident):
        alone = context.game_days.game_day_of(incident.id) is None
        raise DrillRefused(
            DrillProblem.NOT_RUN_BY_YOU if alone else DrillProblem.NOT_STEERED_BY_YOU
        )


def _planned(inject: Inject, drill: Drill, for_triggers: InjectContext) -> PlannedInject:
    if record := drill.injects.get(inject.id):
        return PlannedInject(inject, record.state, record.at)
    return PlannedInject(inject, None, due_time(inject, for_triggers))
