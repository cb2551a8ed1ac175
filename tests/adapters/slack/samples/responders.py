from collections.abc import Iterator
from dataclasses import replace

from firefighter.adapters.slack.blocks import responders
from firefighter.adapters.slack.blocks import responders as blocks
from firefighter.adapters.slack.blocks.block_kit import Block, actions
from firefighter.domain.events import RoleChanged
from firefighter.domain.paging import OnCallService
from firefighter.domain.rules import Rules
from firefighter.ports.snapshot import Snapshot
from tests.domain.incidents import NOW


def take_command_button(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield actions([blocks.take_command_button(snapshot.incident)])


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


def paging_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    incident = snapshot.incident
    yield responders.paging_form(incident, rules)
    with_somebody = replace(rules, on_call=(OnCallService("1", "7"),))
    yield responders.paging_form(incident, with_somebody, "2, 3")
    yield responders.paging_form(replace(incident, private=not incident.private), with_somebody)
