"""The Chat port on Slack's Web API. Each method names the calls it makes."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from firefighter.domain.events import AnyEvent
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.pictures import WhyNot
from firefighter.domain.rules import Rules
from firefighter.ports.chat import (
    Channel,
    ChannelFacts,
    Chart,
    ChatRefused,
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
from firefighter.ports.places import ChannelId, Located, MessageRef, Place, Snapshot
from firefighter.slack.blocks import forms
from firefighter.slack.blocks.digest import digest as draw_digest
from firefighter.slack.blocks.home import home_tab
from firefighter.slack.blocks.vocabulary import Block
from firefighter.slack.calls import Calls
from firefighter.slack.drawing import draw
from firefighter.slack.files import find_picture
from firefighter.slack.pictures import DrawChart, is_among, share_chart
from firefighter.slack.plain import plain
from firefighter.slack.reading import channel_facts, seen
from firefighter.slack.words.declaring import is_made
from firefighter.slack.words.lines import line
from firefighter.slack.words.mrkdwn import clipped, typed, undirected
from firefighter.texts import say

_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{7,}")
SCOPES = frozenset(
    {
        "channels:history",
        "channels:join",
        "channels:manage",
        "channels:read",
        "bookmarks:read",
        "bookmarks:write",
        "chat:write",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "groups:write",
        "im:history",
        "im:write",
        "pins:write",
        "usergroups:read",
        "users:read",
    }
)
"""What the methods below need: https://docs.slack.dev/reference/methods names them for each."""

_MARK = "firefighter_effect"
_PAGE = 200
_INVITED_AT_ONCE = 1000
"""https://docs.slack.dev/reference/methods/conversations.invite."""
_TOPIC_LIMIT = 250
"""https://docs.slack.dev/reference/methods/conversations.setTopic."""
_NO_MEMBER = {"channel_not_found", "is_archived", "not_in_channel", "user_not_in_channel"}
_NO_MESSAGE = {"thread_not_found", "message_not_found", "cannot_reply_to_message"}
_CANNOT_BE_WRITTEN_TO = {
    "cannot_dm_bot",
    "user_disabled",
    "user_not_found",
    "user_not_visible",
    "users_not_found",
}
_NO_GROUP = {"no_such_subteam", "subteam_not_found"}
_NOT_MISSED = {
    "already_in_channel",
    "cant_invite",
    "cant_invite_self",
    "user_disabled",
    "user_not_found",
    "users_not_found",
    "ura_max_channels",
}


