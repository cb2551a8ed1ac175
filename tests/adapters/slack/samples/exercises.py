from collections.abc import Iterator

from firefighter.adapters.slack.blocks import exercises as blocks
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.rules import Rules
from firefighter.ports.snapshot import Snapshot
from tests.adapters.slack.samples.messages import EXERCISE_MESSAGES
from tests.domain.incidents import NOW


def exercise_message(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for messages in EXERCISE_MESSAGES.values():
        for message in messages(snapshot):
            yield blocks.exercise_message(message)[1]


def move_form(_snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.move_form("1", NOW.date())


def skip_form(_snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.skip_form("1", NOW.date())
