"""All state of the local Slack.

Touched by one thread only, the one the event loop runs in, so that nothing here needs a lock.
"""

import itertools
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

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
)
from firefighter.playground.slack.scopes import ALL_BOT_SCOPES
from firefighter.playground.slack.triggers import Triggers


@dataclass(frozen=True)
class Upload:
    """A file announced, and its bytes once they were sent."""

    name: str
    length: int
    content: bytes | None = None


def _ignore(*_anything: object) -> None:
    """Until someone listens, nobody does."""


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
    ahead_s: float = 0.0
    changed: Callable[[], None] = _ignore
    happened: Callable[[Json], None] = _ignore  # an event the bot may get
    _serial: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _last_ts_us: int = 0

    def __post_init__(self) -> None:
        self.users[BOT_USER_ID] = User(BOT_USER_ID, "firefighter", "Firefighter", is_bot=True)
        self.users[SLACKBOT_ID] = User(SLACKBOT_ID, "slackbot", "Slackbot", is_bot=True)

    def now(self) -> float:
        """In unix seconds; of this machine's clock, unless the playground's was put ahead."""
        return time.time() + self.ahead_s

    def next_ts(self) -> str:
        """A message's name: unix seconds with six decimals, never twice, always growing."""
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
        """Slack itself, not the bot, shows this to a person."""
        self.notices.setdefault(user, []).append(notice)
        self.changed()

    def in_order(self, channel: str) -> list[Message]:
        """Every message of a channel, replies among them, oldest first."""
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
        """The conversation between a person and the bot; opened when it is first needed."""
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

    def sees(self, user: str, channel: Channel) -> bool:
        return not channel.is_private or user in channel.members
