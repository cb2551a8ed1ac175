"""Records as the Web API shows them, and payloads sent to the bot, as documented by Slack."""

import time
from collections.abc import Mapping

from firefighter.playground.slack.records import (
    APP_ID,
    BOT_ID,
    BOT_USER_ID,
    TEAM_DOMAIN,
    TEAM_ID,
    VERIFICATION_TOKEN,
    Channel,
    Json,
    Message,
    Pin,
    User,
    View,
)


def message_json(message: Message, *, with_metadata: bool = True, team: str = TEAM_ID) -> Json:
    """https://docs.slack.dev/reference/events/message. `team` is the author's."""
    shown: Json = {"type": "message", "text": message.text, "ts": message.ts}
    shown |= {"user": message.user} if message.user else {}
    shown |= {"team": team} | dict(message.extra)
    if message.subtype:
        shown["subtype"] = message.subtype
    if message.by_bot:
        shown |= {"bot_id": BOT_ID, "app_id": APP_ID}
    if message.by_bot and message.user:
        shown["bot_profile"] = _bot_profile()
    if message.blocks:
        shown["blocks"] = list(message.blocks)
    if message.attachments:
        shown["attachments"] = list(message.attachments)
    if message.files:
        shown["files"] = [each.as_json() for each in message.files]
    if message.edited_ts:
        shown["edited"] = {"user": message.edited_by, "ts": message.edited_ts}
    if message.reactions:
        shown["reactions"] = [each.as_json() for each in message.reactions]
    if message.metadata and with_metadata:
        shown["metadata"] = message.metadata
    return shown | _thread_json(message)


def _thread_json(message: Message) -> Json:
    if message.thread_ts is None:
        return {}
    if message.is_reply:
        return {"thread_ts": message.thread_ts}
    return {
        "thread_ts": message.ts,
        "reply_count": message.reply_count,
        "reply_users": list(message.reply_users),
        "reply_users_count": len(message.reply_users),
        "latest_reply": message.latest_reply,
        "is_locked": False,
        "subscribed": False,
    }


def _bot_profile() -> Json:
    return {"id": BOT_ID, "app_id": APP_ID, "name": "Firefighter", "team_id": TEAM_ID}


def channel_json(channel: Channel) -> Json:
    # https://docs.slack.dev/reference/objects/conversation-object
    if channel.is_im:
        return {
            "id": channel.id,
            "created": channel.created,
            "is_im": True,
            "is_archived": False,
            "user": channel.name,
        }
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_shared": channel.is_ext_shared,
        "is_ext_shared": channel.is_ext_shared,
        "is_pending_ext_shared": False,
        "is_org_shared": False,
        "is_general": channel.name == "general",
        "is_member": BOT_USER_ID in channel.members,
        "created": channel.created,
        "creator": channel.creator,
        "topic": channel.topic.as_json(),
        "purpose": channel.purpose.as_json(),
        "previous_names": list(channel.previous_names),
    }


def user_json(
    user: User, *, with_email: bool, with_locale: bool = False, is_stranger: bool = False
) -> Json:
    """Of somebody of another company there is neither address nor language.

    https://docs.slack.dev/reference/objects/user-object, …/apis/slack-connect#members
    """
    profile = {"real_name": user.real_name, "display_name": user.handle, "team": user.team}
    if with_email and user.email and not user.is_external:
        profile["email"] = user.email
    shown: Json = {
        "id": user.id,
        "team_id": user.team,
        "name": user.handle,
        "real_name": user.real_name,
        "deleted": user.is_deactivated,
        "tz": user.tz,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "profile": profile,
    }
    if user.guest:
        shown |= {
            "is_restricted": True,
            "is_ultra_restricted": user.guest == "single_channel",
        }
    if user.is_external:
        shown["is_stranger"] = is_stranger
    if user.enterprise:
        teams = {"id": user.id, "enterprise_id": user.enterprise, "teams": [user.team]}
        shown["enterprise_user"] = teams
    return shown | ({"locale": user.locale} if with_locale and not user.is_external else {})


def view_json(view: View) -> Json:
    # https://docs.slack.dev/reference/views/
    defaults: Json = {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
        "close": None,
        "submit": None,
    }
    return {
        **defaults,
        **view.body,
        "id": view.id,
        "team_id": TEAM_ID,
        "app_id": APP_ID,
        "app_installed_team_id": TEAM_ID,
        "bot_id": BOT_ID,
        "hash": view.hash,
        "root_view_id": view.root_view_id,
        "previous_view_id": view.previous_view_id,
        "state": {"values": {block: dict(found) for block, found in view.typed.items()}},
    }


