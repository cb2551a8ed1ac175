from collections.abc import Iterator

from firefighter.domain.rules import Rules
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import news as blocks
from firefighter.slack.blocks.vocabulary import Block


def impact(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    yield blocks.impact(snapshot.incident)
