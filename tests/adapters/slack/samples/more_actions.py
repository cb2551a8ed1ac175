from collections.abc import Iterator

from firefighter.adapters.slack.blocks import more_actions as blocks
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.inbound.registry import find_features
from firefighter.domain.rules import Rules
from firefighter.ports.snapshot import Snapshot


def more_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    yield blocks.more_form(snapshot.incident, find_features().more, rules)
