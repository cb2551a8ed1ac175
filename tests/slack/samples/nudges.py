from collections.abc import Iterator

from firefighter.domain.rules import Rules
from firefighter.ports.chat import Nudge, Wanted
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import nudges
from firefighter.slack.blocks.vocabulary import Block


def nudge(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for wanted in Wanted:
        yield nudges.nudge(Nudge(wanted, snapshot))[1]
