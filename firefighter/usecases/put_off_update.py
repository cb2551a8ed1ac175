from datetime import datetime, timedelta

from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.updates import SNOOZE_MIN
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId


def put_off_update(
    house: House, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, *, seen: datetime
) -> Incident:
    """Promises the update that was due by `seen` for some minutes later. Raises Overtaken."""
    now = house.clock.now()
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        until = now + timedelta(minutes=SNOOZE_MIN)
        incident.put_off_update(until, seen=seen, actor=actor, now=now)
    return incident


def waive_update(
    house: House, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, *, seen: datetime
) -> Incident:
    """Takes back the promise of the update that was due by `seen`. Raises Overtaken."""
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        incident.waive_update(seen=seen, actor=actor, now=house.clock.now())
    return incident
