"""Whether a message of the chat belongs on the timeline, judged by what it is there now.

Slack tells of reactions late, twice or in another order. So nobody counts what was told: a word
that something changed makes the bot look at the message, and what it sees decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from firefighter.domain.errors import AlreadySo, NotWords
from firefighter.domain.events import (
    EntryCorrected,
    EntryRemoved,
    MessageDropped,
    MessageNoted,
    MessageReworded,
)
from firefighter.domain.ids import EntryId, UserId
from firefighter.domain.pictures import Picture
from firefighter.domain.story import Passage, noted, told
from firefighter.domain.timeline import Entry


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A message of the chat, as it is there now."""

    channel: str
    ts: str
    at: datetime
    author: UserId
    """Empty when no person wrote it."""
    text: str
    permalink: str
    marked: bool
    """Whether somebody marked it for the timeline and has not taken that back."""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Why the message was looked at."""

    actor: UserId
    now: datetime
    asked: bool = False
    """Whether somebody just marked it; one that was taken away stays away without that."""
    by_hand: bool = False
    """Whether it was chosen from a menu, which needs no mark."""


def look(
    record: Sequence[Entry], channel: str, ts: str, remark: Remark | None, wish: Wish
) -> MessageNoted | MessageReworded | MessageDropped | None:
    """What has to be recorded, for the story to agree with the chat; None when it does.

    `remark` is None for a message that is no longer there.
    """
    passage = noted(record, channel, ts)
    if passage is None:
        wanted = wish.by_hand or wish.asked
        return (
            _added(remark, wish) if remark and wanted and (remark.marked or wish.by_hand) else None
        )
    if remark is None or not (remark.marked or _by_hand(passage) or wish.by_hand):
        return MessageDropped(actor=wish.actor, at=wish.now, channel=channel, ts=ts)
    others = _files(remark.pictures) != _files(passage.pictures)
    if remark.text != passage.in_chat or others:
        return MessageReworded(
            actor=wish.actor,
            at=wish.now,
            channel=channel,
            ts=ts,
            text=remark.text,
            pictures=remark.pictures if others else None,
        )
    return None


def without_picture(passage: Passage, file: str, now: datetime) -> MessageReworded | None:
    """What has to be recorded when a file was deleted; None where it is not shown."""
    event = passage.event
    if not isinstance(event, MessageNoted) or file not in _files(passage.pictures):
        return None
    return MessageReworded(
        actor=UserId(""),
        at=now,
        channel=event.channel,
        ts=event.ts,
        text=passage.in_chat,
        pictures=tuple(each for each in passage.pictures if each.file != file),
    )


def correct(
    record: Sequence[Entry],
    entry: EntryId,
    *,
    happened_at: datetime | None,
    text: str,
    actor: UserId,
    now: datetime,
) -> EntryCorrected:
    """Raises UnknownEntry, AlreadySo, or NotWords when the bot's own line is to be reworded."""
    passage = told(record, entry)
    at = to_the_minute(passage.at, happened_at or passage.at)
    if text and not passage.has_words:
        raise NotWords(entry)
    if at == passage.at and text in {"", passage.text}:
        raise AlreadySo("entry", passage.text)
    return EntryCorrected(actor=actor, at=now, entry=entry, happened_at=at, text=text)


def remove(
    record: Sequence[Entry], entry: EntryId, *, actor: UserId, now: datetime
) -> EntryRemoved:
    """Raises UnknownEntry, or NotWords: what the bot saw happen stays on the timeline."""
    if not told(record, entry).has_words:
        raise NotWords(entry)
    return EntryRemoved(actor=actor, at=now, entry=entry)


def to_the_minute(known: datetime, given: datetime) -> datetime:
    """`known`, when `given` is the same minute: forms ask for no seconds."""
    minute = known.replace(second=0, microsecond=0)
    return known if given.replace(second=0, microsecond=0) == minute else given


def _added(remark: Remark, wish: Wish) -> MessageNoted:
    return MessageNoted(
        actor=wish.actor,
        at=remark.at,
        channel=remark.channel,
        ts=remark.ts,
        author=remark.author,
        text=remark.text,
        permalink=remark.permalink,
        by_hand=wish.by_hand,
        pictures=remark.pictures,
    )


def _files(pictures: Sequence[Picture]) -> list[str]:
    return [each.file for each in pictures]


def _by_hand(passage: Passage) -> bool:
    return isinstance(passage.event, MessageNoted) and passage.event.by_hand
