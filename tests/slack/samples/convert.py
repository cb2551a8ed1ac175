from collections.abc import Iterator

from firefighter.domain.rules import Rules
from firefighter.ports.places import AdoptedRoom, Snapshot
from firefighter.slack.blocks import convert
from firefighter.slack.blocks.vocabulary import Block


def convert_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    for place in snapshot.places.values():
        yield convert.convert_form(snapshot.incident, AdoptedRoom(place.channel, private=False))


def looking_form(_snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield convert.looking_form()
