"""The chat, in the words of incidents. Another chat than Slack is one more of these."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType, Protocol

from firefighter.domain.errors import FirefighterError
from firefighter.domain.events import AnyEvent, Paged, RoleChanged, RoomChanged, StatusChanged
from firefighter.domain.follow_ups import FollowUp
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.metrics.report import Point, Report
from firefighter.domain.noting import Remark
from firefighter.domain.pictures import WhyNot
from firefighter.ports.digest import Digest
from firefighter.ports.home import Home
from firefighter.ports.people import Profile
from firefighter.ports.places import ChannelId, Located, MessageRef, Snapshot
from firefighter.texts import say

EffectId = NewType("EffectId", str)
"""Unique for ever, also after the database was restored from yesterday's backup."""


@dataclass(frozen=True)
class Announcement:
    snapshot: Snapshot


@dataclass(frozen=True)
class ControlPanel:
    snapshot: Snapshot


@dataclass(frozen=True)
class Line:
    """One event in one line, for everybody."""

    event: AnyEvent
    snapshot: Snapshot


class Wanted(StrEnum):
    """What somebody is asked for."""

    COMMANDER = "commander"
    UPDATE = "update"


@dataclass(frozen=True)
class Nudge:
    """Asks those who are there for one thing, with the button that does it."""

    wanted: Wanted
    snapshot: Snapshot


@dataclass(frozen=True)
class Briefing:
    """Tells somebody, alone, what the role does that they have now."""

    event: RoleChanged
    snapshot: Snapshot


@dataclass(frozen=True)
class DeclaredFrom:
    """For the incident's people: the message from which it was declared."""

    snapshot: Snapshot
    link: str


@dataclass(frozen=True)
class DeclaredHere:
    """For the thread of that message: what was made of it, and where it is worked."""

    snapshot: Snapshot


class Stage(StrEnum):
    """Of a post-mortem."""

    DRAFT = "draft"
    REVIEW = "review"


@dataclass(frozen=True)
class PostmortemDue:
    """Tells its owner, alone, that a post-mortem is due."""

    stage: Stage
    snapshot: Snapshot


class PageNews(StrEnum):
    """What there is to say of an incident's post-mortem page."""

    MADE = "made"
    GONE = "gone"
    MOVED = "moved"


@dataclass(frozen=True)
class PageNotice:
    """Says in one line where the page is, or what became of it."""

    news: PageNews
    snapshot: Snapshot


@dataclass(frozen=True)
class PagingDelay:
    """Tells who paged a service that there is no answer yet, and what to do if it cannot wait."""

    paged: Paged
    snapshot: Snapshot


@dataclass(frozen=True)
class Reminder:
    """Tells one person that a follow-up of theirs is due tomorrow, or was due yesterday."""

    follow_up: FollowUp
    late: bool
    snapshot: Snapshot


@dataclass(frozen=True)
class ArchiveNotice:
    """Tells a room that it is archived soon, and lets people keep it; or what became of that."""

    snapshot: Snapshot
    due: datetime | None = None
    """When it is archived; None once it is not."""


@dataclass(frozen=True)
class RoomNotice:
    """Tells those who work on an incident what became of its room, and how to go on."""

    event: RoomChanged
    snapshot: Snapshot


@dataclass(frozen=True)
class Reopened:
    """Tells one of its people, alone, that an incident is back, and where to go on."""

    event: StatusChanged
    snapshot: Snapshot


@dataclass(frozen=True)
class Chart:
    """A picture of incidents: how many a week, and how long each."""

    report: Report
    points: Sequence[Point]


Message = (
    Announcement
    | ControlPanel
    | Line
    | Nudge
    | Briefing
    | DeclaredFrom
    | DeclaredHere
    | PageNotice
    | Reminder
    | PostmortemDue
    | PagingDelay
    | ArchiveNotice
    | RoomNotice
    | Reopened
)


@dataclass(frozen=True)
class Channel:
    id: ChannelId
    name: str
    ours: bool
    """Whether this bot created it."""
    created_at: datetime


@dataclass(frozen=True)
class ChannelFacts:
    """What there is to know of a channel before it becomes a room."""

    id: ChannelId
    name: str
    topic: str
    """As people wrote it."""
    private: bool
    member: bool
    """Whether we are in it."""
    archived: bool
    shared: bool
    """With another company, or about to be."""
    direct: bool
    """Whether it is a conversation between some people, and no channel."""
    ours: bool
    """Whether we made it."""
    announcing: bool
    """Whether it is where everybody hears of incidents."""


@dataclass(frozen=True)
class Seen:
    """A message of the chat, whoever wrote it, as it is now."""

    remark: Remark
    """Without its permalink, which costs a call of its own."""
    thread: str
    """The first message of the thread that it stands in; empty outside of threads."""
    ours: bool


@dataclass(frozen=True)
class SharedFile:
    """A picture of the chat, as it is now."""

    address: str
    """Where its bytes are, for who may have them."""
    size: int
    """Bytes."""


class ChatError(FirefighterError):
    """The chat did not do what was asked. As a string, it says so on the control panel."""


@dataclass(eq=False)
class ChatRateLimited(ChatError):
    """It will not hear of `gate` before `retry_after_s` seconds have passed."""

    gate: str
    """The method, with the channel where the limit is per channel."""
    retry_after_s: float

    def __str__(self) -> str:
        return say("{method} is rate limited", method=self.gate)


