from collections.abc import Iterator

from firefighter.domain.rules import Rules
from firefighter.ports.places import Snapshot
from firefighter.ports.search import Found
from firefighter.slack.blocks import listing
from firefighter.slack.blocks.vocabulary import Block
from tests.slack.samples.listed import listed


def incident_list(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    one = listed(snapshot.incident)
    yield listing.incident_list("", Found((), 0), 0)
    yield listing.incident_list("1" * 5000, Found((), 0), 0)
    yield listing.incident_list("mine", Found([one], 1), 0)
    for start in (0, 10, 50):
        yield listing.incident_list("all", Found([one] * 10, 60), start)


def row(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield listing.row(listed(snapshot.incident))
