from dataclasses import replace

from firefighter.domain.errors import Flaw, InvalidField
from firefighter.domain.events import Details
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.title import split_title
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId


def edit(
    house: House, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, details: Details
) -> Incident:
    """Gives an incident another title or other services. A title too long for a line is shortened.

    Raises UnknownIncident, InvalidField, or AlreadySo when nothing would change.
    """
    title, _rest = split_title(details.title)
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        new = set(details.services) - set(incident.services) - set(house.rules.services)
        if new:
            raise InvalidField("services", Flaw.UNKNOWN_SERVICE, ", ".join(sorted(new)))
        incident.edit(replace(details, title=title), actor=actor, now=house.clock.now())
    return incident
