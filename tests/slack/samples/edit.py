from collections.abc import Iterator

from firefighter.domain.rules import Rules
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import edit
from firefighter.slack.blocks.vocabulary import Block


def edit_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    yield edit.edit_form(snapshot.incident, rules)
    yield edit.edit_form(snapshot.incident, rules, snapshot.incident.title)
