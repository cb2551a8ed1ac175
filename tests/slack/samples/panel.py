from collections.abc import Iterator

from firefighter.domain.rules import Rules
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import panel as blocks
from firefighter.slack.blocks.vocabulary import Block


def panel(snapshot: Snapshot, rules: Rules) -> Iterator[list[Block]]:
    yield blocks.panel(snapshot, rules)
