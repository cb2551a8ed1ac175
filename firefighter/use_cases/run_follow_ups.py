"""Follow-ups of what a run of a chaos experiment found."""

from collections.abc import Callable, Sequence

from firefighter.domain.events import FollowUpChanged
from firefighter.domain.experiment_events import ExperimentRunReported, summarize
from firefighter.domain.experiment_runs import ExperimentRunNumber
from firefighter.domain.follow_ups import FollowUp, next_follow_up_number
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.recorded_exercise import record_exercise
from firefighter.domain.severity import Severity
from firefighter.domain.spelling import same_name
from firefighter.domain.title import form_value
from firefighter.ports.app_context import AppContext
from firefighter.ports.experiment_runs import RecordedRun
from firefighter.ports.store import DeliveryId, EffectRequest, UnitOfWork
from firefighter.use_cases.experiment_runs import TITLE_SHOWN, service_of_run
from firefighter.use_cases.follow_ups import FollowUpDraft, clean_draft

_Then = Callable[[FollowUpChanged], Sequence[EffectRequest]]


def add_follow_up_of_run(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    number: ExperimentRunNumber,
    draft: FollowUpDraft,
    *,
    then: _Then = lambda _added: (),
) -> Incident:
    """Adds a follow-up to what the run belongs to, which is returned. `then` makes more effects.

    A run of no drill and no incident becomes the record of an exercise, which holds all that is
    learnt from it. Raises InvalidField.
    """
    clean = clean_draft(draft)
    with context.units(delivery) as unit:
        now = context.clock.now()
        found = unit.experiment_runs.get(number)
        if found.incident_id is None:
            incident = _record(context, unit, found, actor)
        else:
            incident = unit.incidents.get(found.incident_id)
        added = FollowUp(number=next_follow_up_number(incident.follow_ups), **vars(clean))
        incident.follow_up(added, actor=actor, now=now)
        event = FollowUpChanged(actor=actor, at=now, before=None, after=added)
        for effect in then(event):
            unit.enqueue(incident.id, effect)
    return incident


def _record(context: AppContext, unit: UnitOfWork, found: RecordedRun, actor: UserId) -> Incident:
    """The run as an exercise that is over, with the run on its timeline."""
    now, run = context.clock.now(), found.run
    summary = summarize(found.number, run, found.experiment)
    known = same_name(service_of_run(context, unit, found), context.rules.services)
    incident = record_exercise(
        incident_id=unit.incidents.next_id(),
        title=form_value(summary.name, TITLE_SHOWN),
        summary=run.hypothesis,
        severity=Severity.SEV3,
        policy=context.rules.policy(Severity.SEV3),
        services=(known,) if known else (),
        actor=actor,
        started_at=min(run.started_at, now),
        ended_at=min(max(run.ended_at or run.started_at, run.started_at), now),
    )
    unit.incidents.add(incident)
    incident.record(ExperimentRunReported(actor=actor, at=now, run=summary))
    unit.experiment_runs.put_in(found.number, incident.id)
    return incident
