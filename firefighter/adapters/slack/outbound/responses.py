"""Converts Slack's messages and channels to those of the Chat port.

https://docs.slack.dev/reference/events/message
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from firefighter.adapters.slack.message_text import message_text
from firefighter.adapters.slack.wording.mrkdwn import unescaped
from firefighter.domain.ids import UserId
from firefighter.domain.pictures import Picture
from firefighter.domain.rules import Rules
from firefighter.domain.timeline import ChatMessage
from firefighter.domain.title import clean_text
from firefighter.ports.chat import ChannelFacts, MessageFacts
from firefighter.ports.snapshot import ChannelId

_NAME_LIMIT = 255
"""Characters of a file's name; Slack's own limit is not documented."""


def read_message(
    message: Mapping[str, Any], channel: ChannelId, own_ids: Collection[str], rules: Rules
) -> MessageFacts:
    thread = message.get("thread_ts", "")
    return MessageFacts(
        chat_message=ChatMessage(
            channel=channel,
            ts=message["ts"],
            at=time_of(message["ts"]),
            author=UserId(message.get("user", "")),
            text=clean_text(unescaped(message_text(message))),
            permalink="",
            marked=_is_marked(message, channel, rules, own_ids),
            pictures=tuple(_pictures(message)),
        ),
        thread="" if thread == message["ts"] else thread,
        ours=is_own(message, own_ids),
    )


def is_own(message: Mapping[str, Any], own_ids: Collection[str]) -> bool:
    """Returns whether the bot is its author. Without a user, the id of a bot says that.

    https://docs.slack.dev/reference/events/message/bot_message
    """
    return (message.get("user") or message.get("bot_id")) in own_ids


def channel_facts(
    channel: Mapping[str, Any], incidents_channel: ChannelId, own_user: str
) -> ChannelFacts:
    """From https://docs.slack.dev/reference/objects/conversation-object."""
    return ChannelFacts(
        id=ChannelId(channel["id"]),
        name=channel.get("name", ""),
        topic=clean_text(unescaped(channel.get("topic", {}).get("value", ""))),
        private=bool(channel.get("is_private")),
        member=bool(channel.get("is_member")),
        archived=bool(channel.get("is_archived")),
        shared=bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared")),
        direct=bool(channel.get("is_im") or channel.get("is_mpim")),
        ours=channel.get("creator") == own_user,
        announcing=channel["id"] == incidents_channel,
    )


def _pictures(message: Mapping[str, Any]) -> Iterator[Picture]:
    """https://docs.slack.dev/reference/objects/file-object.

    files.info returns what the message leaves out.
    """
    for file in message.get("files", ()):
        media_type = str(file.get("mimetype") or "")
        if media_type.startswith("image/") or _lacks_details(file):
            yield Picture(
                file=file["id"],
                name=clean_text(file.get("name") or "")[:_NAME_LIMIT],
                alt=clean_text(file.get("alt_txt") or file.get("title") or "")[:_NAME_LIMIT],
                media_type=media_type,
                width=int(file.get("original_w") or 0),
            )


def _lacks_details(file: Mapping[str, Any]) -> bool:
    """Returns whether the file is external or too old; a deleted one (`tombstone`) is no file."""
    return file.get("file_access") == "check_file_info" or file.get("mode") == "hidden_by_limit"


def time_of(ts: str) -> datetime:
    """Returns when a message was written, to the microsecond."""
    return datetime.fromtimestamp(float(ts), UTC)


def _is_marked(
    message: Mapping[str, Any], channel: ChannelId, rules: Rules, own_ids: Collection[str]
) -> bool:
    """Returns whether it is pinned here, or somebody else added the timeline reaction."""
    people = {
        user
        for reaction in message.get("reactions", ())
        if reaction["name"].partition("::")[0] == rules.timeline_reaction
        for user in reaction["users"]
    }
    return channel in message.get("pinned_to", ()) or bool(people.difference(own_ids))
