from collections.abc import Iterator
from dataclasses import replace

from firefighter.domain.paging import OnCall
from firefighter.domain.rules import Rules
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import paging
from firefighter.slack.blocks.vocabulary import Block


def paging_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    incident = snapshot.incident
    yield paging.paging_form(incident, rules)
    with_somebody = replace(rules, on_call=(OnCall("1", "7"),))
    yield paging.paging_form(incident, with_somebody, "2, 3")
    yield paging.paging_form(replace(incident, private=not incident.private), with_somebody)
