from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from firefighter.adapters.slack.blocks import follow_ups as blocks
from firefighter.adapters.slack.blocks.block_kit import Block, modal
from firefighter.domain.follow_ups import (
    FollowUp,
    FollowUpKind,
    FollowUpNumber,
    FollowUpState,
    Priority,
)
from firefighter.domain.incident import Incident
from firefighter.domain.rules import Rules
from firefighter.ports.chat import Reminder
from firefighter.ports.snapshot import Snapshot
from tests.domain.incidents import LATER, NOW

_MANY = 120


def _incidents(incident: Incident) -> Iterator[Incident]:
    """With none, with one of each sort, and with more than fit on a page."""
    bare = FollowUp(number=FollowUpNumber(1), text=incident.title)
    full = FollowUp(
        number=FollowUpNumber(2),
        text=incident.summary or "1, 2",
        owner=incident.declared_by,
        due=NOW.date(),
        source="https://1.example/2?a=1&b=2",
        ticket="https://3.example/4|5",
        kind=FollowUpKind.INVESTIGATE,
        priority=Priority.P0,
    )
    sorts = [bare, full, *(replace(full, state=state) for state in FollowUpState)]
    for known in ([], sorts, [full] * _MANY):
        numbered = {
            FollowUpNumber(number): replace(each, number=FollowUpNumber(number))
            for number, each in enumerate(known, 1)
        }
        yield replace(incident, follow_ups=numbered)


def follow_ups_summary(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    yield from map(blocks.follow_ups_summary, _incidents(snapshot.incident))


def follow_ups_list(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    for incident in _incidents(snapshot.incident):
        yield blocks.follow_ups_list(incident, LATER.date())


def follow_up_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    incident = snapshot.incident
    yield blocks.follow_up_form(incident.id)
    yield blocks.follow_up_form(incident.id, text=incident.summary, source="C1/1.1")
    for each in _incidents(incident):
        for follow_up in list(each.follow_ups.values())[:5]:
            yield blocks.follow_up_form(incident.id, follow_up)


def priority_and_kind(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    for each in (None, *list(next(_incidents(snapshot.incident)).follow_ups.values())[:3]):
        yield modal("priority_and_kind", "1", blocks.priority_and_kind(each), submit="2")


def reminder(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    text = snapshot.incident.summary or "1, 2"
    follow_up = FollowUp(number=FollowUpNumber(1), text=text, due=date(2026, 3, 9))
    for late in (False, True):
        yield blocks.reminder(Reminder(follow_up, late=late, snapshot=snapshot))[1]


def follow_up_fields(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    for text in ("", snapshot.incident.summary):
        yield modal("1", "2", blocks.follow_up_fields(text=text), submit="3")
