from collections.abc import Iterator

from firefighter.adapters.slack.blocks import declare
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.events import Source
from firefighter.domain.rules import Rules
from firefighter.ports.snapshot import AdoptedChannel, ChannelId, Snapshot
from tests.adapters.slack.samples.listed_incident import listed


def declare_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    incident = snapshot.incident
    yield declare.declare_form(rules)
    yield declare.declare_form(rules, incident.title, alike=[listed(incident)] * 3)
    yield declare.declare_form(rules, source=Source("C1", "1.2", "1.1"))
    for private in (True, False):
        yield declare.declare_form(rules, incident_channel=AdoptedChannel(ChannelId("C1"), private))


def possible_duplicates(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    yield declare.possible_duplicates([listed(snapshot.incident)] * 3)
