from collections.abc import Iterator

from firefighter.domain.rules import Rules
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import milestones as blocks
from firefighter.slack.blocks.vocabulary import Block


def milestones_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.milestones_form(snapshot.incident)
