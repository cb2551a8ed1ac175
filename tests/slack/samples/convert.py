from collections.abc import Iterator
from dataclasses import replace

from firefighter.domain.room import RoomState
from firefighter.domain.rules import Rules
from firefighter.ports.places import AdoptedRoom, Snapshot
from firefighter.slack.blocks import convert
from firefighter.slack.blocks.vocabulary import Block


def convert_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    for place in snapshot.places.values():
        incident = replace(snapshot.incident, room_state=RoomState.ARCHIVED)
        room = AdoptedRoom(place.channel, private=incident.private)
        yield convert.convert_form(incident, room)


def looking_form(_snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield convert.looking_form()
