"""Which permission a call needs, by the kind of conversation it touches.

https://docs.slack.dev/reference/scopes/
"""

from collections.abc import Mapping

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
MANAGE = {"channel": "channels:manage", "group": "groups:write", "im": "im:write"}
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
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "groups:write",
        "im:history",
        "im:read",
        "im:write",
        "mpim:read",
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


def allows(granted: set[str], needed: str) -> bool:
    return needed in granted or IMPLIED_BY.get(needed) in granted