def pin_json(pin: Pin, message: Message) -> Json:
    # https://docs.slack.dev/reference/methods/pins.list
    shown = message_json(message) | {"pinned_to": [message.channel]}
    return {
        "type": "message",
        "channel": message.channel,
        "created": pin.created,
        "created_by": pin.created_by,
        "message": shown,
    }


def slash_command(
    user: User, channel: Channel, command: str, text: str, *, response_url: str, trigger_id: str
) -> Json:
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": shown_name(channel),
        "user_id": user.id,
        "user_name": user.handle,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        **({"enterprise_id": user.enterprise} if user.enterprise else {}),
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def shown_name(channel: Channel) -> str:
    """A private channel's name is hidden from an app that is not in it."""
    if channel.is_im:
        return "directmessage"
    if channel.is_private and BOT_USER_ID not in channel.members:
        return "privategroup"
    return channel.name


def message_action(
    user: User,
    channel: Channel,
    message: Message,
    action: Json,
    state: Mapping[str, Mapping[str, Json]],
    *,
    response_url: str,
    trigger_id: str,
) -> Json:
    """A press in a message. An ephemeral one is not repeated, since Slack stores no copy.

    https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
    """
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.is_ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    shown = {} if message.is_ephemeral else {"message": message_json(message)}
    return {
        **_interaction("block_actions", user),
        "container": container,
        "trigger_id": trigger_id,
        "channel": {"id": channel.id, "name": shown_name(channel)},
        **shown,
        "state": {"values": {block: dict(found) for block, found in state.items()}},
        "response_url": response_url,
        "actions": [action],
    }


def view_action(user: User, view: View, action: Json, *, trigger_id: str) -> Json:
    shown = view_json(view)
    return {
        **_interaction("block_actions", user),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": trigger_id,
        "view": shown,
        "state": shown["state"],
        "actions": [action],
    }


def view_submission(user: User, view: View, *, trigger_id: str, response_urls: list[Json]) -> Json:
    # https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
    return {
        **_interaction("view_submission", user),
        **_team_of_sender(user),
        "trigger_id": trigger_id,
        "view": view_json(view),
        "response_urls": response_urls,
    }


def view_closed(user: User, view: View, *, is_cleared: bool) -> Json:
    return {
        **_interaction("view_closed", user),
        **_team_of_sender(user),
        "view": view_json(view),
        "is_cleared": is_cleared,
    }


def global_shortcut(user: User, callback_id: str, *, trigger_id: str) -> Json:
    # https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
    return {
        **_interaction("shortcut", user),
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "action_ts": action_ts(),
    }


def message_shortcut(
    user: User,
    channel: Channel,
    message: Message,
    callback_id: str,
    *,
    response_url: str,
    trigger_id: str,
) -> Json:
    return {
        **_interaction("message_action", user),
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "response_url": response_url,
        "channel": {"id": channel.id, "name": shown_name(channel)},
        "message_ts": message.ts,
        "message": message_json(message),
        "action_ts": action_ts(),
    }


def block_suggestion(user: User, view: View, ids: Json, typed: str) -> Json:
    # https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload
    return {
        **_interaction("block_suggestion", user),
        "container": {"type": "view", "view_id": view.id},
        "view": view_json(view),
        **ids,
        "value": typed,
    }


def event_callback(
    event: Json, event_id: str, *, team: str = TEAM_ID, is_ext_shared: bool = False
) -> Json:
    """https://docs.slack.dev/apis/events-api/#callback-field.

    In a channel that is shared with another company, `team_id` is the sender's, and only
    `authorizations` tells whose the app is.
    """
    authorization = {
        "enterprise_id": None,
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": team,
        "context_team_id": TEAM_ID,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(time.time()),
        "authorizations": [authorization],
        "is_ext_shared_channel": is_ext_shared,
    }


def action_ts() -> str:
    return f"{time.time():.6f}"


def _team_of_sender(user: User) -> Json:
    """A submitted form names the sender's team, and the app's in `view.app_installed_team_id`.

    https://github.com/slackapi/bolt-js/issues/1614
    """
    return {"team": {"id": user.team, "domain": "partner"}} if user.is_external else {}


def _interaction(kind: str, user: User) -> Json:
    return {
        "type": kind,
        "user": {
            "id": user.id,
            "username": user.handle,
            "name": user.handle,
            "team_id": user.team,
        },
        "api_app_id": APP_ID,
        "token": VERIFICATION_TOKEN,
        "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
        "enterprise": {"id": user.enterprise, "name": "Grid"} if user.enterprise else None,
        "is_enterprise_install": False,
    }
