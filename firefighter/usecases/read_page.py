from dataclasses import replace

from firefighter.domain.ids import IncidentId
from firefighter.domain.lifecycle import Step, Trigger
from firefighter.ports.house import House
from firefighter.ports.pages import Reading


def read_page(house: House, incident_id: IncidentId) -> Reading | None:
    """What the post-mortem page says now, or said last; None where people do not write on it.

    Takes up to a second or two, so no transaction may be open. Raises UnknownIncident.
    """
    snapshot = house.records.snapshot(incident_id)
    incident = snapshot.incident
    if not incident.has_page or incident.private:
        return None
    return house.readings(incident_id, snapshot.page)


def with_page(house: House, incident_id: IncidentId, step: Step) -> Step:
    """A step that closes, with what the page says, by which the checklist is judged."""
    if step.trigger is not Trigger.CLOSE:
        return step
    reading = read_page(house, incident_id)
    if reading is None:
        return step
    return replace(step, page=reading.text, page_unread=reading.text is None)
