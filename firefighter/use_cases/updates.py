"""Status updates: posting one, postponing or waiving the next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from firefighter.domain.errors import FieldProblem, InvalidField
from firefighter.domain.events import SNOOZE_MIN, UPDATE_LIMIT, Update
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.title import clean_text
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId


@dataclass(frozen=True)
class UpdateDraft:
    """An update as entered in the form."""

    impact: str
    changed: str
    next_step: str = ""
    next_by: UserId | None = None
    next_in_min: int | None = None
    """In how many minutes the next update is due; None if none is scheduled."""


def post_update(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    draft: UpdateDraft,
) -> Incident:
    """Posts a status update.

    Raises InvalidField for an empty one, UnknownIncident, NotAllowedInStatus.
    """
    impact = _require("impact", draft.impact, FieldProblem.NO_IMPACT)
    changed = _require("changed", draft.changed, FieldProblem.NO_NEWS)
    now = context.clock.now()
    wait = timedelta(minutes=draft.next_in_min) if draft.next_in_min else None
    update = Update(
        impact=impact,
        changed=changed,
        next_step=clean_text(draft.next_step, UPDATE_LIMIT, "next_step"),
        next_by=draft.next_by,
        next_update=now + wait if wait else None,
    )
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        incident.post_update(update, actor=actor, now=now)
    return incident


def _require(name: str, typed: str, otherwise: FieldProblem) -> str:
    text = clean_text(typed, UPDATE_LIMIT, name)
    if not text:
        raise InvalidField(name, otherwise)
    return text


def put_off_update(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    seen: datetime,
) -> Incident:
    """Postpones the update due at `seen` by `SNOOZE_MIN` minutes. Raises EditConflict."""
    now = context.clock.now()
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        until = now + timedelta(minutes=SNOOZE_MIN)
        incident.put_off_update(until, seen=seen, actor=actor, now=now)
    return incident


def waive_update(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    seen: datetime,
) -> Incident:
    """Skips the update due at `seen`. Raises EditConflict."""
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        incident.waive_update(seen=seen, actor=actor, now=context.clock.now())
    return incident
