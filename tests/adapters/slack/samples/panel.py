from collections.abc import Iterator
from datetime import timedelta

from firefighter.adapters.slack.blocks import panel as blocks
from firefighter.adapters.slack.blocks.block_kit import Block, actions
from firefighter.domain.lifecycle import Status
from firefighter.domain.rules import Rules
from firefighter.domain.status_times import StateTime
from firefighter.domain.timeline import Participant
from firefighter.ports.snapshot import Snapshot
from tests.domain.incidents import NOW


def panel(snapshot: Snapshot, rules: Rules) -> Iterator[list[Block]]:
    yield blocks.panel(snapshot, rules)


def short_panel(snapshot: Snapshot, rules: Rules) -> Iterator[list[Block]]:
    yield blocks.short_panel(snapshot, rules, lambda place: f"https://1.example/{place.ts}")


def panel_buttons(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    yield actions(blocks.panel_buttons(snapshot.incident, rules))


def step_buttons(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    yield actions(blocks.step_buttons(snapshot.incident, rules))


def coordination_buttons(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield actions(blocks.coordination_buttons(snapshot.incident))


def record_buttons(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield actions(blocks.record_buttons(snapshot.incident))


def participants_line(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    one = Participant(snapshot.incident.declared_by, NOW, NOW)
    for number in (0, 1, 12, 13, 200):
        yield blocks.participants_line([one] * number)


def status_times_line(_snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    yield blocks.status_times_line([])
    yield blocks.status_times_line(
        [
            StateTime(status, timedelta(hours=30), lasts=n % 2 == 1)
            for n, status in enumerate(Status)
        ]
    )
