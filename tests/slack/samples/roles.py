from collections.abc import Iterator

from firefighter.domain.events import RoleChanged
from firefighter.domain.rules import Rules
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import roles as blocks
from firefighter.slack.blocks.vocabulary import Block
from tests.domain.incidents import NOW


def assign_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    yield blocks.assign_form(snapshot.incident, rules)


def note_field(_snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.note_field()


def briefing(snapshot: Snapshot, rules: Rules) -> Iterator[list[Block]]:
    who = snapshot.incident.declared_by
    for role in rules.roles:
        for note in ("", snapshot.incident.impact):
            event = RoleChanged(actor=who, at=NOW, role=role.key, before=None, after=who, note=note)
            yield blocks.briefing(event, snapshot, rules)
