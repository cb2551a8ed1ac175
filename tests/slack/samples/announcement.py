from collections.abc import Iterator

from firefighter.domain.rules import Rules
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import announcement as blocks
from firefighter.slack.blocks.vocabulary import Block


def announcement(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    yield blocks.announcement(snapshot)


def summary(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    yield blocks.summary(snapshot.incident)
