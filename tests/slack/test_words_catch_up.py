"""An incident in a few lines, however much there is of it."""

from hypothesis import given, settings

from firefighter.domain.events import AnyEvent, Declared, StatusChanged
from firefighter.domain.lifecycle import Status, Trigger
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry
from firefighter.ports.places import Snapshot
from firefighter.slack.words.catch_up import catch_up
from tests.domain.incidents import ANA, NOW
from tests.slack import strategies
from tests.slack.live_text import live_parts

SHOWN_WHOLE = 4000
"""Characters; https://docs.slack.dev/reference/methods/chat.postEphemeral."""


def long_story(note: str) -> list[Entry]:
    """Everything of it is a turning point."""
    declared = Declared(actor=ANA, at=NOW, title="Slow", severity=Severity.SEV3)
    mitigated = StatusChanged(
        actor=ANA,
        at=NOW,
        trigger=Trigger.MITIGATE,
        before=Status.OPEN,
        after=Status.MITIGATED,
        note=note,
    )
    events: list[AnyEvent] = [declared, *[mitigated] * 199]
    return [Entry(event, NOW) for event in events]


@given(strategies.scenes(), strategies.summaries)
@settings(deadline=None, max_examples=60)
def test_it_stays_short_and_nothing_in_it_is_alive(
    scene: tuple[Snapshot, Rules], note: str
) -> None:
    snapshot, rules = scene
    text = catch_up(snapshot, long_story(note), rules)
    incident = snapshot.incident
    people = {incident.declared_by, ANA, *incident.holders.values()}
    if incident.latest_update and incident.latest_update.next_by:
        people.add(incident.latest_update.next_by)
    assert live_parts(text) <= {f"@{user}" for user in people}
    if len(incident.holders) <= 4:
        assert len(text) <= SHOWN_WHOLE
    assert "194 earlier entries" in text