class SlackChat:
    def __init__(
        self, calls: Calls, rules: Rules, incidents_channel: str, draw_chart: DrawChart
    ) -> None:
        self._draw_chart = draw_chart
        self._call = calls
        self._rules = rules
        self._announcing = incidents_channel.removeprefix("#")

    def incidents_channel(self) -> ChannelId:
        """The configured id, or the id of the channel of that name among those that we are in."""
        return self._announcing_id

    def post(
        self, channel: ChannelId, message: Message, mark: EffectId, thread: str = ""
    ) -> MessageRef:
        """chat.postMessage, marked by message metadata."""
        return self._post(channel, draw(message, self._rules, self.address), mark, thread)

    def find_post(
        self, channel: ChannelId, mark: EffectId, since: datetime, thread: str = ""
    ) -> MessageRef | None:
        """conversations.history, or conversations.replies inside a thread."""
        method = "conversations.replies" if thread else "conversations.history"
        pages = self._pages(
            method,
            "messages",
            channel=channel,
            ts=thread,
            oldest=f"{since.timestamp():.6f}",
            include_all_metadata=True,
        )
        for message in pages:
            metadata = message.get("metadata", {})
            if metadata.get("event_payload", {}).get("effect") == mark:
                return MessageRef(channel, message["ts"])
        return None

    def edit(self, message: MessageRef, content: Message) -> None:
        """chat.update, with text and blocks: given only one, Slack drops the other."""
        text, blocks = draw(content, self._rules, self.address)
        self._call("chat.update", channel=message.channel, ts=message.ts, text=text, blocks=blocks)

    def withdraw(self, message: MessageRef) -> None:
        """chat.delete."""
        try:
            self._call("chat.delete", channel=message.channel, ts=message.ts)
        except ChatRefused as refused:
            if refused.code != "message_not_found":
                raise

    def look_at(self, message: MessageRef) -> Seen | None:
        """conversations.replies: the one method that finds a message inside a thread as well.

        A thread's first message comes along whatever was asked for.
        """
        try:
            answer = self._call(
                "conversations.replies",
                channel=message.channel,
                ts=message.ts,
                oldest=message.ts,
                latest=message.ts,
                inclusive=True,
                limit=_PAGE,
            )
        except ChatRefused as refused:
            if refused.code in _NO_MESSAGE:
                return None
            raise
        found = (each for each in answer["messages"] if each["ts"] == message.ts)
        return next(
            (seen(each, message.channel, self._own_user, self._rules) for each in found), None
        )

    def find_picture(self, file: str) -> SharedFile | WhyNot:
        """files.info."""
        return find_picture(self._call, file)

    def download(self, file: SharedFile, most: int) -> bytes | WhyNot:
        """A request to where Slack keeps files."""
        return self._call.download(file.address, most)

    def create_channel(self, name: str, *, private: bool) -> ChannelId:
        """conversations.create."""
        try:
            answer = self._call("conversations.create", name=name, is_private=private)
        except ChatRefused as refused:
            if refused.code == "name_taken":
                raise NameTaken from refused
            raise
        return ChannelId(answer["channel"]["id"])

    def archive(self, channel: ChannelId) -> None:
        """conversations.archive."""
        try:
            self._call("conversations.archive", channel=channel)
        except ChatRefused as refused:
            if refused.code == "already_archived":
                return
            if refused.code == "channel_not_found":
                raise
            raise MayNotArchive(refused.method, refused.code) from refused

    def find_channels(self, beginning: str) -> Sequence[Channel]:
        """users.conversations: the few channels we are in, and we are in each that we made."""
        pages = self._pages(
            "users.conversations", "channels", types="public_channel,private_channel"
        )
        return [
            Channel(
                id=ChannelId(found["id"]),
                name=found["name"],
                ours=found.get("creator") == self._own_user,
                created_at=datetime.fromtimestamp(found["created"], UTC),
            )
            for found in pages
            if found["name"].startswith(beginning)
        ]

    def look_at_channel(self, channel: ChannelId) -> ChannelFacts | None:
        """conversations.info; the first time also users.conversations, for the incidents channel.

        Slack knows no channel that is private and that we are not in.
        """
        try:
            answer = self._call("conversations.info", channel=channel)
        except ChatRefused as refused:
            if refused.code != "channel_not_found":
                raise
            return None
        return channel_facts(answer["channel"], self.incidents_channel(), self._own_user)

    def join(self, channel: ChannelId) -> None:
        """conversations.join, which warns of having been there before, and says no more of it."""
        self._call("conversations.join", channel=channel)

    def take_back(self, channel: ChannelId, thread: str = "", saying: str = "") -> None:
        """conversations.history or conversations.replies, then chat.delete for each of ours.

        Slack's own lines about our deeds cannot be deleted.
        """
        method = "conversations.replies" if thread else "conversations.history"
        said = list(self._pages(method, "messages", channel=channel, ts=thread))
        ours = {
            each["ts"]
            for each in said
            if each.get("user") == self._own_user
            and "subtype" not in each
            and re.search(rf"{re.escape(saying)}(?!\d)", each.get("text", ""))
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
            except ChatRefused as refused:
                if refused.code not in done_before:
                    raise

    def put_topic(self, channel: ChannelId, topic: str, ours: str) -> None:
        """conversations.info, then conversations.setTopic.

        Slack repeats the topic in a message, so it is escaped as one.
        """
        there = self._call("conversations.info", channel=channel)["channel"].get("topic", {})
        present, wanted = html.unescape(there.get("value", "")), _as_topic(topic)
        of_people = present and not undirected(present).startswith(ours)
        if not of_people and present != html.unescape(wanted):
            self._call("conversations.setTopic", channel=channel, topic=wanted)

    def in_words(self, event: AnyEvent, incident: Incident, names: Mapping[UserId, str]) -> str:
        """No call."""
        return plain(line(event, incident, self._rules), names)

    def address(self, place: Located) -> str:
        """No call, but the first time: https://docs.slack.dev/reference/methods/chat.getPermalink."""
        message = f"/p{place.ts.replace('.', '')}" if place.ts else ""
        return f"{self._workspace_url}archives/{place.channel}{message}"

    def bookmark_page(self, channel: ChannelId, url: str) -> None:
        """bookmarks.list, and bookmarks.add or bookmarks.edit when it is not there."""
        there = self._call("bookmarks.list", channel_id=channel)["bookmarks"]
        if any(each.get("link") == url for each in there):
            return
        self._call(
            "bookmarks.add",
            channel_id=channel,
            title=say("Post-mortem"),
            type="link",
            link=url,
            emoji=":memo:",
        )

    def pin(self, message: MessageRef) -> None:
        """pins.add."""
        try:
            self._call("pins.add", channel=message.channel, timestamp=message.ts)
        except ChatRefused as refused:
            if refused.code != "already_pinned":
                raise

    def open_direct(self, user: UserId) -> ChannelId | None:
        """conversations.open, which finds what is open already."""
        try:
            answer = self._call("conversations.open", users=user)
        except ChatRefused as refused:
            if refused.code not in _CANNOT_BE_WRITTEN_TO:
                raise
            return None
        return ChannelId(answer["channel"]["id"])

    def invite(self, channel: ChannelId, people: Sequence[str]) -> None:
        """conversations.invite; usergroups.users.list for each group, after the users."""
        groups = [name for name in people if name.startswith("S")]
        users = [name for name in people if name not in groups]
        self._invite_users(channel, users)
        for group in groups:
            self._invite_users(channel, self._members(group))

    def members(self, circle: str) -> frozenset[UserId]:
        """usergroups.users.list; for a channel conversations.members, without ourselves."""
        if circle.startswith("S"):
            return frozenset(UserId(user) for user in self._members(circle))
        found = self._pages("conversations.members", "members", channel=circle)
        return frozenset(UserId(user) for user in found) - {UserId(self._own_user)}

    def show_home(self, shown: Home) -> None:
        """views.publish."""
        self._call("views.publish", user_id=shown.user, view=home_tab(shown, self._rules))

    def permalink(self, message: MessageRef) -> str:
        """chat.getPermalink."""
        answer = self._call("chat.getPermalink", channel=message.channel, message_ts=message.ts)
        return str(answer["permalink"])

    def show_declared(self, form_id: str, snapshot: Snapshot) -> None:
        """views.update; chat.getPermalink before, for an incident without a room."""
        thread = "" if snapshot.room else self._announcement_of(snapshot)
        view = forms.message(snapshot.incident.reference, is_made(snapshot, thread))
        try:
            self._call("views.update", view_id=form_id, view=view)
        except ChatRefused as refused:
            if refused.code != "not_found":
                raise

    def _announcement_of(self, snapshot: Snapshot) -> str:
        """Nowhere, for a private incident whose room is gone."""
        announced = snapshot.places.get(Place.ANNOUNCEMENT)
        return self.permalink(announced.message) if announced else ""

    def post_digest(self, channel: ChannelId, digest: Digest, mark: EffectId) -> None:
        """chat.postMessage, as any post."""
        self._post(channel, draw_digest(digest, self._rules), mark)

    def share_chart(self, channel: ChannelId, chart: Chart, mark: EffectId) -> None:
        """files.getUploadURLExternal, the upload, files.completeUploadExternal."""
        share_chart(self._call, self._draw_chart, channel, chart, mark)

    def has_chart(self, channel: ChannelId, mark: EffectId, since: datetime) -> bool:
        """conversations.history."""
        oldest = f"{since.timestamp():.6f}"
        said = self._pages("conversations.history", "messages", channel=channel, oldest=oldest)
        return is_among(said, mark)

    def tell(
        self,
        user: UserId,
        channel: ChannelId,
        text: str,
        thread: str = "",
        response_url: str = "",
    ) -> None:
        """chat.postEphemeral; where the bot is no member, the press's own response_url.

        Without one, conversations.open and chat.postMessage: the channel may be archived by now.
        """
        try:
            self._call(
                "chat.postEphemeral", channel=channel, user=user, text=text, thread_ts=thread
            )
        except ChatRefused as refused:
            if refused.code not in _NO_MEMBER | _NO_MESSAGE:
                raise
            if response_url:
                self._call.respond(response_url, text)
            elif refused.code in _NO_MEMBER and (direct := self.open_direct(user)):
                self._call("chat.postMessage", channel=direct, text=text)
            else:
                raise

    def profile(self, user: UserId) -> Profile:
        """users.info."""
        answer = self._call("users.info", user=user, include_locale=True)["user"]
        profile = answer.get("profile", {})
        real_name = answer.get("real_name") or profile.get("real_name") or answer.get("name", "")
        return Profile(
            user=user,
            name=profile.get("display_name") or real_name,
            real_name=real_name,
            time_zone=answer.get("tz") or "",
            locale=answer.get("locale") or "",
        )

    def _post(
        self, channel: ChannelId, drawn: tuple[str, list[Block]], mark: EffectId, thread: str = ""
    ) -> MessageRef:
        text, blocks = drawn
        answer = self._call(
            "chat.postMessage",
            channel=channel,
            text=text,
            blocks=blocks,
            thread_ts=thread,
            metadata={"event_type": _MARK, "event_payload": {"effect": mark}},
            unfurl_links=False,
        )
        return MessageRef(ChannelId(answer["channel"]), answer["ts"])

    def _members(self, group: str) -> Sequence[str]:
        """Nobody, for a group that is gone: it must not keep the others out."""
        try:
            answer = self._call("usergroups.users.list", usergroup=group)
        except ChatRefused as refused:
            if refused.code not in _NO_GROUP:
                raise
            return ()
        members: list[str] = answer["users"]
        return members

    def _invite_users(self, channel: ChannelId, users: Sequence[str]) -> None:
        """With `force`, one bad id does not keep the others out."""
        for start in range(0, len(users), _INVITED_AT_ONCE):
            batch = ",".join(users[start : start + _INVITED_AT_ONCE])
            try:
                self._call("conversations.invite", channel=channel, users=batch, force=True)
            except ChatRefused as refused:
                if refused.code not in _NOT_MISSED:
                    raise

    @cached_property
    def _announcing_id(self) -> ChannelId:
        if _CHANNEL_ID.fullmatch(self._announcing):
            return ChannelId(self._announcing)
        for found in self.find_channels(self._announcing):
            if found.name == self._announcing:
                return found.id
        raise ChatRefused("users.conversations", f"not_in_channel #{self._announcing}")

    @property
    def _own_user(self) -> str:
        return str(self._ourselves["user_id"])

    @property
    def _workspace_url(self) -> str:
        return str(self._ourselves["url"])

    @cached_property
    def _ourselves(self) -> dict[str, Any]:
        return self._call("auth.test")

    def _pages(self, method: str, items: str, **arguments: Any) -> Iterator[Any]:  # noqa: ANN401 - Slack's JSON
        """Follows the cursor: https://docs.slack.dev/apis/web-api/pagination."""
        cursor = ""
        while True:
            answer = self._call(method, **arguments, limit=_PAGE, cursor=cursor)
            yield from answer[items]
            cursor = answer.get("response_metadata", {}).get("next_cursor", "")
            if not cursor:
                return


def _as_topic(text: str) -> str:
    return clipped(typed(text), _TOPIC_LIMIT)
