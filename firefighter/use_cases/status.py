"""The lifecycle: status changes, closing, declining and merging duplicates, and who may."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from firefighter.domain import merging
from firefighter.domain.actors import people_among
from firefighter.domain.errors import (
    FieldProblem,
    InvalidField,
    Missing,
    NoChange,
    PermissionDenied,
)
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import TRANSITIONS, Step, refuse_disabled
from firefighter.domain.merging import DUPLICATE_OF_FIELD, DuplicateEnding
from firefighter.domain.milestones import Milestone
from firefighter.domain.roles import EVERYBODY, Permission
from firefighter.domain.title import clean_text
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.drills import end_with_incident, refuse_in_game_day
from firefighter.use_cases.links import lock_both, refuse_other_incident
from firefighter.use_cases.postmortem_page import with_page_text


def is_entitled(context: AppContext, user: UserId, permission: Permission) -> bool:
    entitled = context.rules.permissions.of(permission)
    return EVERYBODY in entitled or context.records.is_among(user, entitled)


def refuse_to_end(
    context: AppContext, incident: Incident, actor: UserId, *, entitled: bool
) -> None:
    """Raises PermissionDenied unless the actor is entitled or leads the incident."""
    if not entitled and incident.commander != actor:
        leader = (incident.commander,) if incident.commander else ()
        raise PermissionDenied(
            Permission.CLOSE, (*leader, *context.rules.permissions.of(Permission.CLOSE))
        )


def merge(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    survivor_id: IncidentId,
    *,
    note: str = "",
) -> Incident:
    """Ends a duplicate and moves its people and open follow-ups to the surviving incident.

    Raises UnknownIncident, NotAllowedInStatus, PermissionDenied, or InvalidField if the survivor
    cannot take it over, or if somebody would learn of an incident they may not see.
    """
    return _end_duplicate(
        context, delivery, actor, (incident_id, survivor_id), note=note, only_merge=True
    )


def decline_as_duplicate(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    original_id: IncidentId,
    *,
    note: str = "",
) -> Incident:
    """Merges into the original if it can take the duplicate over, otherwise only declines.

    It cannot if the original is closed, or if only the duplicate is private. Raises as `merge`.
    """
    return _end_duplicate(
        context, delivery, actor, (incident_id, original_id), note=note, only_merge=False
    )


def _end_duplicate(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    ids: tuple[IncidentId, IncidentId],
    *,
    note: str,
    only_merge: bool,
) -> Incident:
    refuse_other_incident(
        context, actor, *ids, field=DUPLICATE_OF_FIELD, when_same=FieldProblem.DUPLICATE_OF_ITSELF
    )
    duplicate, original = (context.records.snapshot(each).incident for each in ids)
    _refuse_disclosure(context, duplicate, original)
    for each in ids:
        refuse_in_game_day(context, each)
    entitled = is_entitled(context, actor, Permission.CLOSE)
    newcomers = _newcomers(context, duplicate, original)
    ending = DuplicateEnding(note=clean_text(note), newcomers=newcomers, actor=actor)
    with context.units(delivery) as unit:
        duplicate, original = lock_both(unit, *ids)
        refuse_to_end(context, duplicate, actor, entitled=entitled)
        merges = only_merge or merging.can_take_over(original, duplicate)
        end = merging.merge if merges else merging.decline_as_duplicate
        end(duplicate, original, ending, context.clock.now())
        end_with_incident(unit, duplicate, context.clock.now())
    return duplicate


def _refuse_disclosure(context: AppContext, one: Incident, other: Incident) -> None:
    """Raises InvalidField unless the insiders of two private incidents may see both.

    Merging never adds insiders to a private incident.
    """
    if one.private and other.private:
        for known, unknown in ((one, other), (other, one)):
            insiders = context.records.insiders(known.id)
            if not all(context.records.may_see(user, unknown.id) for user in insiders):
                raise InvalidField(
                    DUPLICATE_OF_FIELD, FieldProblem.SOME_MAY_NOT_SEE, unknown.reference
                )


def _newcomers(context: AppContext, duplicate: Incident, original: Incident) -> tuple[UserId, ...]:
    there = {*_people_of(context, original), *context.records.insiders(original.id)}
    return tuple(user for user in _people_of(context, duplicate) if user not in there)


def _people_of(context: AppContext, incident: Incident) -> tuple[UserId, ...]:
    """The declarer, the role holders and the participants, without programs."""
    took_part = (each.user for each in context.records.participants(incident.id))
    return people_among((incident.declared_by, *incident.holders.values(), *took_part))


_ENDING_STEPS = frozenset(row.step_kind for row in TRANSITIONS if row.target.has_ended)


def change_status(
    context: AppContext, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, step: Step
) -> Incident:
    """Takes one step of the lifecycle. Declining a duplicate merges it where possible.

    Raises UnknownIncident, NotAllowedInStatus, PermissionDenied, Incomplete, or InvalidField for a
    duplicate of itself or of an incident the actor may not see.
    """
    if step.duplicate_of is not None:
        original = step.duplicate_of
        return decline_as_duplicate(context, delivery, actor, incident_id, original, note=step.note)
    may_end = step.kind not in _ENDING_STEPS or is_entitled(context, actor, Permission.CLOSE)
    may_override = is_entitled(context, actor, Permission.OVERRIDE)
    step = with_page_text(context, incident_id, step)
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        refuse_disabled(incident, step.kind, context.rules.enabled_statuses)
        refuse_to_end(context, incident, actor, entitled=may_end)
        overrides = may_override or incident.commander == actor
        said = replace(step, note=clean_text(step.note), may_override=overrides)
        incident.advance(said, actor=actor, now=context.clock.now())
        _correct_times(incident, step, actor, context.clock.now())
        end_with_incident(unit, incident, context.clock.now())
    return incident


def _correct_times(incident: Incident, step: Step, actor: UserId, now: datetime) -> None:
    """Raises InvalidField for an impossible time."""
    told: dict[Milestone, datetime] = {}
    if step.impact_started and Milestone.IMPACT_STARTED not in incident.milestones:
        told[Milestone.IMPACT_STARTED] = step.impact_started
    if step.mitigated_at:
        told[Milestone.MITIGATED] = step.mitigated_at
    if told:
        with suppress(NoChange):
            incident.correct_milestones(told, actor=actor, now=now)


def confirm_checklist_item(
    context: AppContext, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, item: Missing
) -> Incident:
    """Counts an item of the checklist as done, on the word of the post-mortem's owner.

    Raises UnknownIncident, NoChange, InvalidField, or PermissionDenied unless the actor leads the
    incident or may close it despite the checklist.
    """
    entitled = is_entitled(context, actor, Permission.OVERRIDE)
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        if not entitled and incident.commander != actor:
            leader = (incident.commander,) if incident.commander else ()
            may = context.rules.permissions.of(Permission.OVERRIDE)
            raise PermissionDenied(Permission.OVERRIDE, (*leader, *may))
        incident.confirm_item(item, actor=actor, now=context.clock.now())
    return incident
