from collections.abc import Iterator

from firefighter.adapters.slack.blocks import severity as blocks
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.ports.snapshot import Snapshot


def severity_choices(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    yield blocks.severity_choices(snapshot.incident, rules)


def severity_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    for severity in Severity:
        yield blocks.severity_form(snapshot.incident, severity, rules)


def severity_reason_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.severity_reason_form(snapshot.incident, Severity.SEV1)


def raised(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    yield blocks.raised(snapshot, snapshot.incident.severity)[1]
