from collections.abc import Iterator

from firefighter.domain.rules import Rules
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import visibility
from firefighter.slack.blocks.vocabulary import Block


def private_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield visibility.private_form(snapshot.incident)


def public_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield visibility.public_form(snapshot.incident)
