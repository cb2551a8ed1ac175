from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from firefighter.domain.errors import AlreadySo, Flaw, InvalidField
from firefighter.domain.follow_ups import (
    FollowUp,
    FollowUpNumber,
    FollowUpState,
    next_number,
    numbered,
)
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.title import clean_text
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId, EffectRequest


@dataclass(frozen=True)
class Task:
    """What somebody fills in about a follow-up."""

    text: str
    owner: UserId | None = None
    due: date | None = None
    ticket: str = ""


def add_follow_up(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    task: Task,
    *,
    then: Callable[[FollowUp], EffectRequest] | None = None,
) -> Incident:
    """Writes down what remains to be done; also when the incident is closed.

    `then` says what else is to be done for the new one.

    Raises UnknownIncident, or InvalidField for an empty text or a ticket that is no address.
    """
    clean = _clean(task)
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        added = FollowUp(number=next_number(incident.follow_ups), **vars(clean))
        incident.follow_up(added, actor=actor, now=house.clock.now())
        if then:
            unit.enqueue(incident_id, then(added))
    return incident


def change_follow_up(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    number: FollowUpNumber,
    task: Task,
) -> Incident:
    """Raises UnknownIncident, UnknownFollowUp, InvalidField, or AlreadySo for no change."""
    clean = _clean(task)
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        changed = replace(numbered(incident.follow_ups, number), **vars(clean))
        incident.follow_up(changed, actor=actor, now=house.clock.now())
    return incident


def link_follow_up(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    number: FollowUpNumber,
    source: str,
) -> Incident:
    """Says from which message it was made. Raises UnknownIncident, UnknownFollowUp, AlreadySo."""
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        linked = replace(numbered(incident.follow_ups, number), source=source)
        incident.follow_up(linked, actor=actor, now=house.clock.now())
    return incident


def settle_follow_up(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    number: FollowUpNumber,
    state: FollowUpState,
) -> Incident:
    """Done, dropped, or open again. Raises UnknownIncident, UnknownFollowUp, AlreadySo."""
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        before = numbered(incident.follow_ups, number)
        if before.state is state:
            raise AlreadySo("follow_up", state)
        incident.follow_up(replace(before, state=state), actor=actor, now=house.clock.now())
    return incident


def _clean(task: Task) -> Task:
    text = " ".join(clean_text(task.text).split())
    if not text:
        raise InvalidField("text", Flaw.NO_FOLLOW_UP)
    ticket = task.ticket.strip()
    if ticket and not ticket.startswith(("https://", "http://")):
        raise InvalidField("ticket", Flaw.NO_ADDRESS)
    return replace(task, text=text, ticket=ticket)
