"""Who is in a channel: https://docs.slack.dev/reference/methods?family=conversations."""

from firefighter.playground.slack import membership
from firefighter.playground.slack.arguments import Arguments
from firefighter.playground.slack.methods.registry import method
from firefighter.playground.slack.paging import Page
from firefighter.playground.slack.records import BOT_USER_ID, Channel, Json
from firefighter.playground.slack.refusal import RefusedError
from firefighter.playground.slack.rendering import channel_json
from firefighter.playground.slack.scopes import INVITE, MANAGE, READ
from firefighter.playground.slack.workspace import Workspace

INVITES_MOST = 1000  # https://docs.slack.dev/reference/methods/conversations.invite#arg_users


@method("conversations.members", scope=READ)
def members(workspace: Workspace, arguments: Arguments) -> Json:
    arguments.required("channel")
    channel = arguments.channel(workspace, BOT_USER_ID)
    page = Page(channel.members, arguments, lambda user: user)
    return {"members": list(page.items), **page.metadata}


@method("conversations.invite", scope=INVITE, tier=3)
def invite(workspace: Workspace, arguments: Arguments) -> Json:
    """One bad id fails all, unless `force` is set: then the good ones are invited all the same.

    https://docs.slack.dev/reference/methods/conversations.invite
    """
    channel = _open_channel(workspace, arguments)
    users = arguments.names("users")
    if not users:
        raise RefusedError("no_user")
    if len(users) > INVITES_MOST:
        raise RefusedError("too_many_users")
    errors = {user: error for user in users if (error := _why_not(workspace, channel, user))}
    details = [{"user": user, "ok": False, "error": error} for user, error in errors.items()]
    good = [user for user in dict.fromkeys(users) if user not in errors]
    if errors and not (good and arguments.flag("force")):
        raise RefusedError(next(iter(errors.values())), errors=details)
    for user in good:
        channel = membership.join(workspace, channel, user, inviter=BOT_USER_ID)
    return {"channel": channel_json(channel)} | ({"errors": details} if details else {})


@method("conversations.kick", scope=MANAGE, tier=3)
def kick(workspace: Workspace, arguments: Arguments) -> Json:
    channel = _open_channel(workspace, arguments)
    user = arguments.user(workspace)
    if user.id == BOT_USER_ID:
        raise RefusedError("cant_kick_self")
    if user.id not in channel.members:
        raise RefusedError("not_in_channel")
    if channel.name == "general":
        raise RefusedError("cant_kick_from_general")
    membership.leave(workspace, channel, user.id)
    return {}


@method("conversations.join", scope="channels:join", tier=3)
def join(workspace: Workspace, arguments: Arguments) -> Json:
    arguments.required("channel")
    channel = arguments.channel(workspace, BOT_USER_ID)
    if channel.is_private:
        raise RefusedError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise RefusedError("is_archived")
    if BOT_USER_ID in channel.members:
        return {"channel": channel_json(channel), "warning": "already_in_channel"}
    return {"channel": channel_json(membership.join(workspace, channel, BOT_USER_ID))}


@method("conversations.leave", scope=MANAGE, tier=3)
def leave(workspace: Workspace, arguments: Arguments) -> Json:
    arguments.required("channel")
    channel = arguments.channel(workspace, BOT_USER_ID)
    if channel.is_im:
        raise RefusedError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise RefusedError("is_archived")
    if BOT_USER_ID not in channel.members:
        return {"not_in_channel": True}
    if channel.is_private and len(channel.members) == 1:
        raise RefusedError("last_member")
    membership.leave(workspace, channel, BOT_USER_ID)
    return {}


def _open_channel(workspace: Workspace, arguments: Arguments) -> Channel:
    arguments.required("channel")
    channel = arguments.channel(workspace, BOT_USER_ID)
    if channel.is_im:
        raise RefusedError("method_not_supported_for_channel_type")
    arguments.unarchived(workspace, BOT_USER_ID)
    return arguments.joined(workspace, BOT_USER_ID)


def _why_not(workspace: Workspace, channel: Channel, user_id: str) -> str | None:
    user = workspace.users.get(user_id)
    if user_id == BOT_USER_ID:
        return "cant_invite_self"
    if user is None or user.is_deactivated:
        return "user_not_found"
    return "already_in_channel" if user_id in channel.members else None
