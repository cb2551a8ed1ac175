from collections.abc import Collection
from datetime import datetime

from firefighter.domain.ids import IncidentId, UserId
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId


def take_part(
    house: House,
    delivery: DeliveryId,
    incident_id: IncidentId,
    user: UserId,
    at: datetime,
    *,
    messages: int = 0,
) -> None:
    """Keeps on record that somebody came, or spoke `messages` times. Raises AlreadyHandled."""
    with house.units(delivery) as unit:
        unit.participants.took_part(incident_id, user, at, messages=messages)


def all_take_part(
    house: House, delivery: DeliveryId, incident_id: IncidentId, users: Collection[UserId]
) -> None:
    """Keeps on record that these are there from now on. Raises AlreadyHandled."""
    with house.units(delivery) as unit:
        for user in sorted(users):
            unit.participants.took_part(incident_id, user, house.clock.now())
