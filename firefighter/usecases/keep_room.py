from firefighter.domain.ids import IncidentId, UserId
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId


def keep_room(house: House, delivery: DeliveryId, actor: UserId, incident_id: IncidentId) -> None:
    """Has an incident's room stay for good.

    Raises UnknownIncident, or AlreadySo when somebody has said so, or it is gone.
    """
    with house.units(delivery) as unit:
        unit.incidents.get(incident_id).keep_room(actor=actor, now=house.clock.now())
