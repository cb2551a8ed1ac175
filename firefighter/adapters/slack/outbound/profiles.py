"""Reads who or what is mentioned: people, user groups and channels."""

from firefighter.adapters.slack.outbound.calls import Calls
from firefighter.domain.ids import UserId
from firefighter.i18n import gettext
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.people import Profile

_SURELY_CHANNEL = ("C0", "G0")
"""What ids of channels that Slack created in recent years begin with."""


def read_profile(call: Calls, mentioned: UserId) -> Profile:
    """Raises OutgoingError.

    A private channel is not named: the name leaves the chat, where only its members see it.
    """
    if mentioned.startswith("S"):
        return _named(mentioned, _handle(call, mentioned))
    if mentioned.startswith(("C", "G")):
        return _named(mentioned, _channel_name(call, mentioned))
    return _person(call, mentioned)


def _person(call: Calls, user: UserId) -> Profile:
    """users.info."""
    answer = call("users.info", user=user, include_locale=True)["user"]
    profile = answer.get("profile", {})
    real_name = answer.get("real_name") or profile.get("real_name") or answer.get("name", "")
    return Profile(
        user=user,
        name=profile.get("display_name") or real_name,
        real_name=real_name,
        time_zone=answer.get("tz") or "",
        locale=answer.get("locale") or "",
    )


def _handle(call: Calls, group: str) -> str:
    """usergroups.list. Returns the id of a group that is not listed."""
    groups = call("usergroups.list", include_disabled=True)["usergroups"]
    return next((str(each["handle"]) for each in groups if each["id"] == group), group)


def _channel_name(call: Calls, channel: str) -> str:
    """conversations.info. Returns the id of what only looks like a channel, such as a hashtag."""
    try:
        found = call("conversations.info", channel=channel)["channel"]
    except CallRefused as refused:
        if refused.reason != "channel_not_found":
            raise
        return gettext("private channel") if channel.startswith(_SURELY_CHANNEL) else channel
    is_public = found.get("name") and not found.get("is_private")
    return str(found["name"]) if is_public else gettext("private channel")


def _named(mentioned: UserId, name: str) -> Profile:
    return Profile(user=mentioned, name=name, real_name="", time_zone="", locale="")
