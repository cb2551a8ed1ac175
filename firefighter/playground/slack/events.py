"""The Events API: https://docs.slack.dev/reference/events/.

Each function says that something happened. Whether the bot gets the event depends on its
memberships and subscriptions, which `deliveries` checks.
"""

import time

from firefighter.playground.slack.payloads import (
    channel_json,
    message_json,
    pin_json,
    user_json,
    view_json,
)
from firefighter.playground.slack.records import (
    BOT_USER_ID,
    TEAM_ID,
    Channel,
    File,
    Json,
    Message,
    Pin,
    User,
    Usergroup,
)
from firefighter.playground.slack.workspace import Workspace

MESSAGE_SUBSCRIPTIONS = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}
ALL_SUBSCRIPTIONS = frozenset(
    {
        *MESSAGE_SUBSCRIPTIONS.values(),
        "app_home_opened",
        "app_mention",
        "channel_archive",
        "channel_created",
        "channel_deleted",
        "channel_rename",
        "channel_shared",
        "channel_unarchive",
        "channel_unshared",
        "file_deleted",
        "group_archive",
        "group_deleted",
        "group_rename",
        "group_unarchive",
        "member_joined_channel",
        "member_left_channel",
        "pin_added",
        "pin_removed",
        "reaction_added",
        "reaction_removed",
        "subteam_members_changed",
        "team_join",
        "user_change",
    }
)


def subscription_of(event: Json) -> str:
    """The subscription's name: message events go by the kind of conversation."""
    if event["type"] != "message":
        return str(event["type"])
    return MESSAGE_SUBSCRIPTIONS[event["channel_type"]]


def is_ext_shared(workspace: Workspace, event: Json) -> bool:
    """Whether it happened in a channel that is shared with another company."""
    named = event.get("channel") or event.get("channel_id") or event.get("item", {}).get("channel")
    channel = workspace.channels.get(named["id"] if isinstance(named, dict) else str(named))
    return channel is not None and channel.is_ext_shared


def sending_team(workspace: Workspace, event: Json) -> str:
    """The team of who caused it, where the event says that itself; else the app's."""
    user = event.get("user")
    tells = "team" in event and event["type"] != "app_mention" and isinstance(user, str)
    return team_of(workspace, str(user)) if tells and is_ext_shared(workspace, event) else TEAM_ID


def message_posted(workspace: Workspace, channel: Channel, message: Message) -> None:
    team = team_of(workspace, message.user)
    shown = message_json(message, team=team)
    _tell_member(workspace, channel, _in_channel(channel, message.ts) | shown)
    if BOT_USER_ID in message.mentions and message.subtype is None:
        # The team is the app's here; only these fields tell whose the author is:
        # https://github.com/slackapi/bolt-python/blob/main/tests/slack_bolt/request/test_internals.py
        sender = {"user_team": team, "source_team": team, "user_profile": {"team": team}}
        mention = {**shown, "type": "app_mention", "channel": channel.id, "event_ts": message.ts}
        elsewhere = {"team": TEAM_ID} | sender if team != TEAM_ID else {}
        _tell_member(workspace, channel, mention | elsewhere)


def team_of(workspace: Workspace, user: str) -> str:
    known = workspace.users.get(user)
    return known.team if known else TEAM_ID


def message_changed(workspace: Workspace, channel: Channel, old: Message, new: Message) -> None:
    ts = workspace.next_ts()
    body = {"message": message_json(new), "previous_message": message_json(old), "hidden": True}
    event = _in_channel(channel, ts) | {"subtype": "message_changed", "ts": ts} | body
    _tell_member(workspace, channel, event)


def message_deleted(workspace: Workspace, channel: Channel, old: Message) -> None:
    ts = workspace.next_ts()
    body = {"deleted_ts": old.ts, "previous_message": message_json(old), "hidden": True}
    event = _in_channel(channel, ts) | {"subtype": "message_deleted", "ts": ts} | body
    _tell_member(workspace, channel, event)


def file_deleted(workspace: Workspace, file: File) -> None:
    """Sent for every place the file was shared in.

    https://docs.slack.dev/reference/events/file_deleted.

    The other fields are in
    https://docs.slack.dev/tools/node-slack-sdk/reference/types/interfaces/FileDeletedEvent.
    """
    event = {"type": "file_deleted", "file_id": file.id, "channel_ids": list(file.shared_in)}
    workspace.notify(event | {"event_ts": workspace.next_ts()})


def reacted(
    workspace: Workspace, channel: Channel, message: Message, user: str, name: str, *, added: bool
) -> None:
    event = {
        "type": "reaction_added" if added else "reaction_removed",
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": channel.id, "ts": message.ts},
        "event_ts": workspace.next_ts(),
    }
    _tell_member(workspace, channel, event | _author(message))


def pinned(
    workspace: Workspace, channel: Channel, message: Message, pin: Pin, user: str, *, added: bool
) -> None:
    event = {
        "type": "pin_added" if added else "pin_removed",
        "user": user,
        "channel_id": channel.id,
        "item": pin_json(pin, message),
        "event_ts": workspace.next_ts(),
    }
    _tell_member(workspace, channel, event | _author(message))


def _author(message: Message) -> Json:
    """Nothing for a message that has no user: https://docs.slack.dev/reference/events/reaction_added."""
    return {"item_user": message.user} if message.user else {}


