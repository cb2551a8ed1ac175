from dataclasses import dataclass
from datetime import timedelta

from firefighter.domain.errors import Flaw, InvalidField
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.title import clean_text
from firefighter.domain.updates import UPDATE_LIMIT, Update
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId


@dataclass(frozen=True)
class News:
    """An update as it was typed."""

    impact: str
    changed: str
    next_step: str = ""
    next_by: UserId | None = None
    next_in_min: int | None = None
    """In how many minutes the next update is promised; None for no promise."""


def post_update(
    house: House, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, news: News
) -> Incident:
    """Tells everybody how things stand.

    Raises InvalidField for an update that says nothing, UnknownIncident, NotAllowed.
    """
    impact = _said("impact", news.impact, Flaw.NO_IMPACT)
    changed = _said("changed", news.changed, Flaw.NO_NEWS)
    now = house.clock.now()
    wait = timedelta(minutes=news.next_in_min) if news.next_in_min else None
    update = Update(
        impact=impact,
        changed=changed,
        next_step=clean_text(news.next_step, UPDATE_LIMIT),
        next_by=news.next_by,
        next_update=now + wait if wait else None,
    )
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        incident.post_update(update, actor=actor, now=now)
    return incident


def _said(name: str, typed: str, otherwise: Flaw) -> str:
    text = clean_text(typed, UPDATE_LIMIT)
    if not text:
        raise InvalidField(name, otherwise)
    return text
