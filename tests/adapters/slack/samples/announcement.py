from collections.abc import Iterator

from firefighter.adapters.slack.blocks import announcement as blocks
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.rules import Rules
from firefighter.ports.snapshot import Snapshot


def announcement(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    yield blocks.announcement(snapshot)


def summary(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    yield blocks.summary(snapshot.incident)


def impact(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    yield blocks.impact(snapshot.incident)
