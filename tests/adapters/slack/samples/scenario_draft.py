from collections.abc import Iterator

from firefighter.adapters.slack.blocks import scenario_draft as blocks
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.rules import Rules
from firefighter.ports.snapshot import Snapshot

_DRAFT = "\n".join(["1 = 2", "3 = < & >" * 60] * 30)


def scenario_draft_view(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    for draft in ("1", _DRAFT):
        yield blocks.scenario_draft_view(snapshot.incident, draft)
