from collections.abc import Iterator

from firefighter.domain.rules import Rules
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import merging
from firefighter.slack.blocks.vocabulary import Block, Option


def survivor_field(_snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield merging.survivor_field("1", optional=True)
    yield merging.survivor_field("1", chosen=Option("7", "2"))


def merge_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield merging.merge_form(snapshot.incident)
    yield merging.merge_form(snapshot.incident, Option("7", "2"))


def addition_field(_snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield merging.addition_field()
    yield merging.addition_field("1, 2")
