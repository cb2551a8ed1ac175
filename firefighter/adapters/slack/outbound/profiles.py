"""Reads who or what is mentioned: people, user groups and channels."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from firefighter.adapters.slack.outbound.calls import Calls
from firefighter.domain.accounts import AccountType
from firefighter.domain.ids import UserId
from firefighter.i18n import gettext
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.people import Profile

_SURELY_CHANNEL = ("C0", "G0")
"""What ids of channels that Slack created in recent years begin with."""


_SLACKBOT = "USLACKBOT"
"""Slack does not call it a bot: https://docs.slack.dev/reference/objects/user-object."""


@dataclass(frozen=True)
class Home:
    """The workspace where the bot is installed, and its Enterprise Grid organization."""

    team: str
    enterprise: str = ""

    @classmethod
    def of(cls, auth: Mapping[str, Any]) -> "Home":
        """From auth.test: https://docs.slack.dev/reference/methods/auth.test."""
        return cls(str(auth.get("team_id") or ""), str(auth.get("enterprise_id") or ""))

    def includes(self, user: Mapping[str, Any]) -> bool:
        """Whether a user object is one of this workspace or organization.

        Slack has no single property for it:
        https://docs.slack.dev/apis/slack-connect#external.
        """
        grid = user.get("enterprise_user") or {}
        team = user.get("team_id") or (user.get("profile") or {}).get("team")
        teams = {team, grid.get("enterprise_id"), *grid.get("teams", ())}
        return bool(teams & ({self.team, self.enterprise} - {""}))


def account_type(user: Mapping[str, Any], home: Home) -> AccountType:
    """Of a user object: https://docs.slack.dev/reference/objects/user-object."""
    if user.get("deleted"):
        return AccountType.DEACTIVATED
    if user.get("is_bot") or user.get("id") == _SLACKBOT:
        return AccountType.APP
    if user.get("is_stranger") or not home.includes(user):
        return AccountType.EXTERNAL
    if user.get("is_ultra_restricted"):
        return AccountType.SINGLE_CHANNEL_GUEST
    return AccountType.MULTI_CHANNEL_GUEST if user.get("is_restricted") else AccountType.MEMBER


def read_profile(call: Calls, mentioned: UserId, home: Home) -> Profile:
    """Raises OutgoingError.

    A private channel is not named: the name leaves the chat, where only its members see it.
    """
    if mentioned.startswith("S"):
        return _named(mentioned, _handle(call, mentioned))
    if mentioned.startswith(("C", "G")):
        return _named(mentioned, _channel_name(call, mentioned))
    return _person(call, mentioned, home)


def _person(call: Calls, user: UserId, home: Home) -> Profile:
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
        account=account_type(answer, home),
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
