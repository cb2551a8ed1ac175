from collections.abc import Iterator

from firefighter.adapters.slack.blocks import updates
from firefighter.adapters.slack.blocks import updates as blocks
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.events import UpdatePosted
from firefighter.domain.rules import Rules
from firefighter.ports.chat import Nudge, NudgeKind
from firefighter.ports.snapshot import Snapshot
from tests.domain.incidents import NOW


def update_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.update_form(snapshot.incident)


def update_card(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    incident = snapshot.incident
    text, who = incident.impact or "1, 2", incident.declared_by
    for next_step, next_by, at in ((text, who, NOW), ("", None, None)):
        posted = UpdatePosted(
            actor=who,
            at=NOW,
            impact=text,
            changed=text,
            next_step=next_step,
            next_by=next_by,
            next_update=at,
        )
        yield blocks.update_card(posted, incident)


def prompt(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for wanted in NudgeKind:
        yield updates.prompt(Nudge(wanted, snapshot))[1]
