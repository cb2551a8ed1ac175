from collections.abc import Iterator
from itertools import chain, combinations

from firefighter.adapters.slack.blocks import forms
from firefighter.adapters.slack.blocks import forms as blocks
from firefighter.adapters.slack.blocks.block_kit import Block, Option, section
from firefighter.adapters.slack.blocks.panel import panel
from firefighter.domain.errors import Missing
from firefighter.domain.lifecycle import StepKind
from firefighter.domain.rules import Rules
from firefighter.ports.snapshot import Snapshot

_CLOSING = (Missing.POSTMORTEM, Missing.COMMANDER, Missing.SUMMARY)

_SOME_MISSING = list(chain.from_iterable(combinations(_CLOSING, size) for size in range(4)))


def note_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield forms.note_form(StepKind.MITIGATE, snapshot.incident.id)
    yield forms.note_form(StepKind.MITIGATE, snapshot.incident.id, asks_impact_start=True, note="1")
    yield forms.note_form(StepKind.REOPEN, snapshot.incident.id)


def decline_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield forms.decline_form(snapshot.incident.id)


def hand_over_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    for role in rules.roles:
        yield forms.hand_over_form(snapshot.incident.id, role.key, rules)


def describe_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield forms.describe_form(snapshot.incident)


def checklist(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    for missing in _SOME_MISSING:
        yield forms.checklist(snapshot.incident, missing, may_override=True)
        yield forms.checklist(snapshot.incident, missing, may_override=False)


def fix_button(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for item in Missing:
        yield [section("1", forms.fix_button(snapshot.incident, item, "https://3.example/4"))]


def message(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield forms.message(snapshot.incident.reference, "1, 2")


def answer(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    yield forms.answer("1", "2", ())
    yield forms.answer("1", "2", panel(snapshot, rules))


def original_field(_snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield forms.original_field("1", optional=True)
    yield forms.original_field("1", chosen=Option("7", "2"))


def merge_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield forms.merge_form(snapshot.incident)
    yield forms.merge_form(snapshot.incident, Option("7", "2"))


def addition_field(_snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield forms.addition_field()
    yield forms.addition_field("1, 2")


def edit_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    yield forms.edit_form(snapshot.incident, rules)
    yield forms.edit_form(snapshot.incident, rules, snapshot.incident.title)


def milestones_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.milestones_form(snapshot.incident)
