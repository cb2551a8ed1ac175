from collections.abc import Iterator

from firefighter.domain.rules import Rules
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import tools as blocks
from firefighter.slack.blocks.vocabulary import Block


def tools(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.tools(snapshot.incident)
