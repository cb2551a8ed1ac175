from collections.abc import Iterator

from firefighter.adapters.slack.blocks import declare
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.blocks.declare import Draft
from firefighter.domain.alert_groups import AlertGroupId
from firefighter.domain.events import Source
from firefighter.domain.rules import Rules
from firefighter.ports.snapshot import AdoptedChannel, ChannelId, Snapshot
from firefighter.use_cases.alert_cards import ProposalRef
from tests.adapters.slack.samples.listed_incident import listed


def declare_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    incident = snapshot.incident
    yield declare.declare_form(rules)
    yield declare.declare_form(rules, incident.title, alike=[listed(incident)] * 3)
    yield declare.declare_form(rules, draft=Draft(Source("C1", "1.2", "1.1")))
    for private in (True, False):
        adopted = AdoptedChannel(ChannelId("C1"), private)
        yield declare.declare_form(rules, draft=Draft(incident_channel=adopted))
    proposal = ProposalRef(AlertGroupId(3), 2)
    services = rules.services[:2]
    yield declare.declare_form(
        rules, incident.title, services=services, draft=Draft(proposal=proposal)
    )


def possible_duplicates(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    yield declare.possible_duplicates([listed(snapshot.incident)] * 3)
