"""Slack's messages as the chat's: https://docs.slack.dev/reference/events/message."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from firefighter.domain.ids import UserId
from firefighter.domain.noting import Remark
from firefighter.domain.pictures import Picture
from firefighter.domain.rules import Rules
from firefighter.domain.title import clean_text
from firefighter.ports.chat import ChannelFacts, Seen
from firefighter.ports.places import ChannelId
from firefighter.slack.words.mrkdwn import untyped

_NAME_LIMIT = 255
"""Characters of a file's name; Slack's own limit is not documented."""


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
            pictures=tuple(_pictures(message)),
        ),
        thread="" if thread == message["ts"] else thread,
        ours=message.get("user") == own_user,
    )


def channel_facts(
    channel: Mapping[str, Any], incidents_channel: ChannelId, own_user: str
) -> ChannelFacts:
    """From https://docs.slack.dev/reference/objects/conversation-object."""
    return ChannelFacts(
        id=ChannelId(channel["id"]),
        name=channel.get("name", ""),
        topic=clean_text(untyped(channel.get("topic", {}).get("value", ""))),
        private=bool(channel.get("is_private")),
        member=bool(channel.get("is_member")),
        archived=bool(channel.get("is_archived")),
        shared=bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared")),
        direct=bool(channel.get("is_im") or channel.get("is_mpim")),
        ours=channel.get("creator") == own_user,
        announcing=channel["id"] == incidents_channel,
    )


def _text(message: Mapping[str, Any]) -> str:
    """What it says; of a message of files alone, what those are called."""
    files = (file.get("title") or file.get("name") for file in message.get("files", ()))
    return untyped(message.get("text", "")) or ", ".join(filter(None, files))


def _pictures(message: Mapping[str, Any]) -> Iterator[Picture]:
    """https://docs.slack.dev/reference/objects/file-object.

    What Slack does not say of a file here, it says when it is asked for it.
    """
    for file in message.get("files", ()):
        media_type = str(file.get("mimetype") or "")
        if media_type.startswith("image/") or _is_not_told(file):
            yield Picture(
                file=file["id"],
                name=clean_text(file.get("name") or "", _NAME_LIMIT),
                alt=clean_text(file.get("alt_txt") or file.get("title") or "", _NAME_LIMIT),
                media_type=media_type,
                width=int(file.get("original_w") or 0),
            )


def _is_not_told(file: Mapping[str, Any]) -> bool:
    """A file of another company's, or of long ago; a deleted one (`tombstone`) is none any more."""
    return file.get("file_access") == "check_file_info" or file.get("mode") == "hidden_by_limit"


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
