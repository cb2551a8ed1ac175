from datetime import datetime

from firefighter.domain import noting
from firefighter.domain.errors import Flaw, InvalidField
from firefighter.domain.ids import EntryId, IncidentId, UserId
from firefighter.domain.title import clean_text
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId


def correct_entry(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    entry: EntryId,
    *,
    happened_at: datetime | None = None,
    text: str = "",
) -> None:
    """Puts an entry of the timeline right; what it was before stays on record.

    Raises UnknownIncident, UnknownEntry, NotWords, AlreadySo, or InvalidField for a time to come.
    """
    now = house.clock.now()
    if happened_at and happened_at > now:
        raise InvalidField("at", Flaw.STILL_TO_COME)
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        corrected = noting.correct(
            unit.timeline(incident_id),
            entry,
            happened_at=happened_at,
            text=clean_text(text),
            actor=actor,
            now=now,
        )
        incident.record(corrected)


def remove_entry(
    house: House, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, entry: EntryId
) -> None:
    """Takes what people wrote off the timeline; the record keeps it.

    Raises UnknownIncident, UnknownEntry, NotWords.
    """
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        record = unit.timeline(incident_id)
        incident.record(noting.remove(record, entry, actor=actor, now=house.clock.now()))
