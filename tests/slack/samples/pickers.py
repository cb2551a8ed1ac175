from collections.abc import Iterator

from firefighter.domain.rules import Rules
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import pickers
from firefighter.slack.blocks.pickers import Pending
from firefighter.slack.blocks.vocabulary import Block


def pick_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield pickers.pick_form(Pending(command="1"))
    yield pickers.pick_form(Pending(command="1", words=snapshot.incident.summary))


def incident_field(_snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield pickers.incident_field("incident.1", "2", optional=True)
