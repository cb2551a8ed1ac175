from collections.abc import Iterator

from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import severity as blocks
from firefighter.slack.blocks.vocabulary import Block


def severity_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    for severity in Severity:
        yield blocks.severity_form(snapshot.incident, severity, rules)
