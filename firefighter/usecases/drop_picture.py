from datetime import datetime

from firefighter.domain.noting import without_picture
from firefighter.domain.story import story
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId


def drop_picture(house: House, delivery: DeliveryId, file: str, *, at: datetime) -> None:
    """Takes a picture whose file was deleted off every timeline that shows it.

    Nothing where none does, not even in the inbox. Raises AlreadyHandled.
    """
    found = house.records.showing(file)
    if not found:
        return
    with house.units(delivery) as unit:
        for incident_id in sorted(found):
            incident = unit.incidents.get(incident_id)
            for passage in story(unit.timeline(incident_id)):
                if event := without_picture(passage, file, at):
                    incident.record(event)
