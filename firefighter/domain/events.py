"""What can happen to an incident. Each event becomes one entry of its timeline."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from firefighter.domain.follow_ups import FollowUp
from firefighter.domain.ids import EntryId, IncidentId, RoleKey, UserId
from firefighter.domain.lifecycle import CancelReason, Status, Trigger
from firefighter.domain.milestones import Correction
from firefighter.domain.pictures import Picture
from firefighter.domain.relations import Relation
from firefighter.domain.room import RoomState
from firefighter.domain.severity import Severity
from firefighter.domain.updates import Update


@dataclass(frozen=True, kw_only=True)
class Event:
    actor: UserId
    at: datetime
    """When it happened, aware, in UTC."""


@dataclass(frozen=True)
class Source:
    """The message of the chat from which an incident was declared."""

    channel: str
    ts: str
    thread: str = ""
    """The first message of the thread that it stands in."""


@dataclass(frozen=True, kw_only=True)
class Declared(Event):
    kind: Literal["declared"] = "declared"
    title: str
    severity: Severity
    source: Source | None = None
    room: str = ""
    """The channel that was there before and is its room from now on; empty for any other."""


@dataclass(frozen=True, kw_only=True)
class Described(Event):
    """Somebody wrote down what is seen."""

    kind: Literal["described"] = "described"
    summary: str


@dataclass(frozen=True, kw_only=True)
class StatusChanged(Event):
    kind: Literal["status_changed"] = "status_changed"
    trigger: Trigger
    before: Status
    after: Status
    note: str = ""
    """How it was mitigated, why it was cancelled, reopened, or closed against the checklist."""
    cancel_reason: CancelReason | None = None
    duplicate_of: IncidentId | None = None
    merged: bool = False
    """Whether its people and what is left to do went over to what it is a duplicate of."""
    overridden: bool = False
    opens_page: bool = False
    """Whether from here on the incident has a post-mortem page."""


@dataclass(frozen=True, kw_only=True)
class SeverityChanged(Event):
    kind: Literal["severity_changed"] = "severity_changed"
    before: Severity
    after: Severity
    reason: str = ""
    """Empty only for what was recorded before reasons were asked for."""
    opens_room: bool = False
    """Whether the new severity's policy gave the incident its room."""
    opens_page: bool = False
    """Whether it made a post-mortem page necessary."""


@dataclass(frozen=True, kw_only=True)
class RoleChanged(Event):
    kind: Literal["role_changed"] = "role_changed"
    role: RoleKey
    before: UserId | None
    after: UserId | None
    note: str = ""
    """What who gives it away wants the new holder to know."""


@dataclass(frozen=True, kw_only=True)
class Reported(Event):
    """What a status page said at the time; comes with imported history, and from nobody here."""

    kind: Literal["reported"] = "reported"
    stage: str
    """In the page's own words: Investigating, Identified, Update, Monitoring, Resolved."""
    message: str


@dataclass(frozen=True, kw_only=True)
class Classified(Event):
    """Somebody said what set it off and what kind of failure it was."""

    kind: Literal["classified"] = "classified"
    trigger: str
    failure_class: str


@dataclass(frozen=True, kw_only=True)
class UpdatePosted(Event, Update):
    """Somebody told everybody how things stand."""

    kind: Literal["update_posted"] = "update_posted"


@dataclass(frozen=True, kw_only=True)
class UpdatePutOff(Event):
    """People hear more later than they were told."""

    kind: Literal["update_put_off"] = "update_put_off"
    until: datetime


@dataclass(frozen=True, kw_only=True)
class UpdateWaived(Event):
    """Nobody needs to hear more for now."""

    kind: Literal["update_waived"] = "update_waived"


@dataclass(frozen=True, kw_only=True)
class MilestonesCorrected(Event):
    """Somebody said when things really happened."""

    kind: Literal["milestones_corrected"] = "milestones_corrected"
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, kw_only=True)
class PageWanted(Event):
    """Somebody asked for a post-mortem page, before or without its being demanded."""

    kind: Literal["page_wanted"] = "page_wanted"


@dataclass(frozen=True, kw_only=True)
class NoteTaken(Event):
    """Somebody wrote something down."""

    kind: Literal["note_taken"] = "note_taken"
    text: str


@dataclass(frozen=True, kw_only=True)
class MessageNoted(Event):
    """`actor` put a message of the chat on the timeline; `at` is when it was written."""

    kind: Literal["message_noted"] = "message_noted"
    channel: str
    ts: str
    author: UserId
    """Empty when no person wrote it."""
    text: str
    permalink: str
    by_hand: bool = False
    """Whether it stays without a mark in the chat, since somebody chose it from a menu."""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MessageReworded(Event):
    """A message that is on the timeline was edited in the chat."""

    kind: Literal["message_reworded"] = "message_reworded"
    channel: str
    ts: str
    text: str
    pictures: tuple[Picture, ...] | None = None
    """None where they stayed as they were."""


@dataclass(frozen=True, kw_only=True)
class MessageDropped(Event):
    """A message lost its last mark in the chat, or was deleted there."""

    kind: Literal["message_dropped"] = "message_dropped"
    channel: str
    ts: str


