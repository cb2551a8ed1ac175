"""The timeline as people read it: the record with its corrections applied, in order of time.

The record only ever grows. What is taken away or put right is a further entry of it, and the story
is what all of them come to.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from firefighter.domain.errors import UnknownEntry
from firefighter.domain.events import (
    AnyEvent,
    EntryCorrected,
    EntryRemoved,
    MessageDropped,
    MessageNoted,
    MessageReworded,
    NoteTaken,
)
from firefighter.domain.ids import EntryId
from firefighter.domain.pictures import Picture
from firefighter.domain.timeline import Entry


@dataclass(frozen=True)
class Passage:
    """One thing that happened, as it is told now."""

    entry: Entry
    """As it was first recorded."""
    at: datetime
    text: str = ""
    """What somebody wrote; empty for what the bot saw by itself, which has a line of its own."""
    in_chat: str = ""
    """Of a message: what it says there, whatever was corrected here."""
    corrected: bool = False
    """Whether somebody put it right by hand."""
    pictures: tuple[Picture, ...] = ()

    @property
    def id(self) -> EntryId:
        return self.entry.id

    @property
    def event(self) -> AnyEvent:
        return self.entry.event

    @property
    def has_words(self) -> bool:
        """Whether it is what people wrote, so that they may reword it and take it away."""
        return isinstance(self.event, NoteTaken | MessageNoted)


def story(record: Iterable[Entry]) -> tuple[Passage, ...]:
    """What the record comes to, the earliest first; what happened at once stays as recorded."""
    passages: dict[EntryId, Passage] = {}
    for entry in record:
        _hear(passages, entry)
    return tuple(sorted(passages.values(), key=lambda passage: (passage.at, passage.id)))


def told(record: Iterable[Entry], entry: EntryId) -> Passage:
    """One passage of the story. Raises UnknownEntry when it is not, or no longer, part of it."""
    for passage in story(record):
        if passage.id == entry:
            return passage
    raise UnknownEntry(entry)


def noted(record: Iterable[Entry], channel: str, ts: str) -> Passage | None:
    """A message of the chat as the story has it; None when it is not part of it."""
    return next((each for each in story(record) if _is_message(each, channel, ts)), None)


def pictures_in(passages: Iterable[Passage]) -> tuple[Picture, ...]:
    """Each picture of the story once, in its order."""
    found = {each.file: each for passage in passages for each in passage.pictures}
    return tuple(found.values())


def _hear(passages: dict[EntryId, Passage], entry: Entry) -> None:
    match entry.event:
        case EntryCorrected() as event:
            _correct(passages, event)
        case EntryRemoved(entry=removed):
            passages.pop(removed, None)
        case MessageReworded() as event:
            for passage in _of_message(passages, event.channel, event.ts):
                passages[passage.id] = _reworded(passage, event)
        case MessageDropped(channel=channel, ts=ts):
            for passage in _of_message(passages, channel, ts):
                del passages[passage.id]
        case MessageNoted(at=at, text=text, pictures=pictures):
            passages[entry.id] = Passage(entry, at, text, in_chat=text, pictures=pictures)
        case NoteTaken(at=at, text=text):
            passages[entry.id] = Passage(entry, at, text)
        case event:
            passages[entry.id] = Passage(entry, event.at)


def _correct(passages: dict[EntryId, Passage], event: EntryCorrected) -> None:
    """Nothing, when the entry was taken away meanwhile."""
    passage = passages.get(event.entry)
    if passage is not None:
        text = event.text or passage.text
        passages[passage.id] = replace(passage, at=event.happened_at, text=text, corrected=True)


def _reworded(passage: Passage, event: MessageReworded) -> Passage:
    """A correction by hand outlives that only the pictures are others."""
    pictures = passage.pictures if event.pictures is None else event.pictures
    if event.text == passage.in_chat:
        return replace(passage, pictures=pictures)
    return replace(passage, text=event.text, in_chat=event.text, pictures=pictures)


def _of_message(passages: dict[EntryId, Passage], channel: str, ts: str) -> list[Passage]:
    return [each for each in passages.values() if _is_message(each, channel, ts)]


def _is_message(passage: Passage, channel: str, ts: str) -> bool:
    event = passage.event
    return isinstance(event, MessageNoted) and (event.channel, event.ts) == (channel, ts)
