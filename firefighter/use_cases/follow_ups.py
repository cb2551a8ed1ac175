from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from firefighter.domain.errors import FieldProblem, InvalidField, NoChange, Unchanged
from firefighter.domain.follow_ups import (
    FollowUp,
    FollowUpKind,
    FollowUpNumber,
    FollowUpState,
    Priority,
    get_follow_up,
    next_follow_up_number,
)
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.title import clean_text, from_form
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId, EffectRequest


@dataclass(frozen=True)
class FollowUpDraft:
    """What somebody fills in about a follow-up."""

    text: str
    owner: UserId | None = None
    due: date | None = None
    ticket: str = ""
    kind: FollowUpKind | None = None
    priority: Priority | None = None


def add_follow_up(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    draft: FollowUpDraft,
    *,
    then: Callable[[FollowUp], EffectRequest] | None = None,
) -> Incident:
    """Adds a follow-up, also after the incident is closed. `then` makes one more effect for it.

    Raises UnknownIncident, or InvalidField for an empty text or a ticket that is not a URL.
    """
    clean = clean_draft(draft)
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        added = FollowUp(number=next_follow_up_number(incident.follow_ups), **vars(clean))
        incident.follow_up(added, actor=actor, now=context.clock.now())
        if then:
            unit.enqueue(incident_id, then(added))
    return incident


def change_follow_up(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    number: FollowUpNumber,
    draft: FollowUpDraft,
) -> Incident:
    """Raises UnknownIncident, UnknownFollowUp, InvalidField, or NoChange."""
    clean = clean_draft(draft)
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        before = get_follow_up(incident.follow_ups, number)
        text = from_form(clean.text, before.text)
        changed = replace(before, **{**vars(clean), "text": text})
        incident.follow_up(changed, actor=actor, now=context.clock.now())
    return incident


def link_follow_up(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    number: FollowUpNumber,
    source: str,
) -> Incident:
    """Sets the message it was made from. Raises UnknownIncident, UnknownFollowUp, NoChange."""
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        linked = replace(get_follow_up(incident.follow_ups, number), source=source)
        incident.follow_up(linked, actor=actor, now=context.clock.now())
    return incident


def settle_follow_up(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    number: FollowUpNumber,
    state: FollowUpState,
) -> Incident:
    """Sets it done, won't do, or open. Raises UnknownIncident, UnknownFollowUp, NoChange."""
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        before = get_follow_up(incident.follow_ups, number)
        if before.state is state:
            raise NoChange(Unchanged.FOLLOW_UP, state)
        incident.follow_up(replace(before, state=state), actor=actor, now=context.clock.now())
    return incident


def clean_draft(draft: FollowUpDraft) -> FollowUpDraft:
    """Raises InvalidField for an empty text or a ticket that is not a URL."""
    text = " ".join(clean_text(draft.text).split())
    if not text:
        raise InvalidField("text", FieldProblem.NO_FOLLOW_UP)
    ticket = draft.ticket.strip()
    if ticket and not ticket.startswith(("https://", "http://")):
        raise InvalidField("ticket", FieldProblem.NO_ADDRESS)
    return replace(draft, text=text, ticket=ticket)
