"""The catch-up of an incident is short, however long its history."""

from datetime import UTC, timedelta

from hypothesis import given, settings

from firefighter.adapters.slack.blocks.announcement import catch_up
from firefighter.adapters.slack.wording.mrkdwn import local_time
from firefighter.domain.events import AnyEvent, Declared, StatusChanged
from firefighter.domain.lifecycle import Status, StepKind
from firefighter.domain.milestones import Milestone
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry
from firefighter.ports.snapshot import Snapshot
from tests.adapters.slack import strategies
from tests.adapters.slack.live_text import live_parts
from tests.domain.incidents import ANA, NOW, declared

SHOWN_WHOLE = 4000
"""Characters; https://docs.slack.dev/reference/methods/chat.postEphemeral."""


def long_timeline(note: str) -> list[Entry]:
    """Everything of it is a turning point."""
    declared = Declared(actor=ANA, at=NOW, title="Slow", severity=Severity.SEV3)
    mitigated = StatusChanged(
        actor=ANA,
        at=NOW,
        step_kind=StepKind.MITIGATE,
        before=Status.OPEN,
        after=Status.MITIGATED,
        note=note,
    )
    events: list[AnyEvent] = [declared, *[mitigated] * 199]
    return [Entry(event, NOW) for event in events]


@given(strategies.snapshots(), strategies.summaries)
@settings(max_examples=60)
def test_catch_up_is_short_and_mentions_nobody(sample: tuple[Snapshot, Rules], note: str) -> None:
    snapshot, rules = sample
    text = catch_up(snapshot, long_timeline(note), rules, UTC)
    incident = snapshot.incident
    people = {incident.declared_by, ANA, *incident.holders.values()}
    if incident.latest_update and incident.latest_update.next_by:
        people.add(incident.latest_update.next_by)
    assert live_parts(text) <= {f"@{user}" for user in people}
    if len(incident.holders) <= 4:
        assert len(text) <= SHOWN_WHOLE
    assert "194 earlier entries" in text


def test_declared_is_when_it_was_declared_and_not_when_impact_started() -> None:
    incident = declared()
    before = NOW - timedelta(days=7)
    incident.milestones = {Milestone.IMPACT_STARTED: before, **incident.milestones}
    text = catch_up(Snapshot(incident, {}), [], Rules(), UTC)
    assert f"Declared {local_time(NOW)}." in text
    assert local_time(before) not in text
