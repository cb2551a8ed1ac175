"""Asking for the review of a post-mortem, and approving it."""

from collections.abc import Sequence
from datetime import date

from firefighter.domain.errors import NotPostmortemOwner, ReviewersOutside
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.review import (
    approve,
    refuse_past_day,
    refuse_without_postmortem,
    request_review,
)
from firefighter.domain.roles import Permission
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.status import is_entitled


def ask_for_review(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    reviewers: Sequence[UserId],
    due: date | None,
) -> Incident:
    """Sets the reviewers of a post-mortem and asks those who are new, or else those left.

    Raises UnknownIncident, as `refuse_asking` and `request_review` do, or ReviewersOutside for
    people who cannot see the private incident.
    """
    known = context.records.snapshot(incident_id).incident
    refuse_asking(context, known, actor)
    if known.private:
        _refuse_outsiders(context, incident_id, reviewers)
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        now = context.clock.now()
        refuse_past_day(incident.review, due, context.rules.day_of(now))
        incident.change_review(request_review(incident, reviewers, due, actor=actor, now=now))
    return incident


def refuse_asking(context: AppContext, incident: Incident, actor: UserId) -> None:
    """Raises NoPostmortemPage, NotReviewable, or NotPostmortemOwner unless the actor owns it.

    Who may close without the checklist may ask as well, and everybody while nobody owns it.
    """
    refuse_without_postmortem(incident)
    owner = incident.commander
    if owner and owner != actor and not is_entitled(context, actor, Permission.OVERRIDE):
        raise NotPostmortemOwner((owner, *context.rules.permissions.of(Permission.OVERRIDE)))


def _refuse_outsiders(
    context: AppContext, incident_id: IncidentId, reviewers: Sequence[UserId]
) -> None:
    outside = tuple(user for user in reviewers if not context.records.may_see(user, incident_id))
    if outside:
        raise ReviewersOutside(outside)


def approve_postmortem(
    context: AppContext, delivery: DeliveryId, actor: UserId, incident_id: IncidentId
) -> Incident:
    """Raises UnknownIncident, or as `approve` does."""
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        incident.change_review(approve(incident, actor=actor, now=context.clock.now()))
    return incident
