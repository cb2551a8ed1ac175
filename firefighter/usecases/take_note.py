from datetime import datetime

from firefighter.domain.errors import Flaw, InvalidField
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.noting import to_the_minute
from firefighter.domain.title import clean_text
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId


def take_note(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    text: str,
    *,
    at: datetime | None = None,
) -> Incident:
    """Writes something down on the timeline, as happened just now or at a time that is over.

    Raises UnknownIncident, or InvalidField for nothing and for a time to come.
    """
    now = house.clock.now()
    words = clean_text(text)
    if not words:
        raise InvalidField("text", Flaw.NO_NOTE)
    if at is not None and at > now:
        raise InvalidField("at", Flaw.STILL_TO_COME)
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        incident.note(words, actor=actor, now=to_the_minute(now, at or now))
    return incident
