"""Whose eyes a page is drawn for, and what she calls people and channels."""

from collections.abc import Mapping
from dataclasses import dataclass

from firefighter.playground.client.dates import Reading
from firefighter.playground.slack.records import Channel, User, Usergroup


@dataclass(frozen=True)
class Reader:
    user: User
    users: Mapping[str, User]
    channels: Mapping[str, Channel]
    """Those she may see."""
    groups: Mapping[str, Usergroup]
    reading: Reading

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
