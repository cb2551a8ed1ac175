"""Alerts of incidents, and cards that propose incidents, in every state."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from firefighter.adapters.slack.blocks import alerts as blocks
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.alert_groups import (
    AlertGroup,
    AlertGroupId,
    AlertSummary,
    ProposalState,
)
from firefighter.domain.alert_sources import AlertSource, SourceKey
from firefighter.domain.ids import IncidentId
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.ports.alert_messages import AlertCard, AlertLine
from firefighter.ports.snapshot import Snapshot
from tests.domain.incidents import NOW

_LINK = "https://3.example/5"


def _summaries(snapshot: Snapshot) -> Iterator[AlertSummary]:
    sources = {"1": 26, snapshot.incident.title or "2": 1}
    for received in (1, 27):
        firing = AlertSummary(received, received, NOW, sources, link=_LINK)
        yield firing
        yield replace(firing, firing=0, resolved_at=NOW, link="")


def with_alerts(snapshot: Snapshot) -> Iterator[Snapshot]:
    for summary in _summaries(snapshot):
        yield replace(snapshot, alerts=summary)


def alert_lines(snapshot: Snapshot) -> Iterator[AlertLine]:
    yield AlertLine(replace(snapshot, alerts=None))
    yield from map(AlertLine, with_alerts(snapshot))


def group_of(snapshot: Snapshot, received: int = 2) -> AlertGroup:
    return AlertGroup(
        id=AlertGroupId(3),
        source=AlertSource(SourceKey("1"), "1"),
        key="2",
        title=snapshot.incident.title,
        description=snapshot.incident.summary,
        link=_LINK,
        received=received,
        last_at=NOW,
        proposals=1,
        proposal=ProposalState.OPEN,
    )


def alert_cards(snapshot: Snapshot) -> Iterator[AlertCard]:
    for received in (1, 2):
        yield AlertCard(group_of(snapshot, received), None)
    for state in ProposalState:
        for by in (snapshot.incident.declared_by, None):
            if by is None and state in {ProposalState.DISMISSED, ProposalState.MUTED}:
                continue
            for incident_id in (IncidentId(7), None):
                group = replace(
                    group_of(snapshot),
                    proposal=state,
                    decided_by=by,
                    muted_until=NOW + timedelta(hours=1),
                )
                yield AlertCard(group, incident_id)


def alert_card(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for card in alert_cards(snapshot):
        yield blocks.alert_card(card)[1]


def attach_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.attach_form(group_of(snapshot))


def worse_alerts(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for severity in Severity:
        yield blocks.worse_alerts("3", severity, snapshot.incident)[1]
