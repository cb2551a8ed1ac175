"""What Slack sends to the bot, in the shapes the documentation gives.

https://docs.slack.dev/reference/interaction-payloads/
https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling
"""

import time
from collections.abc import Mapping

from firefighter.playground.slack.records import (
    APP_ID,
    BOT_USER_ID,
    TEAM_DOMAIN,
    TEAM_ID,
    VERIFICATION_TOKEN,
    Channel,
    Json,
    Message,
    User,
    View,
)
from firefighter.playground.slack.rendering import message_json, view_json


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
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def shown_name(channel: Channel) -> str:
    """A private channel's name is kept from an app that is not in it."""
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
    """A press in a message; an ephemeral one is not repeated, since Slack kept no copy.

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
        "trigger_id": trigger_id,
        "view": view_json(view),
        "response_urls": response_urls,
    }


def view_closed(user: User, view: View, *, is_cleared: bool) -> Json:
    return {**_interaction("view_closed", user), "view": view_json(view), "is_cleared": is_cleared}


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


def event_callback(event: Json, event_id: str) -> Json:
    # https://docs.slack.dev/apis/events-api/#callback-field
    authorization = {
        "enterprise_id": None,
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "context_team_id": TEAM_ID,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(time.time()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
    }


def action_ts() -> str:
    return f"{time.time():.6f}"


def _interaction(kind: str, user: User) -> Json:
    return {
        "type": kind,
        "user": {
            "id": user.id,
            "username": user.handle,
            "name": user.handle,
            "team_id": TEAM_ID,
        },
        "api_app_id": APP_ID,
        "token": VERIFICATION_TOKEN,
        "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
    }
