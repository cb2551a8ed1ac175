from firefighter.domain.ids import IncidentId
from firefighter.domain.story import story
from firefighter.ports.house import House
from firefighter.slack.blocks.timeline import page_of, timeline
from firefighter.slack.blocks.vocabulary import Block


def timeline_page(house: House, incident_id: IncidentId, number: str = "") -> Block:
    """A page by its number as buttons carry it; the newest without one."""
    incident = house.records.snapshot(incident_id).incident
    passages = story(house.records.timeline(incident_id))
    page = page_of(passages, int(number) if number.isdecimal() else None)
    return timeline(incident, page, house.rules)
