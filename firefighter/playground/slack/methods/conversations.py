"""Channels, their members and their messages: https://docs.slack.dev/reference/methods?family=conversations."""

from collections.abc import Iterable

from firefighter.playground.slack import membership
from firefighter.playground.slack.arguments import Arguments, ResultPage
from firefighter.playground.slack.errors import RefusedError
from firefighter.playground.slack.methods.registry import method
from firefighter.playground.slack.payloads import channel_json, message_json
from firefighter.playground.slack.posting import thread_parent
from firefighter.playground.slack.records import BOT_USER_ID, Channel, Json, Message, User
from firefighter.playground.slack.scopes import HISTORY, INVITE, MANAGE, READ, TOPIC
from firefighter.playground.slack.workspace import Workspace

KINDS = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


@method("conversations.create", scope=MANAGE, tier=2)
def create(workspace: Workspace, arguments: Arguments) -> Json:
    name, private = arguments.text("name"), arguments.flag("is_private")
    channel = membership.create(workspace, name, creator=BOT_USER_ID, private=private)
    return {"channel": channel_json(channel)}


@method("conversations.rename", scope=MANAGE, tier=2)
def rename(workspace: Workspace, arguments: Arguments) -> Json:
    """Only who created a channel may rename it, unless she is an administrator.

    https://docs.slack.dev/reference/methods/conversations.rename#errors
    """
    channel = _manageable(workspace, arguments)
    if channel.is_archived:
        raise RefusedError("is_archived")
    if channel.creator != BOT_USER_ID:
        raise RefusedError("not_authorized")
    renamed = membership.rename(workspace, channel, arguments.text("name"), BOT_USER_ID)
    return {"channel": channel_json(renamed)}


@method("conversations.archive", scope=MANAGE, tier=2)
def archive(workspace: Workspace, arguments: Arguments) -> Json:
    # https://docs.slack.dev/reference/methods/conversations.archive#errors
    if arguments.has("channel") and arguments.channel(workspace, BOT_USER_ID).is_archived:
        raise RefusedError("already_archived")
    channel = _manageable(workspace, arguments)
    if channel.name == "general":
        raise RefusedError("cant_archive_general")
    membership.archive(workspace, channel, BOT_USER_ID)
    return {}


@method("conversations.unarchive", scope=MANAGE, tier=2)
def unarchive(workspace: Workspace, arguments: Arguments) -> Json:
    """Always fails for a bot: archiving removed it, and it must be a member.

    https://github.com/slack-go/slack/issues/1066
    """
    if arguments.has("channel") and not arguments.channel(workspace, BOT_USER_ID).is_archived:
        raise RefusedError("not_archived")
    channel = _manageable(workspace, arguments)
    membership.unarchive(workspace, channel, BOT_USER_ID)
    return {}


@method("conversations.setTopic", scope=TOPIC, tier=2)
def set_topic(workspace: Workspace, arguments: Arguments) -> Json:
    channel = _changeable(workspace, arguments)
    changed = membership.set_topic(workspace, channel, arguments.text("topic"), BOT_USER_ID)
    return {"channel": channel_json(changed)}


@method("conversations.setPurpose", scope=TOPIC, tier=2)
def set_purpose(workspace: Workspace, arguments: Arguments) -> Json:
    channel = _changeable(workspace, arguments)
    changed = membership.set_purpose(workspace, channel, arguments.text("purpose"), BOT_USER_ID)
    return {"channel": channel_json(changed)}


@method("conversations.info", scope=READ, tier=3)
def info(workspace: Workspace, arguments: Arguments) -> Json:
    arguments.required("channel")
    channel = arguments.channel(workspace, BOT_USER_ID)
    shown = channel_json(channel)
    if arguments.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


@method("conversations.list", scope=READ, tier=2)
def list_conversations(workspace: Workspace, arguments: Arguments) -> Json:
    """Public channels unless `types` says more; private ones only if the bot is in them."""
    seen = [each for each in workspace.channels.values() if workspace.can_see(BOT_USER_ID, each)]
    return _listed(seen, arguments)


@method("users.conversations", scope=READ, tier=3)
def list_joined(workspace: Workspace, arguments: Arguments) -> Json:
    """Only those the bot is in: https://docs.slack.dev/reference/methods/users.conversations."""
    own = [each for each in workspace.channels.values() if BOT_USER_ID in each.members]
    return _listed(own, arguments)


@method("conversations.open", scope=MANAGE, tier=3)
def open_direct(workspace: Workspace, arguments: Arguments) -> Json:
    # https://docs.slack.dev/reference/methods/conversations.open
    users = arguments.names("users")
    if not users:
        raise RefusedError("users_list_not_supplied")
    people = [_reachable(workspace, each) for each in users]
    if len(people) > 1:
        channel = workspace.group_channel([each.id for each in people])
    else:
        channel = workspace.direct_channel(people[0].id)
    shown = channel_json(channel) if arguments.flag("return_im") else {"id": channel.id}
    return {"channel": shown}


def _reachable(workspace: Workspace, user_id: str) -> User:
    """Somebody whom the app can write to directly."""
    user = workspace.users.get(user_id)
    if user is None:
        raise RefusedError("user_not_found")
    if not user.is_visible:
        raise RefusedError("user_not_visible")
    if user.is_bot:
        raise RefusedError("cannot_dm_bot")
    if user.is_deactivated:
        raise RefusedError("user_disabled")
    return user