@dataclass(eq=False)
class ChatUnavailable(ChatError):
    """No answer, or one that says nothing: it may have been done or not."""

    method: str
    detail: str

    def __str__(self) -> str:
        return say("no answer to {method} ({detail})", method=self.method, detail=self.detail)


@dataclass(eq=False)
class ChatRefused(ChatError):
    """It understood and said no, with its own `code` for why."""

    method: str
    code: str

    def __str__(self) -> str:
        return say("{method} is refused ({code})", method=self.method, code=self.code)


class NotLetIn(ChatRefused):
    """It asks us to log in, instead of handing out a file."""

    def __str__(self) -> str:
        return say(
            "Slack shows me its login page instead of a picture; do I have the right `files:read`?"
        )


class MayNotArchive(ChatRefused):
    """It does not let us archive a channel; people have to, or let us."""

    def __str__(self) -> str:
        if self.code == "not_in_channel":
            return say("I am not in the room, so I cannot archive it; invite me, then try again")
        return say("Slack does not let me archive the room ({code})", code=self.code)


class NameTaken(ChatError):
    """There is a channel of that name, perhaps one that we may not see."""


class Chat(Protocol):
    """Every method raises ChatError; none of them tries twice by itself."""

    def incidents_channel(self) -> ChannelId:
        """Where everybody hears of incidents."""

    def post(
        self, channel: ChannelId, message: Message, mark: EffectId, thread: str = ""
    ) -> MessageRef:
        """Posts with `mark` hidden in the message, so that `find_post` can recognise it."""

    def find_post(
        self, channel: ChannelId, mark: EffectId, since: datetime, thread: str = ""
    ) -> MessageRef | None: ...

    def edit(self, message: MessageRef, content: Message) -> None: ...

    def withdraw(self, message: MessageRef) -> None:
        """Deletes a message of ours; one that is gone stays gone."""

    def look_at(self, message: MessageRef) -> Seen | None:
        """None when there is no such message, or no longer."""

    def find_picture(self, file: str) -> SharedFile | WhyNot:
        """The file of that id, or why it cannot be shown elsewhere."""

    def download(self, file: SharedFile, most: int) -> bytes | WhyNot:
        """What is in it, up to `most` bytes. Raises NotLetIn."""

    def create_channel(self, name: str, *, private: bool) -> ChannelId:
        """Raises NameTaken."""

    def archive(self, channel: ChannelId) -> None:
        """Lets nobody write in a channel any more. Raises MayNotArchive.

        Archiving what is archived changes nothing.
        """

    def find_channels(self, beginning: str) -> Sequence[Channel]:
        """Those that we are in whose names begin so; we are in each that we made."""

    def look_at_channel(self, channel: ChannelId) -> ChannelFacts | None:
        """None for one that we cannot see."""

    def join(self, channel: ChannelId) -> None:
        """Enters a channel that everybody may enter; being in it already changes nothing."""

    def take_back(self, channel: ChannelId, thread: str = "", saying: str = "") -> None:
        """Deletes what we wrote in a channel, or in a thread with what begins it, newest first.

        With `saying`, only what has it in its text. What others wrote is not ours to delete.
        """

    def retire(self, channel: ChannelId, name: str) -> None:
        """Gives a channel of ours another name and archives it; an archived one is left alone."""

    def put_topic(self, channel: ChannelId, topic: str, ours: str) -> None:
        """Sets the topic where there is none, or one that begins with `ours`.

        Any other was written by people, and stays. One that is there already is not set again.
        """

    def in_words(self, event: AnyEvent, incident: Incident, names: Mapping[UserId, str]) -> str:
        """An event in a sentence without any markup. Asks nobody."""

    def address(self, place: Located) -> str:
        """Where a browser shows it."""

    def bookmark_page(self, channel: ChannelId, url: str) -> None:
        """Puts the way to the page where all in the channel see it; one that is there is kept."""

    def pin(self, message: MessageRef) -> None:
        """Pinning what is pinned changes nothing."""

    def open_direct(self, user: UserId) -> ChannelId | None:
        """Where one person is written to; None for somebody who cannot be, and will not be."""

    def invite(self, channel: ChannelId, people: Sequence[str]) -> None:
        """Invites users and user groups; those who are in, or no longer exist, are passed over."""

    def profile(self, user: UserId) -> Profile:
        """Who somebody is. Raises ChatRefused for whom the chat does not show us."""

    def members(self, circle: str) -> frozenset[UserId]:
        """Who is in a user group or a channel; nobody, when it is gone."""

    def show_home(self, shown: Home) -> None:
        """Draws somebody's Home tab."""

    def permalink(self, message: MessageRef) -> str:
        """An address that leads everybody to a message, if they may see it."""

    def show_declared(self, form_id: str, snapshot: Snapshot) -> None:
        """Draws in an open form that an incident is declared, and where it is worked."""

    def post_digest(self, channel: ChannelId, digest: Digest, mark: EffectId) -> None:
        """Writes the figures of some days, marked as every post."""

    def share_chart(self, channel: ChannelId, chart: Chart, mark: EffectId) -> None:
        """Draws it and shows the picture in a channel, with `mark` in the name of its file."""

    def has_chart(self, channel: ChannelId, mark: EffectId, since: datetime) -> bool:
        """Whether a picture of that mark is there."""

    def tell(
        self,
        user: UserId,
        channel: ChannelId,
        text: str,
        thread: str = "",
        response_url: str = "",
    ) -> None:
        """Shows `text`, in the chat's own markup, to one person where they are."""
