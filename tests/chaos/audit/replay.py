"""An incident as its timeline tells it; written without the aggregate, so that it can disagree."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from firefighter.domain.events import (
    Declared,
    Described,
    Edited,
    EntryCorrected,
    EntryRemoved,
    FollowUpChanged,
    MessageDropped,
    MessageNoted,
    MessageReworded,
    Paged,
    PagingEnded,
    RoleChanged,
    RoomChanged,
    RoomKept,
    RoomRenamed,
    SeverityChanged,
    StatusChanged,
    UpdatePosted,
    VisibilityChanged,
)
from firefighter.domain.follow_ups import FollowUp
from firefighter.domain.ids import EntryId, RoleKey, UserId
from firefighter.domain.lifecycle import Status, Trigger
from firefighter.domain.room import RoomState
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry


@dataclass
class Told:
    title: str = ""
    private: bool | None = None
    """None while nobody changed who may know of it."""
    severity: Severity | None = None
    status: Status = Status.OPEN
    summary: str | None = None
    """None while nobody described it after it was declared."""
    impact: str = ""
    mitigation: str = ""
    cancelled: bool = False
    holders: dict[RoleKey, UserId | None] = field(default_factory=dict)
    room: RoomState = RoomState.OPEN
    room_name: str = ""
    room_kept_by: UserId | None = None
    follow_ups: dict[int, FollowUp] = field(default_factory=dict)
    entries: set[EntryId] = field(default_factory=set)
    messages: set[tuple[str, str]] = field(default_factory=set)
    """Of the chat, that are on the timeline, or were taken off it by hand."""
    paged: set[str] = field(default_factory=set)
    """The keys of pages."""
    breaks: list[str] = field(default_factory=list)
    """Entries that begin where the one before did not end."""

    def hear(self, entry: Entry) -> None:
        self.entries.add(entry.id)
        match entry.event:
            case Declared() as event:
                self.title = event.title
                self.severity = event.severity
            case Edited() as event:
                self._expect("title", self.title, event.before.title)
                self.title = event.after.title
            case Described() as event:
                self.summary = event.summary
            case UpdatePosted() as event:
                self.impact = event.impact
            case SeverityChanged() as event:
                self._expect("severity", self.severity, event.before)
                self.severity = event.after
            case RoleChanged() as event:
                self._expect(event.role, self.holders.get(event.role), event.before)
                self.holders[event.role] = event.after
            case StatusChanged() as event:
                self._expect("status", self.status, event.before)
                self._step(event)
            case FollowUpChanged() as event:
                number = event.after.number
                self._expect("a follow-up", self.follow_ups.get(number), event.before)
                self.follow_ups[number] = event.after
            case RoomChanged() | RoomRenamed() | RoomKept() as event:
                self._hear_of_room(event)
            case event:
                self._hear_of_the_rest(event)

    def _hear_of_room(self, event: RoomChanged | RoomRenamed | RoomKept) -> None:
        match event:
            case RoomChanged():
                self._expect("the room", self.room, event.before)
                self.room = event.after
            case RoomRenamed():
                self.room_name = event.name
            case RoomKept():
                self.room_kept_by = event.actor

    def _hear_of_the_rest(self, event: object) -> None:
        match event:
            case MessageNoted(channel=channel, ts=ts):
                self.messages.add((channel, ts))
            case MessageReworded(channel=channel, ts=ts) | MessageDropped(channel=channel, ts=ts):
                self._expect("a message", (channel, ts) in self.messages, before=True)
            case Paged(key=key):
                self._expect("a page", key in self.paged, before=False)
                self.paged.add(key)
            case PagingEnded(key=key):
                self._expect("a page", key in self.paged, before=True)
            case VisibilityChanged(private=private, left=left):
                self.room = RoomState.OPEN if left else self.room
                self.room_name = "" if left else self.room_name
                if self.private is not None:
                    self._expect("private", self.private, not private)
                self.private = private
            case EntryCorrected(entry=entry) | EntryRemoved(entry=entry):
                self._expect("an entry", entry in self.entries, before=True)

    def _step(self, event: StatusChanged) -> None:
        self.status = event.after
        if event.trigger is Trigger.MITIGATE:
            self.mitigation = event.note
        if event.trigger is Trigger.REOPEN:
            self.mitigation, self.cancelled = "", False
        if event.trigger is Trigger.CANCEL:
            self.cancelled = True

    def _expect(self, what: str, known: object, before: object) -> None:
        if known != before:
            self.breaks.append(f"{what} was {known!r}, but an entry begins with {before!r}")


def replay(timeline: Iterable[Entry]) -> Told:
    told = Told()
    for entry in timeline:
        told.hear(entry)
    return told
