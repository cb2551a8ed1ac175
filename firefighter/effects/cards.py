from collections.abc import Iterator

from firefighter.domain.incident import Incident
from firefighter.ports.places import Place


def panels_of(incident: Incident) -> Iterator[Place]:
    """The cards with buttons, which also say what could not be done yet."""
    return (place for place in cards_of(incident) if place is not Place.ANNOUNCEMENT)


def home_of(incident: Incident) -> Place:
    """Where people work on it, and hear what is for them alone.

    For a private incident the room, also when it is gone: there is no other place for it.
    """
    return Place.ROOM if incident.works_in_room or incident.private else Place.ANNOUNCEMENT


def cards_of(incident: Incident) -> Iterator[Place]:
    """The messages that show an incident's state and are kept up to date; for private ones few."""
    if not incident.private:
        yield Place.ANNOUNCEMENT
        yield Place.THREAD_PANEL
    if incident.works_in_room:
        yield Place.ROOM_PANEL
