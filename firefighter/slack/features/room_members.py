"""Keep in mind who is in a room, so that a private incident is known to them and to nobody else."""

from firefighter.slack.registry import Feature
from firefighter.slack.visits import Happened
from firefighter.usecases.room_members import joined_room, left_room

feature = Feature(scopes=("channels:read", "groups:read"))


@feature.event("member_joined_channel")
def note_joined(visit: Happened) -> None:
    if visit.house.records.worked_in(visit.channel) is not None:
        joined_room(visit.house, visit.delivery, visit.user, visit.channel)


@feature.event("member_left_channel")
def note_left(visit: Happened) -> None:
    if visit.house.records.worked_in(visit.channel) is not None:
        left_room(visit.house, visit.delivery, visit.user, visit.channel)
