from collections.abc import Iterator

from firefighter.domain.rules import Rules
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import more
from firefighter.slack.blocks.vocabulary import Block, actions
from firefighter.slack.registry import find_features


def more_button(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield actions([more.more_button(snapshot.incident)])


def more_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield more.more_form(snapshot.incident, find_features().more)
