"""Slack's messages as the chat's: https://docs.slack.dev/reference/events/message."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from firefighter.domain.ids import UserId
from firefighter.domain.noting import Remark
from firefighter.domain.rules import Rules
from firefighter.domain.title import clean_text
from firefighter.ports.chat import Seen
from firefighter.ports.places import ChannelId
from firefighter.slack.words.mrkdwn import untyped


def seen(message: Mapping[str, Any], channel: ChannelId, own_user: str, rules: Rules) -> Seen:
    thread = message.get("thread_ts", "")
    return Seen(
        remark=Remark(
            channel=channel,
            ts=message["ts"],
            at=moment_of(message["ts"]),
            author=UserId(message.get("user", "")),
            text=clean_text(_text(message)),
            permalink="",
            marked=_is_marked(message, channel, rules, own_user),
        ),
        thread="" if thread == message["ts"] else thread,
        ours=message.get("user") == own_user,
    )


def _text(message: Mapping[str, Any]) -> str:
    """What it says; of a message of files alone, what those are called."""
    files = (file.get("title") or file.get("name", "") for file in message.get("files", ()))
    return untyped(message.get("text", "")) or ", ".join(files)


def moment_of(ts: str) -> datetime:
    """When a message was written, which its timestamp tells to the microsecond."""
    return datetime.fromtimestamp(float(ts), UTC)


def _is_marked(message: Mapping[str, Any], channel: ChannelId, rules: Rules, own_user: str) -> bool:
    """Pinned here, or with our reaction of somebody else than us."""
    people = {
        user
        for reaction in message.get("reactions", ())
        if reaction["name"].partition("::")[0] == rules.timeline_reaction
        for user in reaction["users"]
    }
    return channel in message.get("pinned_to", ()) or bool(people - {own_user})
