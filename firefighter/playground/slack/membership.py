"""Changes to a channel and its members, whoever makes them."""

import re

from firefighter.playground.slack import events
from firefighter.playground.slack.errors import RefusedError
from firefighter.playground.slack.limits.schema import length
from firefighter.playground.slack.posting import announce
from firefighter.playground.slack.records import Channel, Note
from firefighter.playground.slack.workspace import Workspace

MAX_NAME = 80  # https://docs.slack.dev/reference/methods/conversations.create#naming
MAX_NOTE = 250  # https://docs.slack.dev/reference/methods/conversations.setTopic#errors


def refuse_bad_name(workspace: Workspace, name: str) -> None:
    """A name stays taken by archived channels and by private ones that the caller cannot see.

    https://docs.slack.dev/reference/methods/conversations.create#errors
    """
    if not name:
        raise RefusedError("invalid_name_required")
    if len(name) > MAX_NAME:
        raise RefusedError("invalid_name_maxlength")
    if re.fullmatch(r"[^\w]+|_+", name):
        raise RefusedError("invalid_name_punctuation")
    # Letters of any script are allowed; capitals, blanks and other signs are not.
    if not re.fullmatch(r"[\w-]+", name) or name != name.lower():
        raise RefusedError("invalid_name_specials")
    if any(each.name == name for each in workspace.channels.values()):
        raise RefusedError("name_taken")


def create(workspace: Workspace, name: str, *, creator: str, private: bool) -> Channel:
    refuse_bad_name(workspace, name)
    channel = workspace.put_channel(
        Channel(
            id=workspace.new_id("C"),
            name=name,
            kind="group" if private else "channel",
            creator=creator,
            created=int(workspace.now()),
        )
    )
    events.channel_created(workspace, channel)
    return join(workspace, channel, creator)


def refuse_newcomer(workspace: Workspace, channel: Channel, user: str) -> None:
    """People of another company are only let into channels that are shared with it."""
    if workspace.users[user].is_external and not channel.is_ext_shared:
        raise RefusedError("no_external_invite_permission")


def join(workspace: Workspace, channel: Channel, user: str, inviter: str | None = None) -> Channel:
    joined = workspace.change_channel(channel, members=(*channel.members, user))
    extra = {"inviter": inviter} if inviter else {}
    announce(workspace, joined, user, "channel_join", f"<@{user}> has joined the channel", **extra)
    events.member_joined(workspace, joined, user, inviter)
    return joined


def leave(workspace: Workspace, channel: Channel, user: str) -> Channel:
    announce(workspace, channel, user, "channel_leave", f"<@{user}> has left the channel")
    events.member_left(workspace, channel, user)
    left = tuple(each for each in channel.members if each != user)
    return workspace.change_channel(channel, members=left)


def rename(workspace: Workspace, channel: Channel, name: str, user: str) -> Channel:
    if name != channel.name:
        refuse_bad_name(workspace, name)
    renamed = workspace.change_channel(
        channel, name=name, previous_names=(channel.name, *channel.previous_names)
    )
    text = f'<@{user}> has renamed the channel from "{channel.name}" to "{name}"'
    names = {"old_name": channel.name, "name": name}
    announce(workspace, renamed, user, "channel_name", text, **names)
    events.channel_renamed(workspace, renamed)
    return renamed


def set_topic(workspace: Workspace, channel: Channel, topic: str, user: str) -> Channel:
    changed = workspace.change_channel(channel, topic=_note(workspace, topic, user))
    text = f"<@{user}> set the channel topic: {topic}"
    announce(workspace, changed, user, "channel_topic", text, topic=topic)
    return changed


def set_purpose(workspace: Workspace, channel: Channel, purpose: str, user: str) -> Channel:
    changed = workspace.change_channel(channel, purpose=_note(workspace, purpose, user))
    text = f"<@{user}> set the channel description: {purpose}"
    announce(workspace, changed, user, "channel_purpose", text, purpose=purpose)
    return changed


def archive(workspace: Workspace, channel: Channel, user: str) -> Channel:
    """Archiving removes bots, which must be invited again after unarchiving.

    https://github.com/slack-go/slack/issues/1066,
    https://github.com/elastic/connectors/issues/1972
    """
    announce(workspace, channel, user, "channel_archive", f"<@{user}> archived the channel")
    archived = workspace.change_channel(channel, is_archived=True)
    events.channel_archived(workspace, archived, user, archived=True)
    people = tuple(each for each in channel.members if not workspace.users[each].is_bot)
    return workspace.change_channel(archived, members=people)


def unarchive(workspace: Workspace, channel: Channel, user: str) -> Channel:
    restored = workspace.change_channel(channel, is_archived=False)
    announce(workspace, restored, user, "channel_unarchive", f"<@{user}> un-archived the channel")
    events.channel_archived(workspace, restored, user, archived=False)
    return restored


def delete(workspace: Workspace, channel: Channel, user: str) -> None:
    """Deletes the channel with all messages. People can do this, apps cannot."""
    events.channel_deleted(workspace, channel, user)
    workspace.drop_channel(channel)


def _note(workspace: Workspace, value: str, user: str) -> Note:
    if length(value) > MAX_NOTE:
        raise RefusedError("too_long")
    return Note(value, user, int(workspace.now()))


def share(workspace: Workspace, channel: Channel, team: str) -> Channel:
    """Connects another company's team to a channel, by Slack Connect."""
    shared = workspace.change_channel(channel, is_ext_shared=True)
    events.channel_shared(workspace, shared, team)
    return shared


def unshare(workspace: Workspace, channel: Channel, team: str) -> Channel:
    """Its people lose the channel."""
    stay = tuple(each for each in channel.members if workspace.users[each].team != team)
    unshared = workspace.change_channel(channel, is_ext_shared=False, members=stay)
    events.channel_unshared(workspace, unshared, team)
    return unshared
