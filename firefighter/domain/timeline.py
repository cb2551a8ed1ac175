"""The timeline: recorded entries, the view with corrections applied, and chat messages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from firefighter.domain.actors import people_among
from firefighter.domain.errors import EntryNotEditable, NoChange, Unchanged, UnknownEntry
from firefighter.domain.events import (
    AnyEvent,
    DecisionRecorded,
    EntryCorrected,
    EntryRemoved,
    HypothesisChanged,
    MessageDropped,
    MessageNoted,
    MessageReworded,
    NoteTaken,
    RoleChanged,
)
from firefighter.domain.hypotheses import Hypothesis, HypothesisNumber
from firefighter.domain.ids import NOT_STORED, EntryId, UserId
from firefighter.domain.pictures import Picture
from firefighter.domain.title import from_form


@dataclass(frozen=True)
class Entry:
    """One recorded entry: `event.at` is when it happened, `recorded_at` when it was stored."""

    event: AnyEvent
    recorded_at: datetime
    id: EntryId = field(default=NOT_STORED, compare=False)


@dataclass(frozen=True)
class Participant:
    """Somebody who changed an incident, held a role, joined its channel or wrote there."""

    user: UserId
    first_at: datetime
    last_at: datetime
    messages: int = 0
    """How many messages they wrote in its channel or thread."""


def involved(event: AnyEvent) -> tuple[UserId, ...]:
    """The actor of an event, and whoever it gives a role to, if they are people."""
    given = event.after if isinstance(event, RoleChanged) else None
    return people_among(user for user in (event.actor, given) if user)


@dataclass(frozen=True)
class TimelineViewItem:
    """One entry of the timeline as it is shown."""

    entry: Entry
    """The first record of it."""
    at: datetime
    text: str = ""
    """Text by people; empty for entries of the bot."""
    chat_text: str = ""
    """The current text in the chat, even if it was corrected here."""
    corrected: bool = False
    """Whether somebody corrected it."""
    pictures: tuple[Picture, ...] = ()

    @property
    def id(self) -> EntryId:
        return self.entry.id

    @property
    def event(self) -> AnyEvent:
        return self.entry.event

    @property
    def is_editable(self) -> bool:
        """Whether people wrote it, so that it can be reworded and removed."""
        return isinstance(self.event, NoteTaken | DecisionRecorded | MessageNoted)


def timeline_view(record: Iterable[Entry]) -> tuple[TimelineViewItem, ...]:
    """The timeline with corrections applied, by time; ties in recorded order."""
    view_items: dict[EntryId, TimelineViewItem] = {}
    for entry in record:
        _apply(view_items, entry)
    return tuple(sorted(view_items.values(), key=lambda view_item: (view_item.at, view_item.id)))


def get_view_item(record: Iterable[Entry], entry: EntryId) -> TimelineViewItem:
    """One entry of the view. Raises UnknownEntry if there is none or it was removed."""
    for view_item in timeline_view(record):
        if view_item.id == entry:
            return view_item
    raise UnknownEntry(entry)


def find_message_item(record: Iterable[Entry], channel: str, ts: str) -> TimelineViewItem | None:
    """The entry of a chat message; None if it is not on the timeline."""
    return next((each for each in timeline_view(record) if _is_message(each, channel, ts)), None)


def decisions_in(record: Iterable[Entry]) -> tuple[TimelineViewItem, ...]:
    """The decisions with corrections applied, by time."""
    return tuple(each for each in timeline_view(record) if isinstance(each.event, DecisionRecorded))


def hypotheses_in(record: Iterable[Entry]) -> dict[HypothesisNumber, Hypothesis]:
    """The hypotheses as their latest entries leave them."""
    events = (entry.event for entry in record)
    return {
        event.after.number: event.after for event in events if isinstance(event, HypothesisChanged)
    }


def pictures_in(view_items: Iterable[TimelineViewItem]) -> tuple[Picture, ...]:
    """Each picture of the timeline once, in order."""
    found = {each.file: each for view_item in view_items for each in view_item.pictures}
    return tuple(found.values())


def _apply(view_items: dict[EntryId, TimelineViewItem], entry: Entry) -> None:
    match entry.event:
        case EntryCorrected() as event:
            _apply_correction(view_items, event)
        case EntryRemoved(entry=removed):
            view_items.pop(removed, None)
        case MessageReworded() as event:
            for view_item in _of_message(view_items, event.channel, event.ts):
                view_items[view_item.id] = _apply_rewording(view_item, event)
        case MessageDropped(channel=channel, ts=ts):
            for view_item in _of_message(view_items, channel, ts):
                del view_items[view_item.id]
        case MessageNoted(at=at, text=text, pictures=pictures):
            view_items[entry.id] = TimelineViewItem(
                entry, at, text, chat_text=text, pictures=pictures
            )
        case NoteTaken(at=at, text=text) | DecisionRecorded(at=at, text=text):
            view_items[entry.id] = TimelineViewItem(entry, at, text)
        case event:
            view_items[entry.id] = TimelineViewItem(entry, event.at)


def _apply_correction(view_items: dict[EntryId, TimelineViewItem], event: EntryCorrected) -> None:
    """Does nothing if the entry was removed."""
    view_item = view_items.get(event.entry)
    if view_item is not None:
        text = event.text or view_item.text
        view_items[view_item.id] = replace(
            view_item, at=event.happened_at, text=text, corrected=True
        )


def _apply_rewording(view_item: TimelineViewItem, event: MessageReworded) -> TimelineViewItem:
    """After a correction, an edit in the chat changes only the pictures."""
    pictures = view_item.pictures if event.pictures is None else event.pictures
    if event.text == view_item.chat_text:
        return replace(view_item, pictures=pictures)
    return replace(view_item, text=event.text, chat_text=event.text, pictures=pictures)


def _of_message(
    view_items: dict[EntryId, TimelineViewItem], channel: str, ts: str
) -> list[TimelineViewItem]:
    return [each for each in view_items.values() if _is_message(each, channel, ts)]


def _is_message(view_item: TimelineViewItem, channel: str, ts: str) -> bool:
    event = view_item.event
    return isinstance(event, MessageNoted) and (event.channel, event.ts) == (channel, ts)


@dataclass(frozen=True, kw_only=True)
class ChatMessage:
    """A chat message in its current state."""

    channel: str
    ts: str
    at: datetime
    author: UserId
    """Empty for a message of an app."""
    text: str
    permalink: str
    marked: bool
    """Whether it has the timeline reaction."""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TimelineRequest:
    """Why the message is examined."""

    actor: UserId
    now: datetime
    asked: bool = False
    """Whether somebody just marked it. Only then a removed message returns."""
    by_hand: bool = False
    """Whether it was added from the message menu, so that it needs no reaction."""


def reconcile_message(
    record: Sequence[Entry],
    channel: str,
    ts: str,
    chat_message: ChatMessage | None,
    timeline_request: TimelineRequest,
) -> MessageNoted | MessageReworded | MessageDropped | None:
    """The event that brings the timeline in line with the chat; None if nothing changed.

    `remark` is None for a deleted message.
    """
    view_item = find_message_item(record, channel, ts)
    if view_item is None:
        wanted = timeline_request.by_hand or timeline_request.asked
        return (
            _added(chat_message, timeline_request)
            if chat_message and wanted and (chat_message.marked or timeline_request.by_hand)
            else None
        )
    if chat_message is None or not (
        chat_message.marked or _by_hand(view_item) or timeline_request.by_hand
    ):
        return MessageDropped(
            actor=timeline_request.actor, at=timeline_request.now, channel=channel, ts=ts
        )
    others = _file_ids(chat_message.pictures) != _file_ids(view_item.pictures)
    if chat_message.text != view_item.chat_text or others:
        return MessageReworded(
            actor=timeline_request.actor,
            at=timeline_request.now,
            channel=channel,
            ts=ts,
            text=chat_message.text,
            pictures=chat_message.pictures if others else None,
        )
    return None


def without_picture(
    view_item: TimelineViewItem, file: str, now: datetime
) -> MessageReworded | None:
    """The event after a file was deleted; None if its picture is not shown."""
    event = view_item.event
    if not isinstance(event, MessageNoted) or file not in _file_ids(view_item.pictures):
        return None
    return MessageReworded(
        actor=UserId(""),
        at=now,
        channel=event.channel,
        ts=event.ts,
        text=view_item.chat_text,
        pictures=tuple(each for each in view_item.pictures if each.file != file),
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
    """Raises UnknownEntry, NoChange, or EntryNotEditable for the text of an entry of the bot."""
    view_item = get_view_item(record, entry)
    at = to_the_minute(view_item.at, happened_at or view_item.at)
    text = from_form(text, view_item.text)
    if text and not view_item.is_editable:
        raise EntryNotEditable(entry)
    if at == view_item.at and text in {"", view_item.text}:
        raise NoChange(Unchanged.TIMELINE_ENTRY, view_item.text)
    return EntryCorrected(actor=actor, at=now, entry=entry, happened_at=at, text=text)


def remove(
    record: Sequence[Entry], entry: EntryId, *, actor: UserId, now: datetime
) -> EntryRemoved:
    """Raises UnknownEntry, or EntryNotEditable for an entry of the bot."""
    if not get_view_item(record, entry).is_editable:
        raise EntryNotEditable(entry)
    return EntryRemoved(actor=actor, at=now, entry=entry)


def to_the_minute(known: datetime, given: datetime) -> datetime:
    """`known` if `given` is in the same minute, since forms do not ask for seconds."""
    minute = known.replace(second=0, microsecond=0)
    return known if given.replace(second=0, microsecond=0) == minute else given


def _added(chat_message: ChatMessage, timeline_request: TimelineRequest) -> MessageNoted:
    return MessageNoted(
        actor=timeline_request.actor,
        at=chat_message.at,
        channel=chat_message.channel,
        ts=chat_message.ts,
        author=chat_message.author,
        text=chat_message.text,
        permalink=chat_message.permalink,
        by_hand=timeline_request.by_hand,
        pictures=chat_message.pictures,
    )


def _file_ids(pictures: Sequence[Picture]) -> list[str]:
    return [each.file for each in pictures]


def _by_hand(view_item: TimelineViewItem) -> bool:
    return isinstance(view_item.event, MessageNoted) and view_item.event.by_hand