def member_joined(workspace: Workspace, channel: Channel, user: str, inviter: str | None) -> None:
    event = _membership(workspace, channel, user, "member_joined_channel")
    _tell_member(workspace, channel, event | ({"inviter": inviter} if inviter else {}))


def member_left(workspace: Workspace, channel: Channel, user: str) -> None:
    event = _membership(workspace, channel, user, "member_left_channel")
    _tell_member(workspace, channel, event)


def channel_created(workspace: Workspace, channel: Channel) -> None:
    if channel.is_private:
        return
    shown = {key: channel_json(channel)[key] for key in ("id", "name", "created", "creator")}
    event = {"type": "channel_created", "channel": shown, "event_ts": workspace.next_ts()}
    workspace.notify(event)


def channel_renamed(workspace: Workspace, channel: Channel) -> None:
    shown = {"id": channel.id, "name": channel.name, "created": channel.created}
    event = {"type": f"{channel.kind}_rename", "channel": shown, "event_ts": workspace.next_ts()}
    _tell_who_sees(workspace, channel, event)


def channel_archived(workspace: Workspace, channel: Channel, user: str, *, archived: bool) -> None:
    """`actor_id` is who unarchived a private channel.

    https://docs.slack.dev/tools/node-slack-sdk/reference/types/interfaces/GroupUnarchiveEvent
    """
    verb = "archive" if archived else "unarchive"
    event = {
        "type": f"{channel.kind}_{verb}",
        "channel": channel.id,
        "actor_id" if channel.is_private and not archived else "user": user,
        **({"is_moved": 0} if archived else {}),
        "event_ts": workspace.next_ts(),
    }
    _tell_who_sees(workspace, channel, event)


def channel_deleted(workspace: Workspace, channel: Channel, user: str) -> None:
    # https://docs.slack.dev/reference/events/channel_deleted, …/group_deleted; what those leave out
    # is in https://docs.slack.dev/tools/node-slack-sdk/reference/types/interfaces/GroupDeletedEvent
    ts = workspace.next_ts()
    known = {"date_deleted": int(float(ts)), "actor_id": user} if channel.is_private else {}
    event = {"type": f"{channel.kind}_deleted", "channel": channel.id, **known, "event_ts": ts}
    _tell_who_sees(workspace, channel, event)


def channel_shared(workspace: Workspace, channel: Channel, team: str) -> None:
    # https://docs.slack.dev/reference/events/channel_shared
    event = {"type": "channel_shared", "connected_team_id": team, "channel": channel.id}
    _tell_who_sees(workspace, channel, event | {"event_ts": workspace.next_ts()})


def channel_unshared(workspace: Workspace, channel: Channel, team: str) -> None:
    # https://docs.slack.dev/reference/events/channel_unshared
    event = {
        "type": "channel_unshared",
        "previously_connected_team_id": team,
        "channel": channel.id,
        "is_ext_shared": channel.is_ext_shared,
        "event_ts": workspace.next_ts(),
    }
    _tell_who_sees(workspace, channel, event)


def user_changed(workspace: Workspace, user: User) -> None:
    # https://docs.slack.dev/reference/events/user_change
    shown = user_json(
        user,
        with_email="users:read.email" in workspace.scopes,
        with_locale=True,
        is_stranger=workspace.is_stranger(user),
    )
    ts = workspace.next_ts()
    workspace.notify(
        {"type": "user_change", "user": shown, "cache_ts": int(float(ts)), "event_ts": ts}
    )


def home_opened(workspace: Workspace, user: str, channel: Channel) -> None:
    # https://docs.slack.dev/reference/events/app_home_opened
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": channel.id,
        "tab": "home",
        "event_ts": workspace.next_ts(),
    }
    if (home := workspace.homes.get(user)) is not None:
        event["view"] = view_json(workspace.views[home])
    workspace.notify(event)


def usergroup_changed(workspace: Workspace, before: Usergroup, after: Usergroup) -> None:
    # https://docs.slack.dev/reference/events/subteam_members_changed
    added = sorted(set(after.members) - set(before.members))
    removed = sorted(set(before.members) - set(after.members))
    workspace.notify(
        {
            "type": "subteam_members_changed",
            "subteam_id": after.id,
            "team_id": TEAM_ID,
            "date_previous_update": int(time.time()),
            "date_update": int(time.time()),
            "added_users": added,
            "added_users_count": len(added),
            "removed_users": removed,
            "removed_users_count": len(removed),
            "event_ts": workspace.next_ts(),
        }
    )


def _in_channel(channel: Channel, ts: str) -> Json:
    return {
        "type": "message",
        "channel": channel.id,
        "channel_type": channel.kind,
        "event_ts": ts,
    }


def _membership(workspace: Workspace, channel: Channel, user: str, kind: str) -> Json:
    return {
        "type": kind,
        "user": user,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": team_of(workspace, user),
        "event_ts": workspace.next_ts(),
    }


def _tell_member(workspace: Workspace, channel: Channel, event: Json) -> None:
    if BOT_USER_ID in workspace.channels[channel.id].members:
        workspace.notify(event)


def _tell_who_sees(workspace: Workspace, channel: Channel, event: Json) -> None:
    if workspace.can_see(BOT_USER_ID, channel):
        workspace.notify(event)
