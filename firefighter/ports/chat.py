"""The chat, in terms of incidents. A chat other than Slack implements this port."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType, Protocol

from firefighter.domain.drill_events import InjectSent
from firefighter.domain.errors import FirefighterError
from firefighter.domain.events import (
    AnyEvent,
    ChannelChanged,
    PageAcknowledged,
    Paged,
    RoleChanged,
    StatusChanged,
)
from firefighter.domain.follow_ups import FollowUp
from firefighter.domain.game_day_events import GameDayEvent
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.metrics.report import Point, Report
from firefighter.domain.pictures import NotShownReason
from firefighter.domain.scoring import RankedTeam
from firefighter.domain.timeline import ChatMessage
from firefighter.i18n import gettext
from firefighter.ports.alert_messages import AlertCard, AlertLine
from firefighter.ports.channel_messages import ChannelSharing
from firefighter.ports.declare_messages import DuplicatesHint, NotAnnounced
from firefighter.ports.exercises import ExerciseMessage
from firefighter.ports.experiment_messages import ExperimentRunLine
from firefighter.ports.game_days import GameDaySnapshot
from firefighter.ports.gateways import Port
from firefighter.ports.outgoing import CallRefused, OutgoingError
from firefighter.ports.pages import PageChange
from firefighter.ports.people import Profile
from firefighter.ports.postmortem_messages import (
    PostmortemDue,
    PostmortemPageNotice,
    ReviewerNotReached,
    ReviewRequest,
)
from firefighter.ports.search import SearchResult
from firefighter.ports.snapshot import ChannelId, MessageRef, PlaceRef, Snapshot
from firefighter.ports.statistics import Digest
from firefighter.ports.teams import TeamNotice


@dataclass(frozen=True)
class DueFollowUp:
    """A follow-up with a due date."""

    incident_id: IncidentId
    follow_up: FollowUp
    kind: Kind = Kind.REAL
    """Of the incident."""
    home: PlaceRef | None = None
    """Its channel or announcement; None while there is neither."""


@dataclass(frozen=True)
class HomeView:
    """What one person's Home tab shows; everything in it is visible to them."""

    user: UserId
    held: SearchResult
    """Open incidents in which they hold a role."""
    open: SearchResult
    """Open incidents, without drills."""
    drills: SearchResult
    """Open drills."""
    due_follow_ups: tuple[DueFollowUp, ...]
    """Their open follow-ups with a due date, most urgent first."""
    at: datetime
    """When the data was read."""


IdempotencyKey = NewType("IdempotencyKey", str)
"""Unique forever, even after the database was restored from a backup."""


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


class NudgeKind(StrEnum):
    """What a nudge asks for."""

    COMMANDER = "commander"
    UPDATE = "update"


@dataclass(frozen=True)
class Nudge:
    """Asks the responders for one thing, with a button for it."""

    wanted: NudgeKind
    snapshot: Snapshot


class NudgeResolution(StrEnum):
    """Why a nudge asks for nothing any more."""

    DONE = "done"
    """The role was taken, or the update posted."""
    POSTPONED = "postponed"
    RESCHEDULED = "rescheduled"
    """The severity or a drill's clock gave the update another time."""
    NOT_NEEDED = "not_needed"
    ASKED_AGAIN = "asked_again"
    """A newer nudge follows."""


@dataclass(frozen=True)
class ResolvedNudge:
    """What a nudge becomes: one line without buttons."""

    wanted: NudgeKind
    resolution: NudgeResolution
    who: UserId | None
    """Who did what it asked for; None if nobody did."""
    snapshot: Snapshot


@dataclass(frozen=True)
class Briefing:
    """Tells a new role holder, in a direct message, what the role does."""

    event: RoleChanged
    snapshot: Snapshot


@dataclass(frozen=True)
class DeclaredFrom:
    """Tells the responders from which message the incident was declared."""

    snapshot: Snapshot
    link: str


@dataclass(frozen=True)
class DeclaredHere:
    """Replies in the thread of that message with the incident and where to follow it."""

    snapshot: Snapshot


