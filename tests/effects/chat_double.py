"""A chat in memory that enforces the rules of a real one, and can lose its response."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from firefighter.domain.events import AnyEvent
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.pictures import NotShownReason
from firefighter.ports.alert_messages import AlertCard
from firefighter.ports.chat import (
    ArchivingRefused,
    Channel,
    ChannelFacts,
    Chart,
    HomeView,
    IdempotencyKey,
    Message,
    MessageFacts,
    NameTaken,
    NotInvitedReason,
    SharedFile,
)
from firefighter.ports.exercises import ExerciseMessage
from firefighter.ports.experiment_messages import ExperimentRunLine
from firefighter.ports.outgoing import CallRefused, Unavailable
from firefighter.ports.people import Profile
from firefighter.ports.snapshot import ChannelId, MessageRef, PlaceRef, Snapshot
from firefighter.ports.statistics import Digest
from firefighter.ports.teams import TeamNotice

_Result = TypeVar("_Result")


def incident_of(message: Message) -> Incident:
    """The incident that a message is about."""
    without = AlertCard | ExperimentRunLine | TeamNotice | ExerciseMessage
    snapshot = None if isinstance(message, without) else message.snapshot
    assert isinstance(snapshot, Snapshot)
    return snapshot.incident


@dataclass
class Post:
    ref: MessageRef
    thread: str
    idempotency_key: IdempotencyKey
    content: Message
    at: datetime


@dataclass
class ChannelDouble:
    channel: Channel
    joined: bool
    private: bool = False
    archived: bool = False
    is_required: bool = False
    """Whether the chat refuses to archive it."""
    topic: str = ""
    members: set[str] = field(default_factory=set)
    topics_set: int = 0


@dataclass
class ChatDouble:
    """Archiving a channel removes the bot from it and keeps its name taken.

    Only channels with the bot as a member can be found.
    """

    now: datetime
    not_invitable: dict[str, NotInvitedReason] = field(default_factory=dict, kw_only=True)
    """People whom the chat does not let the bot invite."""
    channels: dict[ChannelId, ChannelDouble] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    bookmarked: list[tuple[ChannelId, str]] = field(default_factory=list)
    pinned: list[MessageRef] = field(default_factory=list)
    told: list[tuple[UserId, ChannelId, str, str]] = field(default_factory=list)
    answered: list[tuple[str, Message]] = field(default_factory=list)
    people: dict[UserId, Profile] = field(default_factory=dict)
    said: dict[MessageRef, MessageFacts] = field(default_factory=dict)
    """Messages of people, in their current version."""
    gone: set[UserId] = field(default_factory=set)
    files: dict[str, bytes | NotShownReason] = field(default_factory=dict)
    """Shared files, or why they are not available."""
    forms_shown: list[tuple[str, Snapshot]] = field(default_factory=list)
    memberships: dict[str, frozenset[UserId]] = field(default_factory=dict)
    digests: dict[IdempotencyKey, tuple[MessageRef, Digest]] = field(default_factory=dict)
    charts: dict[IdempotencyKey, tuple[ChannelId, Chart]] = field(default_factory=dict)
    homes: dict[UserId, HomeView] = field(default_factory=dict)
    loses_answers: bool = False
    """Whether each call is carried out and its response lost."""

    def __post_init__(self) -> None:
        self.home = self.open_channel("incidents", ours=False, joined=True)

    def open_channel(
        self, name: str, *, ours: bool, joined: bool = False, archived: bool = False
    ) -> ChannelId:
        """Adds an existing channel. The bot is a member of its own channels."""
        channel_id = ChannelId(f"C{len(self.channels) + 1}")
        channel = Channel(channel_id, name, ours, self.now)
        self.channels[channel_id] = ChannelDouble(channel, joined=ours or joined, archived=archived)
        return channel_id

    def profile(self, user: UserId) -> Profile:
        if user not in self.people:
            raise CallRefused("Slack", "profile", "user_not_found")
        return self._answer("profile", self.people[user])

    def incidents_channel(self) -> ChannelId:
        return self.home

    def channel(self, name: str) -> ChannelId:
        for channel in self.channels.values():
            if name in {channel.channel.id, channel.channel.name} and channel.joined:
                return channel.channel.id
        raise CallRefused("the chat", "channel", f"not_in_channel #{name}")

    def post(
        self,
        channel: ChannelId,
        message: Message,
        idempotency_key: IdempotencyKey,
        thread: str = "",
    ) -> MessageRef:
        self._open(channel, "post")
        if thread and not any(
            post.ref == MessageRef(channel, thread) and not post.thread for post in self.posts
        ):
            raise CallRefused("Slack", "post", "thread_not_found")
        ref = MessageRef(channel, f"{self.now.timestamp():.0f}.{len(self.posts):06}")
        self.posts.append(Post(ref, thread, idempotency_key, message, self.now))
        return self._answer("post", ref)

    def find_post(
        self, channel: ChannelId, idempotency_key: IdempotencyKey, since: datetime, thread: str = ""
    ) -> MessageRef | None:
        return next(iter(self.find_posts(channel, idempotency_key, since, thread)), None)

    def find_posts(
        self, channel: ChannelId, idempotency_key: IdempotencyKey, since: datetime, thread: str = ""
    ) -> Sequence[MessageRef]:
        """Messages of a thread are only found in the thread, as in a real history."""
        self._open(channel, "history")
        found = [
            post.ref
            for post in self.posts
            if post.idempotency_key == idempotency_key
            and post.ref.channel == channel
            and post.thread == thread
            and post.at >= since
        ]
        digest, _told = self.digests.get(idempotency_key, (None, None))
        return [*found, digest] if digest else found

    def edit(self, message: MessageRef, content: Message) -> None:
        self._open(message.channel, "edit")
        self._post_at(message, "edit").content = content
        self._answer("edit", None)

    def withdraw(self, message: MessageRef) -> None:
        self._open(message.channel, "delete")
        self.posts = [post for post in self.posts if post.ref != message]
        self._answer("delete", None)

    def look_at(self, message: MessageRef) -> MessageFacts | None:
        self._open(message.channel, "replies")
        return self._answer("replies", self.said.get(message))

    def find_picture(self, file: str) -> SharedFile | NotShownReason:
        found = self.files.get(file, NotShownReason.NOT_SEEN)
        shared = found if isinstance(found, NotShownReason) else SharedFile(file, len(found))
        return self._answer("find_picture", shared)

    def download(self, file: SharedFile, most: int) -> bytes | NotShownReason:
        content = self.files[file.address]
        late = len(content) > most
        return self._answer("download", NotShownReason.TOO_LARGE if late else content)

    def create_channel(self, name: str, *, private: bool) -> ChannelId:
        if any(fake_channel.channel.name == name for fake_channel in self.channels.values()):
            raise NameTaken
        channel_id = self.open_channel(name, ours=True)
        self.channels[channel_id].private = private
        return self._answer("create", channel_id)

    def archive(self, channel: ChannelId) -> None:
        fake_channel = self.channels.get(channel)
        if fake_channel is None or (fake_channel.private and not fake_channel.joined):
            raise CallRefused("Slack", "archive", "channel_not_found")
        if not fake_channel.archived:
            if not fake_channel.joined or fake_channel.is_required:
                code = "restricted_action" if fake_channel.joined else "not_in_channel"
                raise ArchivingRefused("Slack", "archive", code)
            self.archive_by_person(channel)
        self._answer("archive", None)

    def archive_by_person(self, channel: ChannelId) -> None:
        """A person archives the channel."""
        self.channels[channel].archived, self.channels[channel].joined = True, False

    def find_channels(self, beginning: str) -> Sequence[Channel]:
        seen = (
            fake_channel.channel for fake_channel in self.channels.values() if fake_channel.joined
        )
        return [channel for channel in seen if channel.name.startswith(beginning)]

    def channel_sharing(self) -> Mapping[ChannelId, bool]:
        return {each: False for each, found in self.channels.items() if found.joined}

    def look_at_channel(self, channel: ChannelId) -> ChannelFacts | None:
        fake_channel = self.channels.get(channel)
        if fake_channel is None or (fake_channel.private and not fake_channel.joined):
            return None
        return ChannelFacts(
            id=channel,
            name=fake_channel.channel.name,
            topic=fake_channel.topic,
            private=fake_channel.private,
            member=fake_channel.joined,
            archived=fake_channel.archived,
            shared=False,
            direct=False,
            ours=fake_channel.channel.ours,
            announcing=channel == self.home,
        )

    def join(self, channel: ChannelId) -> None:
        fake_channel = self._open(channel, "join", inside=False)
        if fake_channel.private:
            raise CallRefused("Slack", "join", "method_not_supported_for_channel_type")
        fake_channel.joined = True
        self._answer("join", None)

    def delete_own_messages(
        self,
        channel: ChannelId,
        thread: str = "",
        containing: str = "",  # noqa: ARG002 - the port's
    ) -> None:
        """Deletes all, since the double stores contents and not texts."""
        self._open(channel, "delete")
        self.posts = [
            post
            for post in self.posts
            if post.ref.channel != channel or (thread and thread not in (post.thread, post.ref.ts))
        ]
        self._answer("delete", None)

    def retire(self, channel: ChannelId, name: str) -> None:
        fake_channel = self._open(channel, "archive")
        fake_channel.channel = replace(fake_channel.channel, name=name)
        fake_channel.archived, fake_channel.joined = True, False
        self._answer("archive", None)

    def set_topic(self, channel: ChannelId, topic: str, ours: str) -> None:
        fake_channel = self._open(channel, "topic")
        if fake_channel.topic != topic and (
            not fake_channel.topic or fake_channel.topic.startswith(ours)
        ):
            fake_channel.topic = topic
            fake_channel.topics_set += 1
        self._answer("topic", None)

    def in_words(self, event: AnyEvent, incident: Incident, names: Mapping[UserId, str]) -> str:
        return f"{incident.reference}: {event.kind} by {names.get(event.actor, event.actor)}"

    def address(self, place: PlaceRef) -> str:
        return f"https://chat.test/{place.channel}/{place.ts}"

    def bookmark_postmortem_page(self, channel: ChannelId, url: str, title: str) -> None:  # noqa: ARG002
        self._open(channel, "bookmark")
        if (channel, url) not in self.bookmarked:
            self.bookmarked.append((channel, url))

    def pin(self, message: MessageRef) -> None:
        self._open(message.channel, "pin")
        self._post_at(message, "pin")
        if message not in self.pinned:
            self.pinned.append(message)
        self._answer("pin", None)

    def open_direct(self, user: UserId) -> ChannelId | None:
        """None for a deactivated person."""
        if user in self.gone:
            return None
        name = f"direct {user}"
        known = (each.channel.id for each in self.channels.values() if each.channel.name == name)
        return next(known, None) or self.open_channel(name, ours=True)

    def invite(
        self, channel: ChannelId, people: Sequence[str]
    ) -> Mapping[UserId, NotInvitedReason]:
        known = self.not_invitable
        not_invited = {user: known[user] for user in people if user in known}
        self._open(channel, "invite").members.update(set(people) - not_invited.keys())
        return self._answer("invite", {UserId(user): why for user, why in not_invited.items()})

    def members(self, list_id: str) -> frozenset[UserId]:
        return self._answer("members", self.memberships.get(list_id, frozenset()))

    def show_home(self, shown: HomeView) -> None:
        self.homes[shown.user] = shown
        self._answer("show_home", None)

    def permalink(self, message: MessageRef) -> str:
        if message not in self.said:
            self._post_at(message, "permalink")
        return f"https://chat.example/{message.channel}/{message.ts}"

    def show_declared(self, form_id: str, snapshot: Snapshot) -> None:
        self.forms_shown.append((form_id, snapshot))
        self._answer("show_declared", None)

    def post_digest(
        self, channel: ChannelId, digest: Digest, idempotency_key: IdempotencyKey
    ) -> MessageRef:
        self._open(channel, "post")
        ref = MessageRef(channel, "1.000001")
        self.digests[idempotency_key] = (ref, digest)
        return self._answer("post", ref)

    def share_chart(
        self, channel: ChannelId, chart: Chart, idempotency_key: IdempotencyKey
    ) -> None:
        self._open(channel, "share")
        self.charts[idempotency_key] = (channel, chart)
        self._answer("share", None)

    def has_chart(
        self,
        channel: ChannelId,
        idempotency_key: IdempotencyKey,
        since: datetime,  # noqa: ARG002 - the port's
    ) -> bool:
        self._open(channel, "history")
        return idempotency_key in self.charts

    def tell(
        self,
        user: UserId,
        channel: ChannelId,
        text: str,
        thread: str = "",
        response_url: str = "",
    ) -> None:
        """Without membership, only the response URL works; without a channel, it is direct."""
        if channel and not self._open(channel, "tell", inside=False).joined and not response_url:
            raise CallRefused("Slack", "tell", "not_in_channel")
        self.told.append((user, channel, text, thread))
        self._answer("tell", None)

    def respond(self, response_url: str, message: Message) -> None:
        self.answered.append((response_url, message))
        self._answer("respond", None)

    def named(self, name: str) -> ChannelDouble:
        (fake_channel,) = [
            fake_channel
            for fake_channel in self.channels.values()
            if fake_channel.channel.name == name
        ]
        return fake_channel

    def losing_the_response(self, call: Callable[[], object]) -> None:
        """Makes a call that is carried out while its response is lost."""
        self.loses_answers = True
        try:
            call()
        except Unavailable:
            return
        finally:
            self.loses_answers = False
        raise AssertionError("Nothing was asked of the chat.")

    def _answer(self, method: str, result: _Result) -> _Result:
        if self.loses_answers:
            raise Unavailable("Slack", method, "The answer was lost.")
        return result

    def _open(self, channel: ChannelId, method: str, *, inside: bool = True) -> ChannelDouble:
        fake_channel = self.channels.get(channel)
        if fake_channel is None or (fake_channel.private and not fake_channel.joined):
            raise CallRefused("Slack", method, "channel_not_found")
        if fake_channel.archived:
            raise CallRefused("Slack", method, "is_archived")
        if inside and not fake_channel.joined:
            raise CallRefused("Slack", method, "not_in_channel")
        return fake_channel

    def _post_at(self, ref: MessageRef, method: str) -> Post:
        for post in self.posts:
            if post.ref == ref:
                return post
        raise CallRefused("Slack", method, "message_not_found")
