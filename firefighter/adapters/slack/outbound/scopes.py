"""The scopes that the outgoing calls need."""

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
"""Scopes of the methods that SlackChat calls.

https://docs.slack.dev/reference/methods lists them for each.
"""

CUSTOM_NAMES = "chat:write.customize"
"""Lets the bot post under another name. Without it, Slack ignores the name.

https://docs.slack.dev/reference/scopes/chat.write.customize
"""

OPTIONAL_SCOPES = frozenset({CUSTOM_NAMES})
"""Scopes without which everything works, if less well."""
