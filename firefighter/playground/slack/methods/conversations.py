"""Channels themselves: https://docs.slack.dev/reference/methods?family=conversations."""

from collections.abc import Iterable

from firefighter.playground.slack import membership
from firefighter.playground.slack.arguments import Arguments
from firefighter.playground.slack.methods.registry import method
from firefighter.playground.slack.paging import Page
from firefighter.playground.slack.records import BOT_USER_ID, Channel, Json
from firefighter.playground.slack.refusal import RefusedError
from firefighter.playground.slack.rendering import channel_json
from firefighter.playground.slack.scopes import MANAGE, READ, TOPIC
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
    """Never works for a bot: what it has to be in put it out when it was archived.

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
def list_all(workspace: Workspace, arguments: Arguments) -> Json:
    """Public channels unless `types` says more; private ones only if the bot is in them."""
    seen = [each for each in workspace.channels.values() if workspace.sees(BOT_USER_ID, each)]
    return _listed(seen, arguments)


@method("users.conversations", scope=READ, tier=3)
def list_own(workspace: Workspace, arguments: Arguments) -> Json:
    """Only those the bot is in: https://docs.slack.dev/reference/methods/users.conversations."""
    own = [each for each in workspace.channels.values() if BOT_USER_ID in each.members]
    return _listed(own, arguments)


@method("conversations.open", scope=MANAGE, tier=3)
def open_direct(workspace: Workspace, arguments: Arguments) -> Json:
    # https://docs.slack.dev/reference/methods/conversations.open
    users = arguments.names("users")
    if not users:
        raise RefusedError("users_list_not_supplied")
    if len(users) > 1:
        raise RefusedError("invalid_user_combination")  # group messages are not played here
    user = workspace.users.get(users[0])
    if user is None:
        raise RefusedError("user_not_found")
    if user.is_deactivated:
        raise RefusedError("user_disabled")
    channel = workspace.direct_channel(user.id)
    shown = channel_json(channel) if arguments.flag("return_im") else {"id": channel.id}
    return {"channel": shown}


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
    page = Page(found, arguments, lambda channel: channel.id)
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
