"""Notice what people do to a room in Slack: archive, delete or rename it, or let us back in."""

from firefighter.domain.room import RoomState
from firefighter.slack.incoming import BOT_JOINED
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Happened
from firefighter.usecases.note_room import note_room
from firefighter.usecases.note_room_name import note_room_name

feature = Feature(scopes=("channels:history", "channels:read", "groups:history", "groups:read"))

_RENAMED = {"channel_name", "group_name"}


@feature.event("channel_archive")
@feature.event("group_archive")
def note_archived(visit: Happened) -> None:
    _note(visit, RoomState.ARCHIVED)


@feature.event("channel_unarchive")
@feature.event("group_unarchive")
@feature.event(BOT_JOINED)
def note_back(visit: Happened) -> None:
    _note(visit, RoomState.OPEN)


@feature.event("channel_deleted")
@feature.event("group_deleted")
def note_deleted(visit: Happened) -> None:
    _note(visit, RoomState.DELETED)


@feature.event("message")
def note_who_renamed(visit: Happened) -> None:
    """The line that Slack writes into the room says who did it."""
    if visit.subtype in _RENAMED:
        _note_name(visit)


@feature.event("channel_rename")
@feature.event("group_rename")
def note_renamed(visit: Happened) -> None:
    """Does not say who did it, and is for where we cannot see that line."""
    _note_name(visit, while_inside=False)


def _note(visit: Happened, state: RoomState) -> None:
    incident_id = visit.house.records.worked_in(visit.channel)
    if incident_id is not None:
        note_room(
            visit.house,
            visit.delivery,
            visit.user,
            incident_id,
            visit.channel,
            state=state,
            at=visit.at,
        )


def _note_name(visit: Happened, *, while_inside: bool = True) -> None:
    incident_id = visit.house.records.worked_in(visit.channel)
    if incident_id is None or not visit.detail:
        return
    inside = visit.house.records.snapshot(incident_id).incident.works_in_room
    if while_inside or not inside:
        note_room_name(
            visit.house,
            visit.delivery,
            visit.user,
            incident_id,
            visit.channel,
            name=visit.detail,
            at=visit.at,
        )
