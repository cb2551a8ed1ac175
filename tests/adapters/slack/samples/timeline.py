from collections.abc import Iterator, Sequence
from datetime import UTC, timedelta

from firefighter.adapters.slack.blocks import timeline as blocks
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.events import AnyEvent, EntryCorrected, MessageNoted, NoteTaken
from firefighter.domain.ids import EntryId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.rules import Rules
from firefighter.domain.timeline import Entry, TimelineViewItem, timeline_view
from firefighter.ports.snapshot import Snapshot
from tests.domain.incidents import NOW

_MANY = 200


def _passages(incident: Incident) -> Sequence[TimelineViewItem]:
    """Texts of the longest permitted length and recorded events; one is corrected."""
    actor, text = incident.declared_by, incident.summary or incident.title
    note = NoteTaken(actor=actor, at=NOW, text=text)
    events: list[AnyEvent] = [note, *incident.events]
    events += [
        MessageNoted(
            actor=actor,
            at=NOW + timedelta(minutes=1),
            channel="C1",
            ts="1.1",
            author=author,
            text=text,
            permalink="https://1.example/2?a=1&b=2",
        )
        for author in (actor, UserId(""))
    ]
    events += [EntryCorrected(actor=actor, at=NOW, entry=EntryId(1), happened_at=NOW, text=text)]
    record = [Entry(event, NOW, EntryId(number)) for number, event in enumerate(events, 1)]
    return timeline_view(record)


def timeline(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    incident = snapshot.incident
    some = _passages(incident)
    many = [*some, *([some[0]] * _MANY)]
    yield blocks.timeline(incident, blocks.page_at(()), rules, UTC)
    yield blocks.timeline(incident, blocks.page_at(some), rules, UTC)
    for number in (0, 5, None):
        yield blocks.timeline(incident, blocks.page_at(many, number), rules, UTC)


def note_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.note_form(snapshot.incident.id, NOW)
    yield blocks.note_form(snapshot.incident.id, NOW, snapshot.incident.summary, page="3")


def correct_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    for view_item in _passages(snapshot.incident):
        yield blocks.correct_form(snapshot.incident.id, view_item, "3")