@dataclass(frozen=True)
class PagingDelay:
    """Tells whoever paged a service that there is no answer yet, and what to do if it is urgent."""

    paged: Paged
    snapshot: Snapshot


@dataclass(frozen=True)
class SimulatedPage:
    """Tells a drill's team who would have been paged, with a button to acknowledge it."""

    paged: Paged
    snapshot: Snapshot
    acknowledged: PageAcknowledged | None = None
    """None while nobody has."""


@dataclass(frozen=True)
class InjectMessage:
    """An inject, as its persona writes it or as a fact of the drill."""

    event: InjectSent
    snapshot: Snapshot


@dataclass(frozen=True)
class Reminder:
    """Tells an owner that their follow-up is due tomorrow, or was due yesterday."""

    follow_up: FollowUp
    late: bool
    snapshot: Snapshot


@dataclass(frozen=True)
class ArchiveNotice:
    """Announces that a channel will be archived, with a button to keep it; or how that ended."""

    snapshot: Snapshot
    due: datetime | None = None
    """When it is archived; None once it is not."""


@dataclass(frozen=True)
class ChannelNotice:
    """Tells the responders what happened to the channel, and where to go on."""

    event: ChannelChanged
    snapshot: Snapshot


@dataclass(frozen=True)
class Reopened:
    """Tells one responder, in a direct message, that an incident was reopened and where."""

    event: StatusChanged
    snapshot: Snapshot


class NotInvitedReason(StrEnum):
    """Why the chat does not let somebody be invited."""

    DEACTIVATED = "deactivated"
    GUEST = "guest"
    ELSEWHERE = "elsewhere"
    """Unknown in this workspace, or a member of another one only."""
    NOT_ALLOWED = "not_allowed"
    CHANNEL_FULL = "channel_full"


@dataclass(frozen=True)
class NotInvited:
    """Tells a channel who could not be invited into it."""

    people: Mapping[UserId, NotInvitedReason]
    snapshot: Snapshot


@dataclass(frozen=True)
class OwnerDeactivated:
    """Tells responders that the owner of an open follow-up cannot be reminded any more."""

    follow_up: FollowUp
    snapshot: Snapshot


@dataclass(frozen=True)
class GameDayCard:
    """A Game Day as everybody may see it, with its buttons."""

    snapshot: GameDaySnapshot


@dataclass(frozen=True)
class GameDayLine:
    """A change of a Game Day in one line."""

    event: GameDayEvent
    snapshot: GameDaySnapshot


@dataclass(frozen=True)
class Scoreboard:
    """The teams of a Game Day and what they have earned."""

    snapshot: GameDaySnapshot
    teams: Sequence[RankedTeam]


@dataclass(frozen=True)
class GameDayResult:
    """The reveal: the final ranking, with what game masters gave or took."""

    snapshot: GameDaySnapshot
    teams: Sequence[RankedTeam]


@dataclass(frozen=True)
class ReportNotice:
    """Says in one line where the learning report is, or what happened to it."""

    change: PageChange
    snapshot: GameDaySnapshot


class SafetyNotice(StrEnum):
    """What a safety officer is told in a direct message."""

    SILENT = "silent"
    """They have not said for a while that all is well, and it stops soon."""
    REAL_INCIDENT = "real_incident"
    """Something in a drill turned out to be real."""


@dataclass(frozen=True)
class SafetyMessage:
    notice: SafetyNotice
    snapshot: GameDaySnapshot


@dataclass(frozen=True)
class StopNotice:
    """Tells a game master who stopped a Game Day, or one of its drills."""

    stopped_by: UserId
    drill: IncidentId | None
    """None if the whole Game Day was stopped."""
    snapshot: GameDaySnapshot


@dataclass(frozen=True)
class NotInvitedToGameDay:
    """Tells the Game Day's channel who could not be invited into it."""

    people: Mapping[UserId, NotInvitedReason]
    snapshot: GameDaySnapshot


@dataclass(frozen=True)
class Chart:
    """A chart of incidents per week and their durations."""

    report: Report
    points: Sequence[Point]


