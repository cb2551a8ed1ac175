from collections.abc import Iterator, Sequence
from datetime import timedelta

from firefighter.domain.events import AnyEvent, EntryCorrected, MessageNoted, NoteTaken
from firefighter.domain.ids import EntryId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.rules import Rules
from firefighter.domain.story import Passage, story
from firefighter.domain.timeline import Entry
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import timeline as blocks
from firefighter.slack.blocks.vocabulary import Block
from tests.domain.incidents import NOW

_MANY = 200


def _passages(incident: Incident) -> Sequence[Passage]:
    """What people wrote, as long as they may write, and what the bot saw; one corrected."""
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
    return story(record)


def timeline(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    incident = snapshot.incident
    some = _passages(incident)
    many = [*some, *([some[0]] * _MANY)]
    yield blocks.timeline(incident, blocks.page_of(()), rules)
    yield blocks.timeline(incident, blocks.page_of(some), rules)
    for number in (0, 5, None):
        yield blocks.timeline(incident, blocks.page_of(many, number), rules)


def note_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.note_form(snapshot.incident.id, NOW)
    yield blocks.note_form(snapshot.incident.id, NOW, snapshot.incident.summary, page="3")


def correct_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    for passage in _passages(snapshot.incident):
        yield blocks.correct_form(snapshot.incident.id, passage, "3")
