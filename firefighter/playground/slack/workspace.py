"""The state of the local Slack, and the trigger ids that let an app open one modal."""

import itertools
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from firefighter.playground.slack.errors import RefusedError
from firefighter.playground.slack.records import (
    BOT_USER_ID,
    SLACKBOT_ID,
    Bookmark,
    Call,
    Channel,
    File,
    Json,
    Message,
    Pin,
    User,
    Usergroup,
    View,
    Withheld,
)
from firefighter.playground.slack.scopes import ALL_BOT_SCOPES

LIFETIME_S = 3.0


@dataclass(frozen=True)
class Trigger:
    user: str
    issued: float  # seconds of the monotonic clock
    view_id: str | None  # the modal it came from, onto which another can be pushed


@dataclass
class Triggers:
    lifetime_s: float = LIFETIME_S
    _open: dict[str, Trigger] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def issue(self, user: str, view_id: str | None = None) -> str:
        trigger_id = (
            f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        )
        self._open[trigger_id] = Trigger(user, time.monotonic(), view_id)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Uses it up. Refuses a second use, an expired trigger and an unknown one."""
        if trigger_id in self._used:
            raise RefusedError("exchanged_trigger_id")
        if (trigger := self._open.get(trigger_id)) is None:
            raise RefusedError("invalid_trigger_id")
        if time.monotonic() - trigger.issued > self.lifetime_s:
            raise RefusedError("expired_trigger_id")
        self._used.add(trigger_id)
        return trigger


@dataclass(frozen=True)
class Upload:
    """An announced file, and its bytes once they were sent."""

    name: str
    length: int
    content: bytes | None = None


def _ignore(*_anything: object) -> None:
    """Ignores events until somebody listens."""


@dataclass
class Workspace:
    url: str = ""
    bot_token: str = ""
    app_token: str = ""
    scopes: set[str] = field(default_factory=lambda: set(ALL_BOT_SCOPES))
    users: dict[str, User] = field(default_factory=dict)
    usergroups: dict[str, Usergroup] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[str, dict[str, Message]] = field(default_factory=dict)  # by channel, then ts
    ephemerals: list[Message] = field(default_factory=list)
    pins: dict[str, list[Pin]] = field(default_factory=dict)
    bookmarks: dict[str, list[Bookmark]] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    stacks: dict[str, list[str]] = field(default_factory=dict)  # a person's open modals, top last
    homes: dict[str, str] = field(default_factory=dict)  # a person's Home view
    notices: dict[str, list[str]] = field(default_factory=dict)  # what Slack itself told a person
    triggers: Triggers = field(default_factory=Triggers)
    socket_tickets: set[str] = field(default_factory=set)
    calls: list[Call] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    has_messages_tab: bool = True  # whether people and the app can write to each other directly
    ahead_s: float = 0.0
    changed: Callable[[], None] = _ignore
    notify: Callable[[Json], None] = _ignore  # an event the bot may get
    _serial: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _last_ts_us: int = 0

    def __post_init__(self) -> None:
        self.users[BOT_USER_ID] = User(BOT_USER_ID, "firefighter", "Firefighter", is_bot=True)
        self.users[SLACKBOT_ID] = User(SLACKBOT_ID, "slackbot", "Slackbot", is_bot=True)

    def now(self) -> float:
        """In unix seconds: this machine's clock, plus what the playground moved it ahead."""
        return time.time() + self.ahead_s

    def next_ts(self) -> str:
        """A message's ts: unix seconds with six decimals, unique and increasing."""
        self._last_ts_us = max(self._last_ts_us + 1, int(self.now() * 1_000_000))
        return f"{self._last_ts_us // 1_000_000}.{self._last_ts_us % 1_000_000:06d}"

    def new_id(self, prefix: str) -> str:
        return f"{prefix}{next(self._serial):04d}{secrets.token_hex(3).upper()}"

    def put_message(self, message: Message) -> Message:
        self.messages.setdefault(message.channel, {})[message.ts] = message
        self.changed()
        return message

    def put_channel(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        self.changed()
        return channel

    def drop_channel(self, channel: Channel) -> None:
        for kept in (self.channels, self.messages, self.pins, self.bookmarks):
            kept.pop(channel.id, None)
        self.changed()

    def put_view(self, view: View) -> View:
        self.views[view.id] = view
        self.changed()
        return view

    def change_message(self, message: Message, **changes: Any) -> Message:  # noqa: ANN401  # the fields' own types
        return self.put_message(replace(message, **changes))

    def change_channel(self, channel: Channel, **changes: Any) -> Channel:  # noqa: ANN401  # likewise
        return self.put_channel(replace(channel, **changes))

    def tell(self, user: str, notice: str) -> None:
        """Shown to a person by Slack itself, not by the bot."""
        self.notices.setdefault(user, []).append(notice)
        self.changed()

    def in_order(self, channel: str) -> list[Message]:
        """Every message of a channel with replies, oldest first."""
        found = self.messages.get(channel, {})
        return [found[ts] for ts in sorted(found, key=float)]

    def top_level(self, channel: str) -> list[Message]:
        return [each for each in self.in_order(channel) if not each.is_reply]

    def thread(self, channel: str, parent_ts: str) -> list[Message]:
        """The replies, oldest first, without the parent."""
        return [
            each for each in self.in_order(channel) if each.is_reply and each.thread_ts == parent_ts
        ]

    def find_channel(self, name_or_id: str) -> Channel | None:
        name = name_or_id.removeprefix("#")
        by_name = (each for each in self.channels.values() if each.name == name and not each.is_im)
        return self.channels.get(name_or_id) or next(by_name, None)

    def direct_channel(self, user: str) -> Channel:
        """The direct messages of a person and the bot, opened on first use."""
        for channel in self.channels.values():
            if channel.is_im and channel.name == user:
                return channel
        return self.put_channel(
            Channel(
                id=self.new_id("D"),
                name=user,
                kind="im",
                creator=BOT_USER_ID,
                created=int(self.now()),
                members=(user, BOT_USER_ID),
            )
        )

    def group_channel(self, users: list[str]) -> Channel:
        """The direct messages of several people and the bot, opened on first use."""
        members = (*sorted(users), BOT_USER_ID)
        for channel in self.channels.values():
            if channel.kind == "mpim" and channel.members == members:
                return channel
        name = "mpdm-" + "--".join(self.users[each].handle for each in members) + "-1"
        return self.put_channel(
            Channel(
                id=self.new_id("G"),
                name=name,
                kind="mpim",
                creator=BOT_USER_ID,
                created=int(self.now()),
                members=members,
            )
        )

    def app_user(self, name: str) -> User:
        """The bot user of another app."""
        for user in self.users.values():
            if user.is_bot and user.real_name == name:
                return user
        handle = name.lower().replace(" ", "-")
        user = User(self.new_id("U"), handle, name, is_bot=True)
        self.users[user.id] = user
        return user

    def can_see(self, user: str, channel: Channel) -> bool:
        """Guests and people of another company see only channels that they are in.

        https://slack.com/help/articles/202518103-Understand-guest-roles-in-Slack
        """
        known = self.users.get(user)
        is_limited = known is not None and (known.guest is not None or known.is_external)
        return user in channel.members or not (channel.is_private or is_limited)

    def is_stranger(self, user: User) -> bool:
        """Whether somebody of another company is in no channel with the app.

        https://docs.slack.dev/apis/slack-connect#members
        """
        return user.is_external and not any(
            {user.id, BOT_USER_ID} <= set(each.members) and not each.is_im
            for each in self.channels.values()
        )
