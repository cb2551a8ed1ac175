"""Implements the Chat port with Slack's Web API. Each docstring names the methods called."""

import html
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from firefighter.adapters.slack.blocks import forms
from firefighter.adapters.slack.blocks.block_kit import Block, message_content, section
from firefighter.adapters.slack.blocks.digest import digest as draw_digest
from firefighter.adapters.slack.blocks.drills import marked_view
from firefighter.adapters.slack.blocks.incident_lists import home_tab
from firefighter.adapters.slack.outbound.calls import Calls
from firefighter.adapters.slack.outbound.files import (
    DrawChart,
    contains_chart,
    find_picture,
    share_chart,
)
from firefighter.adapters.slack.outbound.invitations import (
    MEMBER_ALREADY,
    NOT_INVITED,
    people_not_invited,
)
from firefighter.adapters.slack.outbound.messages import Sender, draw, sender_of
from firefighter.adapters.slack.outbound.profiles import Home, read_profile
from firefighter.adapters.slack.outbound.responses import channel_facts, is_own, read_message
from firefighter.adapters.slack.outbound.scopes import CUSTOM_NAMES
from firefighter.adapters.slack.wording.declare import channel_ready_text
from firefighter.adapters.slack.wording.digest import chart_not_drawn_text
from firefighter.adapters.slack.wording.event_lines import line
from firefighter.adapters.slack.wording.mrkdwn import (
    clipped,
    escaped,
    plain_text,
    without_direction_marks,
)
from firefighter.domain.actors import is_person
from firefighter.domain.events import AnyEvent
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.pictures import NotShownReason
from firefighter.domain.rules import Rules
from firefighter.ports.chat import (
    CHAT_SERVICE,
    ArchivingRefused,
    Channel,
    ChannelFacts,
    Chart,
    ChartNotDrawn,
    HomeView,
    IdempotencyKey,
    Message,
    MessageFacts,
    NameTaken,
    NotInvitedReason,
    SharedFile,
)
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.people import Profile
from firefighter.ports.snapshot import ChannelId, MessageRef, Place, PlaceRef, Snapshot
from firefighter.ports.statistics import Digest

log = logging.getLogger(__name__)

_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{7,}")
_METADATA_EVENT = "firefighter_effect"
_PAGE_SIZE = 200
_INVITE_BATCH = 1000
"""https://docs.slack.dev/reference/methods/conversations.invite."""
_TOPIC_LIMIT = 250
"""https://docs.slack.dev/reference/methods/conversations.setTopic."""
_NO_MEMBER = {"channel_not_found", "is_archived", "not_in_channel", "user_not_in_channel"}
_NO_MESSAGE = {"thread_not_found", "message_not_found", "cannot_reply_to_message"}
_NO_DIRECT_MESSAGE = {
    "cannot_dm_bot",
    "user_disabled",
    "user_not_found",
    "user_not_visible",
    "users_not_found",
}
_POSTED = {None, "bot_message"}
"""Subtypes of messages that the bot posted; Slack's own lines have others."""
_NO_GROUP = {"no_such_subteam", "subteam_not_found"}