def _listed(channels: Iterable[Channel], arguments: Arguments) -> Json:
    types = arguments.names("types") or ["public_channel"]
    if unknown := [each for each in types if each not in KINDS]:
        raise RefusedError("invalid_types", types=unknown)
    wanted = {KINDS[each] for each in types}
    found = [
        each
        for each in channels
        if each.kind in wanted and not (each.is_archived and arguments.flag("exclude_archived"))
    ]
    page = ResultPage(found, arguments, lambda channel: channel.id)
    return {"channels": [channel_json(each) for each in page.items], **page.metadata}


def _manageable(workspace: Workspace, arguments: Arguments) -> Channel:
    arguments.required("channel")
    channel = arguments.channel(workspace, BOT_USER_ID)
    if channel.is_im:
        raise RefusedError("method_not_supported_for_channel_type")
    return arguments.joined(workspace, BOT_USER_ID)


def _changeable(workspace: Workspace, arguments: Arguments) -> Channel:
    if arguments.has("channel"):
        arguments.unarchived(workspace, BOT_USER_ID)
    return _manageable(workspace, arguments)


MAX_INVITES = 1000  # https://docs.slack.dev/reference/methods/conversations.invite#arg_users


@method("conversations.members", scope=READ)
def members(workspace: Workspace, arguments: Arguments) -> Json:
    arguments.required("channel")
    channel = arguments.channel(workspace, BOT_USER_ID)
    page = ResultPage(channel.members, arguments, lambda user: user)
    return {"members": list(page.items), **page.metadata}


@method("conversations.invite", scope=INVITE, tier=3)
def invite(workspace: Workspace, arguments: Arguments) -> Json:
    """One bad id fails all, unless `force` is set: then the valid ones are invited.

    https://docs.slack.dev/reference/methods/conversations.invite
    """
    channel = _joinable_channel(workspace, arguments)
    users = arguments.names("users")
    if not users:
        raise RefusedError("no_user")
    if len(users) > MAX_INVITES:
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
    channel = _joinable_channel(workspace, arguments)
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


def _joinable_channel(workspace: Workspace, arguments: Arguments) -> Channel:
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
    if user.is_elsewhere:
        return "org_user_not_in_team" if user.enterprise else "no_external_invite_permission"
    if user_id in channel.members:
        return "already_in_channel"
    return "ura_max_channels" if _has_its_channel(workspace, user) else None


def _has_its_channel(workspace: Workspace, user: User) -> bool:
    """Whether a guest of one channel is in it already."""
    joined = (user.id in each.members and not each.is_im for each in workspace.channels.values())
    return user.guest == "single_channel" and any(joined)


@method("conversations.history", scope=HISTORY, tier=3)
def history(workspace: Workspace, arguments: Arguments) -> Json:
    """Newest first; replies are left out unless they were broadcast to the channel."""
    arguments.required("channel")
    channel = arguments.joined(workspace, BOT_USER_ID)
    shown = [
        each
        for each in workspace.in_order(channel.id)
        if not each.is_reply or each.subtype == "thread_broadcast"
    ]
    answer = _page(workspace, arguments, _between(arguments, shown)[::-1])
    return answer | {"pin_count": len(workspace.pins.get(channel.id, []))}


@method("conversations.replies", scope=HISTORY, tier=3)
def replies(workspace: Workspace, arguments: Arguments) -> Json:
    """The parent, always, then its replies, oldest first."""
    arguments.required("channel", "ts")
    channel = arguments.joined(workspace, BOT_USER_ID)
    parent = thread_parent(workspace, channel, arguments.text("ts"))
    found = _between(arguments, workspace.thread(channel.id, parent.ts))
    return _page(workspace, arguments, [parent, *found])


def _page(workspace: Workspace, arguments: Arguments, messages: list[Message]) -> Json:
    page = ResultPage(messages, arguments, lambda message: message.ts)
    with_metadata = arguments.flag("include_all_metadata")
    shown = [
        message_json(each, with_metadata=with_metadata) | _pinned(workspace, each)
        for each in page.items
    ]
    more = page.metadata if page.has_more else {}
    return {"messages": shown, "has_more": page.has_more, **more}


def _pinned(workspace: Workspace, message: Message) -> Json:
    pins = workspace.pins.get(message.channel, [])
    is_pinned = any(pin.message_ts == message.ts for pin in pins)
    return {"pinned_to": [message.channel]} if is_pinned else {}


def _between(arguments: Arguments, messages: list[Message]) -> list[Message]:
    oldest = _timestamp(arguments, "oldest", 0.0)
    latest = _timestamp(arguments, "latest", float("inf"))
    if arguments.flag("inclusive"):
        return [each for each in messages if oldest <= float(each.ts) <= latest]
    return [each for each in messages if oldest < float(each.ts) < latest]


def _timestamp(arguments: Arguments, name: str, default: float) -> float:
    if not arguments.has(name):
        return default
    try:
        return float(arguments.text(name))
    except ValueError as error:
        raise RefusedError(f"invalid_ts_{name}") from error
