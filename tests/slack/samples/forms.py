from collections.abc import Iterator
from itertools import chain, combinations

from firefighter.domain.errors import Missing
from firefighter.domain.lifecycle import Trigger
from firefighter.domain.rules import Rules
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import forms
from firefighter.slack.blocks.panel import panel
from firefighter.slack.blocks.vocabulary import Block, section

_CLOSING = (Missing.POSTMORTEM, Missing.COMMANDER, Missing.SUMMARY)
_SOME_MISSING = list(chain.from_iterable(combinations(_CLOSING, size) for size in range(4)))


def note_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield forms.note_form(Trigger.MITIGATE, snapshot.incident.id)
    yield forms.note_form(Trigger.REOPEN, snapshot.incident.id)


def cancel_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield forms.cancel_form(snapshot.incident.id)


def hand_over_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    for role in rules.roles:
        yield forms.hand_over_form(snapshot.incident.id, role.key, rules)


def describe_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield forms.describe_form(snapshot.incident)


def checklist(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    for missing in _SOME_MISSING:
        yield forms.checklist(snapshot.incident, missing, may_override=True)
        yield forms.checklist(snapshot.incident, missing, may_override=False)


def mend(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for item in Missing:
        yield [section("1", forms.mend(snapshot.incident, item, "https://3.example/4"))]


def message(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield forms.message(snapshot.incident.reference, "1, 2")


def answer(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    yield forms.answer("1", "2", ())
    yield forms.answer("1", "2", panel(snapshot, rules))