@dataclass(frozen=True, kw_only=True)
class EntryCorrected(Event):
    """Somebody put right when an entry happened, or what it says."""

    kind: Literal["entry_corrected"] = "entry_corrected"
    entry: EntryId
    happened_at: datetime
    text: str = ""
    """What it says now; empty for an entry without words of people."""


@dataclass(frozen=True, kw_only=True)
class EntryRemoved(Event):
    """Somebody took an entry off the timeline; the record keeps it."""

    kind: Literal["entry_removed"] = "entry_removed"
    entry: EntryId


@dataclass(frozen=True, kw_only=True)
class FollowUpChanged(Event):
    """A follow-up was written down, changed, done or dropped."""

    kind: Literal["follow_up_changed"] = "follow_up_changed"
    before: FollowUp | None
    """None for a new one."""
    after: FollowUp
    merged: IncidentId | None = None
    """The other incident of the merge by which it came or went, if it did."""


@dataclass(frozen=True)
class Details:
    """What an incident is called and what it hurts."""

    title: str
    services: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Edited(Event):
    """Somebody renamed it, or said which services it is about."""

    kind: Literal["edited"] = "edited"
    before: Details
    after: Details


@dataclass(frozen=True, kw_only=True)
class Merged(Event):
    """A duplicate of this incident ended, and its people came over."""

    kind: Literal["merged"] = "merged"
    duplicate: IncidentId
    title: str
    """What the duplicate was called."""
    people: tuple[UserId, ...] = ()
    """Those of it who were not here yet."""
    into_room: bool = False
    """Whether a room invites them; into a thread people come when they are called by name."""
    follow_ups: int = 0
    """How many of what was left to do came along."""


@dataclass(frozen=True, kw_only=True)
class Paged(Event):
    """Somebody asked for people: a user group, or whoever is on call for a service."""

    kind: Literal["paged"] = "paged"
    key: str
    """Of this press and no other; a paging service rings once for it, however often it is told."""
    group: str = ""
    """The chat's id of a user group; empty when a service is paged."""
    service: str = ""
    through: str = ""
    """Who rings those on call for the service, such as PagerDuty."""
    reason: str


class PagingEnd(StrEnum):
    """What came of paging a service."""

    TAKEN = "taken"
    """It rings those on call."""
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    """Given up without an answer: it may have got through or not."""


@dataclass(frozen=True, kw_only=True)
class PagingEnded(Event):
    """A paging service said what it does about a page of `actor`, or never did."""

    kind: Literal["paging_ended"] = "paging_ended"
    key: str
    service: str
    through: str
    reason: str
    end: PagingEnd
    why: str = ""
    """Of a refusal, in the service's own words."""


@dataclass(frozen=True, kw_only=True)
class Linked(Event):
    """Somebody said that another incident has to do with this one."""

    kind: Literal["linked"] = "linked"
    other: IncidentId
    relation: Relation
    """What the other is to this one."""


@dataclass(frozen=True, kw_only=True)
class Unlinked(Event):
    kind: Literal["unlinked"] = "unlinked"
    other: IncidentId


@dataclass(frozen=True, kw_only=True)
class RoomAdopted(Event):
    """A channel that was there before became its room."""

    kind: Literal["room_adopted"] = "room_adopted"
    channel: str
    people: tuple[UserId, ...] = ()
    """Who is let in there, besides those who lead."""


@dataclass(frozen=True, kw_only=True)
class VisibilityChanged(Event):
    """It became private, or everybody may know of it from now on."""

    kind: Literal["visibility_changed"] = "visibility_changed"
    private: bool
    left: str = ""
    """The room that everybody can read, and in which it is not worked any more."""
    stays: bool = False
    """Whether only members can read its room already, so that they go on in it."""
    people: tuple[UserId, ...] = ()
    """Who took part until then, to be let in where it is worked from now on."""


@dataclass(frozen=True, kw_only=True)
class RoomChanged(Event):
    """The room was archived, deleted, or can be worked in again.

    `actor` is empty where the chat does not say who did it.
    """

    kind: Literal["room_changed"] = "room_changed"
    before: RoomState
    after: RoomState


@dataclass(frozen=True, kw_only=True)
class RoomRenamed(Event):
    """The room has another name; `actor` is empty where the chat does not say who gave it."""

    kind: Literal["room_renamed"] = "room_renamed"
    name: str


@dataclass(frozen=True, kw_only=True)
class RoomKept(Event):
    """Somebody wants the room to stay, however long ago the incident was closed."""

    kind: Literal["room_kept"] = "room_kept"


AnyEvent = (
    Declared
    | Described
    | StatusChanged
    | SeverityChanged
    | RoleChanged
    | Reported
    | Classified
    | UpdatePosted
    | UpdatePutOff
    | UpdateWaived
    | MilestonesCorrected
    | PageWanted
    | NoteTaken
    | MessageNoted
    | MessageReworded
    | MessageDropped
    | EntryCorrected
    | EntryRemoved
    | FollowUpChanged
    | Edited
    | Merged
    | Paged
    | PagingEnded
    | Linked
    | Unlinked
    | RoomAdopted
    | VisibilityChanged
    | RoomChanged
    | RoomRenamed
    | RoomKept
)
