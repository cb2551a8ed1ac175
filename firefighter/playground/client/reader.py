"""Whose eyes a page is drawn for, and what she calls people and channels."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from firefighter.playground.client.dates import Reading
from firefighter.playground.client.look import Look
from firefighter.playground.slack.records import Channel, User, Usergroup

_PERMALINK = re.compile(r"/archives/(\w+)/p(\d+)(\d{6})(?:\?(.*))?")

Leads = Callable[[Look, str], str | None]
"""Where an address leads that is shown beside Slack; None for any other."""


def nowhere(_look: Look, _address: str) -> str | None:
    return None


@dataclass(frozen=True)
class Reader:
    user: User
    users: Mapping[str, User]
    channels: Mapping[str, Channel]
    """Those she may see."""
    groups: Mapping[str, Usergroup]
    reading: Reading
    look: Look
    url: str = ""
    """Where this Slack is reached, as its links to messages name it."""
    leads: Leads = nowhere

    def name(self, user_id: str) -> str:
        user = self.users.get(user_id)
        return user.real_name if user else user_id

    def channel_name(self, channel_id: str) -> str:
        """A channel that she may not see has no name for her."""
        channel = self.channels.get(channel_id)
        return self.title(channel) if channel else "private channel"

    def title(self, channel: Channel) -> str:
        return self.name(channel.name) if channel.is_im else channel.name

    def group_name(self, group_id: str) -> str:
        group = self.groups.get(group_id)
        return group.handle if group else group_id

    def here(self, address: str) -> str | None:
        """Where on these pages a link leads; None for one that leads elsewhere."""
        return self._message(address) or self.leads(self.look, address)

    def _message(self, address: str) -> str | None:
        """As https://docs.slack.dev/reference/methods/chat.getPermalink names a message."""
        found = _PERMALINK.fullmatch(address.removeprefix(self.url)) if self.url else None
        if found is None or not address.startswith(self.url):
            return None
        channel, seconds, micros, query = found.groups()
        thread = dict(parse_qsl(query or "")).get("thread_ts", "")
        place = f"#{'t' if thread else 'm'}{seconds}.{micros}"
        return self.look.at(channel).with_thread(thread).address + place