GameDayMessage = (
    GameDayCard
    | GameDayLine
    | Scoreboard
    | GameDayResult
    | ReportNotice
    | SafetyMessage
    | StopNotice
    | NotInvitedToGameDay
)

IncidentMessage = (
    Announcement
    | ControlPanel
    | Line
    | Nudge
    | ResolvedNudge
    | Briefing
    | DeclaredFrom
    | DeclaredHere
    | PostmortemPageNotice
    | Reminder
    | PostmortemDue
    | ReviewRequest
    | ReviewerNotReached
    | PagingDelay
    | SimulatedPage
    | InjectMessage
    | ArchiveNotice
    | ChannelNotice
    | Reopened
    | NotAnnounced
    | DuplicatesHint
    | NotInvited
    | ChannelSharing
    | OwnerDeactivated
    | AlertLine
)

Message = (
    IncidentMessage | GameDayMessage | AlertCard | ExperimentRunLine | TeamNotice | ExerciseMessage
)


@dataclass(frozen=True)
class Channel:
    id: ChannelId
    name: str
    ours: bool
    """Whether the bot created it."""
    created_at: datetime


@dataclass(frozen=True)
class ChannelFacts:
    """What has to be known of a channel before it becomes an incident's channel."""

    id: ChannelId
    name: str
    topic: str
    """As people wrote it."""
    private: bool
    member: bool
    """Whether the bot is a member."""
    archived: bool
    shared: bool
    """With another company, now or soon."""
    direct: bool
    """Whether it is a direct message."""
    ours: bool
    """Whether the bot created it."""
    announcing: bool
    """Whether it is the channel of announcements."""


@dataclass(frozen=True)
class MessageFacts:
    """A chat message in its current state."""

    chat_message: ChatMessage
    """Without its permalink, which needs another call."""
    thread: str
    """Timestamp of the first message of its thread; empty outside threads."""
    ours: bool


@dataclass(frozen=True)
class SharedFile:
    """A picture in the chat."""

    address: str
    """URL of its content, which needs authorization."""
    size: int
    """Bytes."""


CHAT_SERVICE = "Slack"
"""Name of the chat in error messages."""


class LoginRequired(CallRefused):
    """The chat returned its login page instead of a file."""

    def __str__(self) -> str:
        return gettext("Slack doesn't let the bot read files. Add the scope `files:read`.")


class ArchivingRefused(CallRefused):
    """The chat does not allow the bot to archive a channel."""

    def __str__(self) -> str:
        if self.reason == "not_in_channel":
            return gettext(
                "The bot can't archive the channel because it isn't a member. Invite it."
            )
        return gettext("Slack doesn't let the bot archive the channel ({code})", code=self.reason)


class ChartNotDrawn(FirefighterError):
    """The renderer of charts failed; what the chart shows is in the tables as well."""


class NameTaken(OutgoingError):
    """A channel has this name already, perhaps one that the bot cannot see."""