class SlackChat:
    def __init__(
        self, calls: Calls, rules: Rules, incidents_channel: str, draw_chart: DrawChart
    ) -> None:
        self._draw_chart = draw_chart
        self._call = calls
        self._rules = rules
        self._incidents_channel = incidents_channel.removeprefix("#")

    def incidents_channel(self) -> ChannelId:
        """Returns the configured id, or the id of the channel with that name that the bot is in."""
        return self._incidents_channel_id

    def channel(self, name: str) -> ChannelId:
        """users.conversations; no call for an id."""
        name = name.removeprefix("#")
        if _CHANNEL_ID.fullmatch(name):
            return ChannelId(name)
        for found in self.find_channels(name):
            if found.name == name:
                return found.id
        raise CallRefused(CHAT_SERVICE, "users.conversations", f"not_in_channel #{name}")

    def post(
        self,
        channel: ChannelId,
        message: Message,
        idempotency_key: IdempotencyKey,
        thread: str = "",
    ) -> MessageRef:
        """chat.postMessage, with the idempotency key as message metadata.

        Before the first message of somebody else than the bot also auth.test.
        """
        sender = sender_of(message)
        if sender and not self._call.grants(CUSTOM_NAMES):
            sender = None
        drawn = draw(message, self._rules, self.address, sender)
        return self._post(channel, drawn, idempotency_key, thread, sender)

    def find_post(
        self, channel: ChannelId, idempotency_key: IdempotencyKey, since: datetime, thread: str = ""
    ) -> MessageRef | None:
        """conversations.history, or conversations.replies inside a thread."""
        return next(self._posts(channel, idempotency_key, since, thread), None)

    def find_posts(
        self, channel: ChannelId, idempotency_key: IdempotencyKey, since: datetime, thread: str = ""
    ) -> Sequence[MessageRef]:
        """The same methods as for `find_post`."""
        return list(self._posts(channel, idempotency_key, since, thread))

    def _posts(
        self, channel: ChannelId, idempotency_key: IdempotencyKey, since: datetime, thread: str
    ) -> Iterator[MessageRef]:
        method = "conversations.replies" if thread else "conversations.history"
        pages = self._paginate(
            method,
            "messages",
            channel=channel,
            ts=thread,
            oldest=f"{since.timestamp():.6f}",
            include_all_metadata=True,
        )
        for message in pages:
            metadata = message.get("metadata", {})
            if metadata.get("event_payload", {}).get("effect") == idempotency_key:
                yield MessageRef(channel, message["ts"])

    def edit(self, message: MessageRef, content: Message) -> None:
        """chat.update, with text and blocks: if only one is given, Slack drops the other.

        The message keeps the name of its sender.
        """
        self._call(
            "chat.update",
            channel=message.channel,
            ts=message.ts,
            **message_content(*draw(content, self._rules, self.address)),
        )

    def withdraw(self, message: MessageRef) -> None:
        """chat.delete."""
        try:
            self._call("chat.delete", channel=message.channel, ts=message.ts)
        except CallRefused as refused:
            if refused.reason != "message_not_found":
                raise

    def look_at(self, message: MessageRef) -> MessageFacts | None:
        """conversations.replies: the only method that also finds messages inside a thread.

        It returns the first message of the thread in any case.
        """
        try:
            answer = self._call(
                "conversations.replies",
                channel=message.channel,
                ts=message.ts,
                oldest=message.ts,
                latest=message.ts,
                inclusive=True,
                limit=_PAGE_SIZE,
            )
        except CallRefused as refused:
            if refused.reason in _NO_MESSAGE:
                return None
            raise
        found = (each for each in answer["messages"] if each["ts"] == message.ts)
        return next(
            (read_message(each, message.channel, self._own_ids, self._rules) for each in found),
            None,
        )

    def find_picture(self, file: str) -> SharedFile | NotShownReason:
        """files.info."""
        return find_picture(self._call, file)

    def download(self, file: SharedFile, most: int) -> bytes | NotShownReason:
        """A GET request to Slack's file storage."""
        return self._call.download(file.address, most)

    def create_channel(self, name: str, *, private: bool) -> ChannelId:
        """conversations.create."""
        try:
            answer = self._call("conversations.create", name=name, is_private=private)
        except CallRefused as refused:
            if refused.reason == "name_taken":
                raise NameTaken from refused
            raise
        return ChannelId(answer["channel"]["id"])

    def archive(self, channel: ChannelId) -> None:
        """conversations.archive."""
        try:
            self._call("conversations.archive", channel=channel)
        except CallRefused as refused:
            if refused.reason == "already_archived":
                return
            if refused.reason == "channel_not_found":
                raise
            raise ArchivingRefused(CHAT_SERVICE, refused.operation, refused.reason) from refused

    def find_channels(self, beginning: str) -> Sequence[Channel]:
        """users.conversations: the channels the bot is in, which include each one it created."""
        return [
            Channel(
                id=ChannelId(found["id"]),
                name=found["name"],
                ours=found.get("creator") == self._own_user,
                created_at=datetime.fromtimestamp(found["created"], UTC),
            )
            for found in self._own_channels()
            if found["name"].startswith(beginning)
        ]

    def look_at_channel(self, channel: ChannelId) -> ChannelFacts | None:
        """conversations.info; the first time also users.conversations, for the incidents channel.

        Returns None for a private channel that the bot is not in.
        """
        try:
            answer = self._call("conversations.info", channel=channel)
        except CallRefused as refused:
            if refused.reason != "channel_not_found":
                raise
            return None
        return channel_facts(answer["channel"], self.incidents_channel(), self._own_user)

    def join(self, channel: ChannelId) -> None:
        """conversations.join; succeeds for a member too."""
        self._call("conversations.join", channel=channel)

    def delete_own_messages(
        self, channel: ChannelId, thread: str = "", containing: str = ""
    ) -> None:
        """conversations.history or conversations.replies, then chat.delete for each of ours.

        Slack's own messages about the bot's actions cannot be deleted.
        """
        method = "conversations.replies" if thread else "conversations.history"
        messages = list(self._paginate(method, "messages", channel=channel, ts=thread))
        ours = {
            each["ts"]
            for each in messages
            if is_own(each, self._own_ids)
            and each.get("subtype") in _POSTED
            and re.search(rf"{re.escape(containing)}(?!\d)", each.get("text", ""))
        }
        for ts in sorted(ours, reverse=True):
            self.withdraw(MessageRef(channel, ts))

    def retire(self, channel: ChannelId, name: str) -> None:
        """conversations.rename, then conversations.archive."""
        for method, given, done_before in (
            ("conversations.rename", {"name": name}, {"name_taken", "is_archived"}),
            ("conversations.archive", {}, {"already_archived"}),
        ):
            try:
                self._call(method, channel=channel, **given)
            except CallRefused as refused:
                if refused.reason not in done_before:
                    raise

    def set_topic(self, channel: ChannelId, topic: str, ours: str) -> None:
        """conversations.info, then conversations.setTopic.

        Slack repeats the topic in a message, so it is escaped as one. A topic that people set is
        kept.
        """
        there = self._call("conversations.info", channel=channel)["channel"].get("topic", {})
        present, wanted = html.unescape(there.get("value", "")), _as_topic(topic)
        set_by_people = present and not without_direction_marks(present).startswith(ours)
        if not set_by_people and present != html.unescape(wanted):
            self._call("conversations.setTopic", channel=channel, topic=wanted)

    def in_words(self, event: AnyEvent, incident: Incident, names: Mapping[UserId, str]) -> str:
        """Makes no call."""
        return plain_text(line(event, incident, self._rules), names)

    def address(self, place: PlaceRef) -> str:
        """Calls auth.test once. Format: https://docs.slack.dev/reference/methods/chat.getPermalink."""
        message = f"/p{place.ts.replace('.', '')}" if place.ts else ""
        return f"{self._workspace_url}archives/{place.channel}{message}"

    def bookmark_postmortem_page(self, channel: ChannelId, url: str, title: str) -> None:
        """bookmarks.list, then bookmarks.add if it is missing."""
        there = self._call("bookmarks.list", channel_id=channel)["bookmarks"]
        if any(each.get("link") == url for each in there):
            return
        self._call(
            "bookmarks.add",
            channel_id=channel,
            title=title,
            type="link",
            link=url,
            emoji=":memo:",
        )

    def pin(self, message: MessageRef) -> None:
        """pins.add."""
        try:
            self._call("pins.add", channel=message.channel, timestamp=message.ts)
        except CallRefused as refused:
            if refused.reason != "already_pinned":
                raise

    def open_direct(self, user: UserId) -> ChannelId | None:
        """conversations.open, also for an open conversation. None if there cannot be one."""
        if not is_person(user):
            return None
        try:
            answer = self._call("conversations.open", users=user)
        except CallRefused as refused:
            if refused.reason not in _NO_DIRECT_MESSAGE:
                raise
            return None
        return ChannelId(answer["channel"]["id"])

    def invite(
        self, channel: ChannelId, people: Sequence[str]
    ) -> Mapping[UserId, NotInvitedReason]:
        """conversations.invite; usergroups.users.list for each group, after the users."""
        groups = [name for name in people if name.startswith("S")]
        users = [name for name in people if name not in groups]
        not_invited = self._invite_users(channel, users)
        for group in groups:
            not_invited |= self._invite_users(channel, self._members(group))
        return not_invited

    def members(self, list_id: str) -> frozenset[UserId]:
        """usergroups.users.list; for a channel conversations.members, without the bot."""
        if list_id.startswith("S"):
            return frozenset(UserId(user) for user in self._members(list_id))
        found = self._paginate("conversations.members", "members", channel=list_id)
        return frozenset(UserId(user) for user in found) - {UserId(self._own_user)}

    def channel_sharing(self) -> Mapping[ChannelId, bool]:
        """users.conversations."""
        return {
            ChannelId(found["id"]): bool(found.get("is_ext_shared"))
            for found in self._own_channels()
        }

    def show_home(self, shown: HomeView) -> None:
        """views.publish."""
        self._call(
            "views.publish", user_id=shown.user, view=home_tab(shown, self._rules, self.address)
        )

    def permalink(self, message: MessageRef) -> str:
        """chat.getPermalink."""
        answer = self._call("chat.getPermalink", channel=message.channel, message_ts=message.ts)
        return str(answer["permalink"])

    def show_declared(self, form_id: str, snapshot: Snapshot) -> None:
        """views.update; before that chat.getPermalink, for an incident without a channel."""
        thread = "" if snapshot.incident_channel else self._announcement_of(snapshot)
        view = forms.message(snapshot.incident.reference, channel_ready_text(snapshot, thread))
        if snapshot.incident.is_drill:
            view = marked_view(view)
        try:
            self._call("views.update", view_id=form_id, view=view)
        except CallRefused as refused:
            if refused.reason != "not_found":
                raise

    def _announcement_of(self, snapshot: Snapshot) -> str:
        """Returns an empty string for a private incident whose channel is gone."""
        announced = snapshot.places.get(Place.ANNOUNCEMENT)
        return self.permalink(announced.message) if announced else ""

    def post_digest(
        self, channel: ChannelId, digest: Digest, idempotency_key: IdempotencyKey
    ) -> MessageRef:
        """chat.postMessage."""
        return self._post(channel, draw_digest(digest, self._rules), idempotency_key)

    def share_chart(
        self, channel: ChannelId, chart: Chart, idempotency_key: IdempotencyKey
    ) -> None:
        """files.getUploadURLExternal, the upload, files.completeUploadExternal.

        chat.postMessage with a sentence, if it cannot be drawn.
        """
        try:
            share_chart(self._call, self._draw_chart, channel, chart, idempotency_key)
        except ChartNotDrawn:
            log.exception("A chart could not be drawn.")
            text = chart_not_drawn_text()
            self._post(channel, (text, [section(text)]), idempotency_key)

    def has_chart(
        self, channel: ChannelId, idempotency_key: IdempotencyKey, since: datetime
    ) -> bool:
        """conversations.history."""
        oldest = f"{since.timestamp():.6f}"
        messages = self._paginate(
            "conversations.history",
            "messages",
            channel=channel,
            oldest=oldest,
            include_all_metadata=True,
        )
        return contains_chart(messages, idempotency_key)

    def tell(
        self,
        user: UserId,
        channel: ChannelId,
        text: str,
        thread: str = "",
        response_url: str = "",
    ) -> None:
        """chat.postEphemeral; where the bot is not a member, the press's own response_url.

        Without one, conversations.open and chat.postMessage: the channel may have been archived.
        So does a reply without a channel.
        """
        if not channel:
            self._tell_directly(user, text)
            return
        try:
            self._call(
                "chat.postEphemeral",
                channel=channel,
                user=user,
                thread_ts=thread,
                **message_content(text),
            )
        except CallRefused as refused:
            if refused.reason not in _NO_MEMBER | _NO_MESSAGE:
                raise
            if response_url:
                self._call.respond(response_url, message_content(text))
            elif refused.reason not in _NO_MEMBER or not self._tell_directly(user, text):
                raise

    def respond(self, response_url: str, message: Message) -> None:
        """The response URL of a command."""
        content = message_content(*draw(message, self._rules, self.address))
        self._call.respond(response_url, content)

    def _tell_directly(self, user: UserId, text: str) -> bool:
        """Returns whether the person can receive direct messages."""
        direct = self.open_direct(user)
        if direct:
            self._call("chat.postMessage", channel=direct, **message_content(text))
        return direct is not None

    def profile(self, user: UserId) -> Profile:
        """users.info; for a user group usergroups.list, for a channel conversations.info.

        Calls auth.test once, which tells whose workspace it is.
        """
        return read_profile(self._call, user, Home.of(self._auth))

    def _post(
        self,
        channel: ChannelId,
        drawn: tuple[str, list[Block]],
        idempotency_key: IdempotencyKey,
        thread: str = "",
        sender: Sender | None = None,
    ) -> MessageRef:
        try:
            answer = self._call(
                "chat.postMessage",
                channel=channel,
                **message_content(*drawn),
                thread_ts=thread,
                username=sender and sender.name,
                icon_emoji=sender and sender.emoji,
                metadata={
                    "event_type": _METADATA_EVENT,
                    "event_payload": {"effect": idempotency_key},
                },
                unfurl_links=False,
            )
        except CallRefused as refused:
            if refused.reason in _NO_MEMBER:
                self._forget_incidents_channel(channel)
            raise
        return MessageRef(ChannelId(answer["channel"]), answer["ts"])

    def _members(self, group: str) -> Sequence[str]:
        """Returns nobody for a deleted group, so that the other people are still invited."""
        try:
            answer = self._call("usergroups.users.list", usergroup=group)
        except CallRefused as refused:
            if refused.reason not in _NO_GROUP:
                raise
            return ()
        members: list[str] = answer["users"]
        return members

    def _invite_users(
        self, channel: ChannelId, users: Sequence[str]
    ) -> dict[UserId, NotInvitedReason]:
        """Uses `force`, so that one invalid id does not block the others."""
        not_invited: dict[UserId, NotInvitedReason] = {}
        for start in range(0, len(users), _INVITE_BATCH):
            batch = users[start : start + _INVITE_BATCH]
            try:
                answer = self._call(
                    "conversations.invite", channel=channel, users=",".join(batch), force=True
                )
            except CallRefused as refused:
                if refused.reason not in NOT_INVITED.keys() | MEMBER_ALREADY:
                    raise
                everybody = [{"user": each, "error": refused.reason} for each in batch]
                answer = {"errors": refused.details.get("errors") or everybody}
            not_invited |= people_not_invited(answer)
        return not_invited

    def _own_channels(self) -> Iterator[Any]:
        types = "public_channel,private_channel"
        return self._paginate("users.conversations", "channels", types=types)

    def _forget_incidents_channel(self, channel: ChannelId) -> None:
        """Looks the name up again next time: another channel may have the name by now."""
        if self.__dict__.get("_incidents_channel_id") == channel:
            self.__dict__.pop("_incidents_channel_id", None)

    @cached_property
    def _incidents_channel_id(self) -> ChannelId:
        return self.channel(self._incidents_channel)

    @property
    def _own_user(self) -> str:
        return str(self._auth["user_id"])

    @property
    def _own_ids(self) -> frozenset[str]:
        """Of the bot's user, and of the bot, which a message with another name has instead."""
        return frozenset({self._own_user, str(self._auth.get("bot_id", ""))} - {""})

    @property
    def _workspace_url(self) -> str:
        return str(self._auth["url"])

    @cached_property
    def _auth(self) -> dict[str, Any]:
        return self._call("auth.test")

    def _paginate(self, method: str, items: str, **arguments: Any) -> Iterator[Any]:  # noqa: ANN401 - Slack's JSON
        """Follows the cursor: https://docs.slack.dev/apis/web-api/pagination."""
        cursor = ""
        while True:
            answer = self._call(method, **arguments, limit=_PAGE_SIZE, cursor=cursor)
            yield from answer[items]
            cursor = answer.get("response_metadata", {}).get("next_cursor", "")
            if not cursor:
                return


def _as_topic(text: str) -> str:
    return clipped(escaped(text), _TOPIC_LIMIT)
