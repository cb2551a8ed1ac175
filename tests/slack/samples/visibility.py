from collections.abc import Iterator
from dataclasses import replace

from firefighter.domain.room import RoomState
from firefighter.domain.rules import Rules
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import visibility
from firefighter.slack.blocks.vocabulary import Block


def private_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    for state in RoomState:
        yield visibility.private_form(replace(snapshot.incident, has_room=True, room_state=state))
    yield visibility.private_form(replace(snapshot.incident, has_room=False))
    yield visibility.private_form(snapshot.incident, stays=True)


def public_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield visibility.public_form(snapshot.incident)
