from collections.abc import Iterator

from firefighter.domain.events import Source
from firefighter.domain.rules import Rules
from firefighter.ports.places import AdoptedRoom, ChannelId, Snapshot
from firefighter.slack.blocks import declare
from firefighter.slack.blocks.vocabulary import Block
from tests.slack.samples.listed import listed


def declare_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    incident = snapshot.incident
    yield declare.declare_form(rules)
    yield declare.declare_form(rules, incident.title, alike=[listed(incident)] * 3)
    yield declare.declare_form(rules, source=Source("C1", "1.2", "1.1"))
    for private in (True, False):
        yield declare.declare_form(rules, room=AdoptedRoom(ChannelId("C1"), private))