class Chat(Protocol):
    """Every method raises OutgoingError. None of them retries."""

    def incidents_channel(self) -> ChannelId:
        """The channel of announcements."""

    def channel(self, name: str) -> ChannelId:
        """The channel of that name, of which the bot is a member; or of that id."""

    def post(
        self,
        channel: ChannelId,
        message: Message,
        idempotency_key: IdempotencyKey,
        thread: str = "",
    ) -> MessageRef:
        """Posts with a hidden idempotency key, by which `find_post` recognizes the message."""

    def find_post(
        self, channel: ChannelId, idempotency_key: IdempotencyKey, since: datetime, thread: str = ""
    ) -> MessageRef | None: ...

    def find_posts(
        self, channel: ChannelId, idempotency_key: IdempotencyKey, since: datetime, thread: str = ""
    ) -> Sequence[MessageRef]:
        """All messages with that idempotency key. More than one if a post was done late."""

    def edit(self, message: MessageRef, content: Message) -> None: ...

    def withdraw(self, message: MessageRef) -> None:
        """Deletes a message of the bot. Does nothing if it was deleted."""

    def look_at(self, message: MessageRef) -> MessageFacts | None:
        """None if there is no such message."""

    def find_picture(self, file: str) -> SharedFile | NotShownReason:
        """The file with that id, or why it cannot be shown elsewhere."""

    def download(self, file: SharedFile, most: int) -> bytes | NotShownReason:
        """The content, up to `most` bytes. Raises LoginRequired."""

    def create_channel(self, name: str, *, private: bool) -> ChannelId:
        """Raises NameTaken."""

    def archive(self, channel: ChannelId) -> None:
        """Archives a channel, which may be archived already. Raises ArchivingRefused."""

    def find_channels(self, beginning: str) -> Sequence[Channel]:
        """Channels of the bot, or joined by it, whose names start with that."""

    def look_at_channel(self, channel: ChannelId) -> ChannelFacts | None:
        """None for a channel that the bot cannot see."""

    def join(self, channel: ChannelId) -> None:
        """Joins a public channel. Does nothing if the bot is a member."""

    def delete_own_messages(
        self, channel: ChannelId, thread: str = "", containing: str = ""
    ) -> None:
        """Deletes the bot's messages in a channel or thread, newest first.

        With `saying`, deletes only messages that contain that text.
        """

    def retire(self, channel: ChannelId, name: str) -> None:
        """Renames and archives a channel of the bot. Does nothing if it is archived."""

    def set_topic(self, channel: ChannelId, topic: str, ours: str) -> None:
        """Sets the topic if it is empty or starts with `ours`.

        Other topics were written by people and stay. Does nothing if the topic is set already.
        """

    def in_words(self, event: AnyEvent, incident: Incident, names: Mapping[UserId, str]) -> str:
        """An event as a sentence without markup. Makes no call."""

    def address(self, place: PlaceRef) -> str:
        """Its URL for browsers."""

    def bookmark_postmortem_page(self, channel: ChannelId, url: str, title: str) -> None:
        """Bookmarks the page in the channel. Does nothing if it is bookmarked."""

    def pin(self, message: MessageRef) -> None:
        """Pins a message. Does nothing if it is pinned."""

    def open_direct(self, user: UserId) -> ChannelId | None:
        """The direct-message channel with a person; None for somebody who cannot be messaged."""

    def invite(
        self, channel: ChannelId, people: Sequence[str]
    ) -> Mapping[UserId, NotInvitedReason]:
        """Invites users and the members of user groups. Returns who could not be invited.

        Members of the channel, and groups that are gone, are skipped.
        """

    def profile(self, user: UserId) -> Profile:
        """The profile of a user. Raises CallRefused for a user that the chat does not show."""

    def members(self, list_id: str) -> frozenset[UserId]:
        """Members of a user group or channel; none if it was deleted."""

    def channel_sharing(self) -> Mapping[ChannelId, bool]:
        """The channels that the bot is in, and whether they are shared with an organization."""

    def show_home(self, shown: HomeView) -> None:
        """Publishes somebody's Home tab."""

    def permalink(self, message: MessageRef) -> str:
        """A URL of the message for everybody who may see it."""

    def show_declared(self, form_id: str, snapshot: Snapshot) -> None:
        """Updates an open form: the incident is declared, and where to follow it."""

    def post_digest(
        self, channel: ChannelId, digest: Digest, idempotency_key: IdempotencyKey
    ) -> MessageRef:
        """Posts the digest, with a hidden idempotency key."""

    def share_chart(
        self, channel: ChannelId, chart: Chart, idempotency_key: IdempotencyKey
    ) -> None:
        """Draws the chart and uploads it, with the idempotency key in its file name."""

    def has_chart(
        self, channel: ChannelId, idempotency_key: IdempotencyKey, since: datetime
    ) -> bool:
        """Whether a picture with that idempotency key was uploaded."""

    def tell(
        self,
        user: UserId,
        channel: ChannelId,
        text: str,
        thread: str = "",
        response_url: str = "",
    ) -> None:
        """Shows `text`, in the chat's markup, to one person where they are."""

    def respond(self, response_url: str, message: Message) -> None:
        """Answers an earlier command for its sender alone. Needs no membership and no token."""


CHAT: Port[Chat] = Port("chat")
