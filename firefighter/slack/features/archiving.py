"""Keep the room of a closed incident, or archive it before it is time."""

from firefighter.effects.archive_room import ArchiveRoom
from firefighter.slack.blocks import presses
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed
from firefighter.usecases.archive_room import archive_room
from firefighter.usecases.keep_room import keep_room

feature = Feature()


@feature.press(presses.KEEP_ROOM)
def keep(visit: Pressed) -> None:
    keep_room(visit.house, visit.delivery, visit.user, visit.incident_id)


@feature.press(presses.ARCHIVE_ROOM)
def archive_now(visit: Pressed) -> None:
    archiving = ArchiveRoom(by=visit.user).request()
    archive_room(visit.house, visit.delivery, visit.incident_id, archiving)
