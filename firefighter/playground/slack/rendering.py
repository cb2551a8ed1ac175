"""Records as the Web API and the Events API show them."""

from firefighter.playground.slack.records import (
    APP_ID,
    BOT_ID,
    BOT_USER_ID,
    TEAM_ID,
    Channel,
    Json,
    Message,
    Pin,
    User,
    View,
)


def message_json(message: Message, *, with_metadata: bool = True) -> Json:
    # https://docs.slack.dev/reference/events/message
    shown: Json = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts}
    shown |= {"team": TEAM_ID} | dict(message.extra)
    if message.subtype:
        shown["subtype"] = message.subtype
    if message.by_bot:
        shown |= {"bot_id": BOT_ID, "app_id": APP_ID, "bot_profile": _bot_profile()}
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
        "is_mpim": False,
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


def user_json(user: User, *, with_email: bool, with_locale: bool = False) -> Json:
    # https://docs.slack.dev/reference/objects/user-object
    profile = {"real_name": user.real_name, "display_name": user.handle}
    if with_email and user.email:
        profile["email"] = user.email
    shown: Json = {
        "id": user.id,
        "team_id": TEAM_ID,
        "name": user.handle,
        "real_name": user.real_name,
        "deleted": user.is_deactivated,
        "tz": user.tz,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "profile": profile,
    }
    return shown | ({"locale": user.locale} if with_locale else {})


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
