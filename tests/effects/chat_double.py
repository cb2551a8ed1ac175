"""A chat in memory that keeps the rules of a real one, and can lose its answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from firefighter.domain.events import AnyEvent
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.pictures import WhyNot
from firefighter.ports.chat import (
    Channel,
    ChannelFacts,
    Chart,
    ChatRefused,
    ChatUnavailable,
    EffectId,
    MayNotArchive,
    Message,
    NameTaken,
    Seen,
    SharedFile,
)
from firefighter.ports.digest import Digest
from firefighter.ports.home import Home
from firefighter.ports.people import Profile
from firefighter.ports.places import ChannelId, Located, MessageRef, Snapshot

_Result = TypeVar("_Result")


@dataclass
class Post:
    ref: MessageRef
    thread: str
    mark: EffectId
    content: Message
    at: datetime


@dataclass
class Room:
    channel: Channel
    joined: bool
    private: bool = False
    archived: bool = False
    is_required: bool = False
    """Whether nobody may archive it."""
    topic: str = ""
    members: set[str] = field(default_factory=set)
    topics_set: int = 0


@dataclass
class ChatDouble:
    """Names stay taken when a channel is archived, which puts us out of it.

    Only what we are in can be found.
    """

    now: datetime
    rooms: dict[ChannelId, Room] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    bookmarked: list[tuple[ChannelId, str]] = field(default_factory=list)
    pinned: list[MessageRef] = field(default_factory=list)
    told: list[tuple[UserId, ChannelId, str, str]] = field(default_factory=list)
    people: dict[UserId, Profile] = field(default_factory=dict)
    said: dict[MessageRef, Seen] = field(default_factory=dict)
    """What people wrote, as it is now."""
    gone: set[UserId] = field(default_factory=set)
    files: dict[str, bytes | WhyNot] = field(default_factory=dict)
    """What people shared, or why it cannot be had."""
    forms_shown: list[tuple[str, Snapshot]] = field(default_factory=list)
    circles: dict[str, frozenset[UserId]] = field(default_factory=dict)
    digests: dict[EffectId, tuple[MessageRef, Digest]] = field(default_factory=dict)
    charts: dict[EffectId, tuple[ChannelId, Chart]] = field(default_factory=dict)
    homes: dict[UserId, Home] = field(default_factory=dict)
    loses_answers: bool = False
    """Whether each call is done, and its answer lost on the way back."""

    def __post_init__(self) -> None:
        self.home = self.open_room("incidents", ours=False, joined=True)

    def open_room(
        self, name: str, *, ours: bool, joined: bool = False, archived: bool = False
    ) -> ChannelId:
        """A channel that is there before anything is asked of this chat. We are in all of ours."""
        channel_id = ChannelId(f"C{len(self.rooms) + 1}")
        channel = Channel(channel_id, name, ours, self.now)
        self.rooms[channel_id] = Room(channel, joined=ours or joined, archived=archived)
        return channel_id

    def profile(self, user: UserId) -> Profile:
        if user not in self.people:
            raise ChatRefused("profile", "user_not_found")
        return self._answer("profile", self.people[user])

    def incidents_channel(self) -> ChannelId:
        return self.home

    def post(
        self, channel: ChannelId, message: Message, mark: EffectId, thread: str = ""
    ) -> MessageRef:
        self._open(channel, "post")
        if thread and not any(
            post.ref == MessageRef(channel, thread) and not post.thread for post in self.posts
        ):
            raise ChatRefused("post", "thread_not_found")
        ref = MessageRef(channel, f"{self.now.timestamp():.0f}.{len(self.posts):06}")
        self.posts.append(Post(ref, thread, mark, message, self.now))
        return self._answer("post", ref)

    def find_post(
        self, channel: ChannelId, mark: EffectId, since: datetime, thread: str = ""
    ) -> MessageRef | None:
        """Like a real history: what is said inside a thread is only found there."""
        self._open(channel, "history")
        found = (
            post.ref
            for post in self.posts
            if post.mark == mark
            and post.ref.channel == channel
            and post.thread == thread
            and post.at >= since
        )
        digest, _told = self.digests.get(mark, (None, None))
        return next(found, digest)

    def edit(self, message: MessageRef, content: Message) -> None:
        self._open(message.channel, "edit")
        self._post_at(message, "edit").content = content
        self._answer("edit", None)

    def withdraw(self, message: MessageRef) -> None:
        self._open(message.channel, "delete")
        self.posts = [post for post in self.posts if post.ref != message]
        self._answer("delete", None)

    def look_at(self, message: MessageRef) -> Seen | None:
        self._open(message.channel, "replies")
        return self._answer("replies", self.said.get(message))

    def find_picture(self, file: str) -> SharedFile | WhyNot:
        found = self.files.get(file, WhyNot.NOT_SEEN)
        shared = found if isinstance(found, WhyNot) else SharedFile(file, len(found))
        return self._answer("find_picture", shared)

    def download(self, file: SharedFile, most: int) -> bytes | WhyNot:
        content = self.files[file.address]
        late = len(content) > most
        return self._answer("download", WhyNot.TOO_LARGE if late else content)

    def create_channel(self, name: str, *, private: bool) -> ChannelId:
        if any(room.channel.name == name for room in self.rooms.values()):
            raise NameTaken
        channel_id = self.open_room(name, ours=True)
        self.rooms[channel_id].private = private
        return self._answer("create", channel_id)

    def archive(self, channel: ChannelId) -> None:
        room = self.rooms.get(channel)
        if room is None or (room.private and not room.joined):
            raise ChatRefused("archive", "channel_not_found")
        if not room.archived:
            if not room.joined or room.is_required:
                code = "restricted_action" if room.joined else "not_in_channel"
                raise MayNotArchive("archive", code)
            self.put_away(channel)
        self._answer("archive", None)

    def put_away(self, channel: ChannelId) -> None:
        """Somebody archives it."""
        self.rooms[channel].archived, self.rooms[channel].joined = True, False

    def find_channels(self, beginning: str) -> Sequence[Channel]:
        seen = (room.channel for room in self.rooms.values() if room.joined)
        return [channel for channel in seen if channel.name.startswith(beginning)]

    def look_at_channel(self, channel: ChannelId) -> ChannelFacts | None:
        room = self.rooms.get(channel)
        if room is None or (room.private and not room.joined):
            return None
        return ChannelFacts(
            id=channel,
            name=room.channel.name,
            topic=room.topic,
            private=room.private,
            member=room.joined,
            archived=room.archived,
            shared=False,
            direct=False,
            ours=room.channel.ours,
            announcing=channel == self.home,
        )

    def join(self, channel: ChannelId) -> None:
        room = self._open(channel, "join", inside=False)
        if room.private:
            raise ChatRefused("join", "method_not_supported_for_channel_type")
        room.joined = True
        self._answer("join", None)

    def take_back(self, channel: ChannelId, thread: str = "", saying: str = "") -> None:  # noqa: ARG002 - the port's
        """The double keeps contents, not texts, so it takes all of it back."""
        self._open(channel, "delete")
        self.posts = [
            post
            for post in self.posts
            if post.ref.channel != channel or (thread and thread not in (post.thread, post.ref.ts))
        ]
        self._answer("delete", None)

    def retire(self, channel: ChannelId, name: str) -> None:
        room = self._open(channel, "archive")
        room.channel = replace(room.channel, name=name)
        room.archived, room.joined = True, False
        self._answer("archive", None)

    def put_topic(self, channel: ChannelId, topic: str, ours: str) -> None:
        room = self._open(channel, "topic")
        if room.topic != topic and (not room.topic or room.topic.startswith(ours)):
            room.topic = topic
            room.topics_set += 1
        self._answer("topic", None)

    def in_words(self, event: AnyEvent, incident: Incident, names: Mapping[UserId, str]) -> str:
        return f"{incident.reference}: {event.kind} by {names.get(event.actor, event.actor)}"

    def address(self, place: Located) -> str:
        return f"https://chat.test/{place.channel}/{place.ts}"

    def bookmark_page(self, channel: ChannelId, url: str) -> None:
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
        """Found again when it is open already; nobody can write to who has left."""
        if user in self.gone:
            return None
        name = f"direct {user}"
        known = (each.channel.id for each in self.rooms.values() if each.channel.name == name)
        return next(known, None) or self.open_room(name, ours=True)

    def invite(self, channel: ChannelId, people: Sequence[str]) -> None:
        self._open(channel, "invite").members.update(people)
        self._answer("invite", None)

    def members(self, circle: str) -> frozenset[UserId]:
        return self._answer("members", self.circles.get(circle, frozenset()))

    def show_home(self, shown: Home) -> None:
        self.homes[shown.user] = shown
        self._answer("show_home", None)

    def permalink(self, message: MessageRef) -> str:
        if message not in self.said:
            self._post_at(message, "permalink")
        return f"https://chat.example/{message.channel}/{message.ts}"

    def show_declared(self, form_id: str, snapshot: Snapshot) -> None:
        self.forms_shown.append((form_id, snapshot))
        self._answer("show_declared", None)

    def post_digest(self, channel: ChannelId, digest: Digest, mark: EffectId) -> None:
        self._open(channel, "post")
        self.digests[mark] = (MessageRef(channel, "1.000001"), digest)
        self._answer("post", None)

    def share_chart(self, channel: ChannelId, chart: Chart, mark: EffectId) -> None:
        self._open(channel, "share")
        self.charts[mark] = (channel, chart)
        self._answer("share", None)

    def has_chart(self, channel: ChannelId, mark: EffectId, since: datetime) -> bool:  # noqa: ARG002 - the port's
        self._open(channel, "history")
        return mark in self.charts

    def tell(
        self,
        user: UserId,
        channel: ChannelId,
        text: str,
        thread: str = "",
        response_url: str = "",
    ) -> None:
        """Where we are no member, only the answer to a press gets through."""
        if not self._open(channel, "tell", inside=False).joined and not response_url:
            raise ChatRefused("tell", "not_in_channel")
        self.told.append((user, channel, text, thread))
        self._answer("tell", None)

    def named(self, name: str) -> Room:
        (room,) = [room for room in self.rooms.values() if room.channel.name == name]
        return room

    def losing_the_answer(self, call: Callable[[], object]) -> None:
        """Makes a call that gets through while the caller never learns of it."""
        self.loses_answers = True
        try:
            call()
        except ChatUnavailable:
            return
        finally:
            self.loses_answers = False
        raise AssertionError("Nothing was asked of the chat.")

    def _answer(self, method: str, result: _Result) -> _Result:
        if self.loses_answers:
            raise ChatUnavailable(method, "The answer was lost.")
        return result

    def _open(self, channel: ChannelId, method: str, *, inside: bool = True) -> Room:
        room = self.rooms.get(channel)
        if room is None or (room.private and not room.joined):
            raise ChatRefused(method, "channel_not_found")
        if room.archived:
            raise ChatRefused(method, "is_archived")
        if inside and not room.joined:
            raise ChatRefused(method, "not_in_channel")
        return room

    def _post_at(self, ref: MessageRef, method: str) -> Post:
        for post in self.posts:
            if post.ref == ref:
                return post
        raise ChatRefused(method, "message_not_found")
