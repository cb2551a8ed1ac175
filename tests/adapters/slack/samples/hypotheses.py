from collections.abc import Iterator
from dataclasses import replace

from firefighter.adapters.slack.blocks import hypotheses as blocks
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.hypotheses import (
    TEXT_LIMIT,
    Hypothesis,
    HypothesisNumber,
    HypothesisState,
    HypothesisStepKind,
)
from firefighter.domain.incident import Incident
from firefighter.domain.rules import Rules
from firefighter.ports.snapshot import Snapshot
from tests.domain.incidents import LATER, NOW

_MANY = 120


def with_hypotheses(incident: Incident) -> Iterator[Incident]:
    """With none, with one of each state, and with more than fit on a page."""
    text = (incident.summary or "1, 2")[:TEXT_LIMIT]
    who = incident.declared_by
    bare = Hypothesis(number=HypothesisNumber(1), text=text, proposed_by=who, proposed_at=NOW)
    states = [
        replace(bare, state=state, note=text, changed_by=who, changed_at=LATER)
        for state in HypothesisState
    ]
    for known in ([], [bare, *states], states * (_MANY // len(states))):
        numbered = {
            HypothesisNumber(number): replace(each, number=HypothesisNumber(number))
            for number, each in enumerate(known, 1)
        }
        yield replace(incident, hypotheses=numbered)


def hypotheses_summary(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    yield from map(blocks.hypotheses_summary, with_hypotheses(snapshot.incident))


def hypotheses_list(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield from map(blocks.hypotheses_list, with_hypotheses(snapshot.incident))


def hypothesis_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.hypothesis_form(snapshot.incident.id)


def finding_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    _none, one_each, _many = with_hypotheses(snapshot.incident)
    for each in one_each.hypotheses.values():
        for step_kind in HypothesisStepKind:
            yield blocks.finding_form(one_each.id, each, step_kind, seen=each.state)


def decision_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.decision_form(snapshot.incident.id)
