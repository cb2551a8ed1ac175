"""The scope that a call or an event needs, by the kind of conversation.

https://docs.slack.dev/reference/scopes/
"""

from collections.abc import Mapping
from typing import Any

Scope = str | Mapping[str, str] | None  # by kind of conversation


def _per_kind(verb: str) -> Mapping[str, str]:
    return {
        "channel": f"channels:{verb}",
        "group": f"groups:{verb}",
        "im": f"im:{verb}",
        "mpim": f"mpim:{verb}",
    }


READ = _per_kind("read")
HISTORY = _per_kind("history")
MANAGE = {
    "channel": "channels:manage",
    "group": "groups:write",
    "im": "im:write",
    "mpim": "mpim:write",
}
TOPIC = {**MANAGE, "channel": "channels:write.topic"}
INVITE = {**MANAGE, "channel": "channels:write.invites"}

# channels:manage covers what its two narrower scopes allow
# https://docs.slack.dev/reference/scopes/channels.manage
IMPLIED_BY = {
    "channels:write.topic": "channels:manage",
    "channels:write.invites": "channels:manage",
}

ALL_BOT_SCOPES = frozenset(
    {
        "app_mentions:read",
        "bookmarks:read",
        "bookmarks:write",
        "channels:history",
        "channels:join",
        "channels:manage",
        "channels:read",
        "chat:write",
        "chat:write.customize",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "groups:write",
        "im:history",
        "im:read",
        "im:write",
        "mpim:history",
        "mpim:read",
        "mpim:write",
        "pins:read",
        "pins:write",
        "reactions:read",
        "reactions:write",
        "team:read",
        "usergroups:read",
        "users:read",
        "users:read.email",
    }
)


EVENT_SCOPES: Mapping[str, Scope] = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "channel_archive": "channels:read",
    "channel_created": "channels:read",
    "channel_deleted": "channels:read",
    "channel_rename": "channels:read",
    "channel_shared": "channels:read",
    "channel_unarchive": "channels:read",
    "channel_unshared": "channels:read",
    "file_deleted": "files:read",
    "group_archive": "groups:read",
    "group_deleted": "groups:read",
    "group_rename": "groups:read",
    "group_unarchive": "groups:read",
    "member_joined_channel": READ,
    "member_left_channel": READ,
    "message": HISTORY,
    "pin_added": "pins:read",
    "pin_removed": "pins:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "subteam_members_changed": "usergroups:read",
    "team_join": "users:read",
    "user_change": "users:read",
}
"""Without it an event is not delivered: https://docs.slack.dev/reference/events."""

_CHANNEL_TYPES = {"C": "channel", "G": "group"}


def event_scope(event: Mapping[str, Any]) -> str | None:
    """The scope without which Slack does not deliver the event."""
    needed = EVENT_SCOPES[event["type"]]
    if needed is None or isinstance(needed, str):
        return needed
    kind = event["channel_type"]
    return needed[_CHANNEL_TYPES.get(kind, kind)]


def allows(granted: set[str], needed: str) -> bool:
    return needed in granted or IMPLIED_BY.get(needed) in granted
