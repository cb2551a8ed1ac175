"""Messages, and what is attached to them and their channel: pins, reactions, bookmarks."""

import re
from dataclasses import replace

from firefighter.playground.slack import posting
from firefighter.playground.slack.arguments import Arguments, Content, content_of
from firefighter.playground.slack.errors import RefusedError
from firefighter.playground.slack.methods.registry import method
from firefighter.playground.slack.payloads import message_json, pin_json
from firefighter.playground.slack.records import BOT_USER_ID, Bookmark, Channel, Json, Message
from firefighter.playground.slack.workspace import Workspace

# https://docs.slack.dev/reference/methods?family=chat

MAX_POST_TEXT = 40_000  # https://docs.slack.dev/changelog/2018-truncating-really-long-messages

MAX_UPDATE_TEXT = 4_000  # https://docs.slack.dev/reference/methods/chat.update#errors


@method("chat.postMessage", scope="chat:write", tier=None)
def post_message(workspace: Workspace, arguments: Arguments) -> Json:
    arguments.required("channel")
    channel = _writable(workspace, arguments)
    content = content_of(arguments, text_most=MAX_POST_TEXT)
    message = _from_bot(workspace, channel, arguments, content)
    posted = posting.post(workspace, channel, message)
    return {"channel": channel.id, "ts": posted.ts, "message": message_json(posted)}


@method("chat.postEphemeral", scope="chat:write")
def post_ephemeral(workspace: Workspace, arguments: Arguments) -> Json:
    # https://docs.slack.dev/reference/methods/chat.postEphemeral
    _channel, user = arguments.required("channel", "user")
    channel = _writable(workspace, arguments)
    if user not in channel.members:
        raise RefusedError("user_not_in_channel")
    content = content_of(arguments, text_most=MAX_POST_TEXT)
    message = _from_bot(workspace, channel, arguments, content)
    shown = posting.with_live_parts(replace(message, shown_to=user))
    workspace.ephemerals.append(shown)
    workspace.changed()
    return {"message_ts": shown.ts}


@method("chat.update", scope="chat:write", tier=3)
def update(workspace: Workspace, arguments: Arguments) -> Json:
    """With only `text`, the blocks vanish; metadata and attachments stay unless given again.

    https://docs.slack.dev/reference/methods/chat.update
    """
    channel, message = _own_message(workspace, arguments, "cant_update_message")
    if channel.is_archived:
        raise RefusedError("is_inactive")
    content = content_of(arguments, text_most=MAX_UPDATE_TEXT)
    new = replace(
        message,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments if content.has_attachments else message.attachments,
        metadata=content.metadata if content.has_metadata else message.metadata,
    )
    edited = posting.edit(workspace, channel, message, new)
    shown = message_json(edited)
    return {"channel": channel.id, "ts": edited.ts, "text": edited.text, "message": shown}


@method("chat.delete", scope="chat:write", tier=3)
def delete(workspace: Workspace, arguments: Arguments) -> Json:
    channel, message = _own_message(workspace, arguments, "cant_delete_message")
    if channel.is_archived:
        raise RefusedError("is_inactive")
    posting.delete(workspace, channel, message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.getPermalink", tier=None)
def get_permalink(workspace: Workspace, arguments: Arguments) -> Json:
    arguments.required("channel", "message_ts")
    channel = arguments.channel(workspace, BOT_USER_ID)
    message = arguments.message(workspace, channel, "message_ts")
    link = f"{workspace.url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    in_thread = f"?thread_ts={message.thread_ts}&cid={channel.id}" if message.is_reply else ""
    return {"channel": channel.id, "permalink": link + in_thread}


def _writable(workspace: Workspace, arguments: Arguments) -> Channel:
    """A user id as the channel means the direct messages with that user."""
    user = workspace.users.get(arguments.text("channel"))
    if user is not None and not user.is_bot:
        return workspace.direct_channel(user.id)
    named = workspace.find_channel(arguments.text("channel"))  # a public channel's name will do
    by_id = Arguments({"channel": named.id if named else ""})
    by_id.unarchived(workspace, BOT_USER_ID)
    found = by_id.joined(workspace, BOT_USER_ID)
    if found.is_im and not workspace.has_messages_tab:
        raise RefusedError("messages_tab_disabled")
    return found


def _from_bot(
    workspace: Workspace, channel: Channel, arguments: Arguments, content: Content
) -> Message:
    thread_ts = None
    posting.refuse_restricted(channel, is_reply=arguments.has("thread_ts"))
    if arguments.has("thread_ts"):
        thread_ts = posting.thread_parent(workspace, channel, arguments.text("thread_ts")).ts
    broadcast = thread_ts is not None and arguments.flag("reply_broadcast")
    name = _custom_name(workspace, arguments)
    return Message(
        channel=channel.id,
        ts=workspace.next_ts(),
        user="" if name else BOT_USER_ID,
        by_bot=True,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        metadata=content.metadata,
        thread_ts=thread_ts,
        subtype="bot_message" if name else "thread_broadcast" if broadcast else None,
        extra=name,
    )


def _custom_name(workspace: Workspace, arguments: Arguments) -> Json:
    """What a message has instead of the bot's user; nothing without the scope, silently.

    https://docs.slack.dev/reference/scopes/chat.write.customize
    https://docs.slack.dev/reference/events/message/bot_message
    """
    username, emoji = arguments.text("username"), arguments.text("icon_emoji")
    if not (username or emoji) or "chat:write.customize" not in workspace.scopes:
        return {}
    shown: Json = {"username": username or workspace.users[BOT_USER_ID].handle}
    return shown | ({"icons": {"emoji": emoji}} if emoji else {})


def _own_message(workspace: Workspace, arguments: Arguments, error: str) -> tuple[Channel, Message]:
    arguments.required("channel", "ts")
    channel = arguments.channel(workspace, BOT_USER_ID)
    message = arguments.message(workspace, channel, "ts")
    if not message.is_posted_by_bot:
        raise RefusedError(error)
    return channel, message


@method("pins.add", scope="pins:write", tier=2)
def add_pin(workspace: Workspace, arguments: Arguments) -> Json:
    posting.pin(workspace, *_pinned_message(workspace, arguments), BOT_USER_ID)
    return {}


@method("pins.remove", scope="pins:write", tier=2)
def remove_pin(workspace: Workspace, arguments: Arguments) -> Json:
    posting.unpin(workspace, *_pinned_message(workspace, arguments), BOT_USER_ID)
    return {}


@method("pins.list", scope="pins:read", tier=2)
def list_pins(workspace: Workspace, arguments: Arguments) -> Json:
    """Newest first."""
    arguments.required("channel")
    channel = arguments.joined(workspace, BOT_USER_ID)
    messages = workspace.messages.get(channel.id, {})
    pins = reversed(workspace.pins.get(channel.id, []))
    return {"items": [pin_json(each, messages[each.message_ts]) for each in pins]}


def _pinned_message(workspace: Workspace, arguments: Arguments) -> tuple[Channel, Message]:
    arguments.required("channel")
    arguments.unarchived(workspace, BOT_USER_ID)
    channel = arguments.joined(workspace, BOT_USER_ID)
    if not arguments.has("timestamp"):
        raise RefusedError("no_item_specified")
    return channel, arguments.message(workspace, channel, "timestamp")


@method("reactions.add", scope="reactions:write", tier=3)
def add_reaction(workspace: Workspace, arguments: Arguments) -> Json:
    posting.react(
        workspace, *_reaction_message(workspace, arguments), BOT_USER_ID, _emoji_name(arguments)
    )
    return {}


@method("reactions.remove", scope="reactions:write", tier=2)
def remove_reaction(workspace: Workspace, arguments: Arguments) -> Json:
    posting.unreact(
        workspace, *_reaction_message(workspace, arguments), BOT_USER_ID, _emoji_name(arguments)
    )
    return {}


@method("reactions.get", scope="reactions:read", tier=3)
def get_reactions(workspace: Workspace, arguments: Arguments) -> Json:
    channel, message = _reaction_message(workspace, arguments)
    return {"type": "message", "channel": channel.id, "message": message_json(message)}


def _emoji_name(arguments: Arguments) -> str:
    (name,) = arguments.required("name")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", name):
        raise RefusedError("invalid_name")
    return name


def _reaction_message(workspace: Workspace, arguments: Arguments) -> tuple[Channel, Message]:
    if not arguments.has("channel") or not arguments.has("timestamp"):
        raise RefusedError("no_item_specified")
    channel = arguments.joined(workspace, BOT_USER_ID)
    if channel.is_archived:
        raise RefusedError("is_archived")
    return channel, arguments.message(workspace, channel, "timestamp")


# https://docs.slack.dev/reference/methods?family=bookmarks

MAX_BOOKMARKS = 100


@method("bookmarks.add", scope="bookmarks:write", tier=2)
def add_bookmark(workspace: Workspace, arguments: Arguments) -> Json:
    _channel_id, title, kind = arguments.required("channel_id", "title", "type")
    channel = _bookmarked_channel(workspace, arguments)
    if kind != "link":
        raise RefusedError("invalid_bookmark_type")
    link = _link(arguments)
    found = workspace.bookmarks.setdefault(channel.id, [])
    if len(found) >= MAX_BOOKMARKS:
        raise RefusedError("too_many_bookmarks")
    bookmark = Bookmark(
        id=workspace.new_id("Bk"),
        channel_id=channel.id,
        title=title,
        link=link,
        emoji=arguments.text("emoji"),
        date_created=int(workspace.now()),
    )
    found.append(bookmark)
    workspace.changed()
    return {"bookmark": bookmark.as_json()}


@method("bookmarks.list", scope="bookmarks:read", tier=3)
def list_bookmarks(workspace: Workspace, arguments: Arguments) -> Json:
    arguments.required("channel_id")
    channel = arguments.channel(workspace, BOT_USER_ID, "channel_id")
    return {"bookmarks": [each.as_json() for each in workspace.bookmarks.get(channel.id, [])]}


@method("bookmarks.edit", scope="bookmarks:write", tier=2)
def edit_bookmark(workspace: Workspace, arguments: Arguments) -> Json:
    old = _bookmark(workspace, arguments)
    new = replace(
        old,
        title=arguments.text("title", old.title),
        link=_link(arguments) if arguments.has("link") else old.link,
        emoji=arguments.text("emoji", old.emoji),
        date_updated=int(workspace.now()),
    )
    found = workspace.bookmarks[old.channel_id]
    found[found.index(old)] = new
    workspace.changed()
    return {"bookmark": new.as_json()}


@method("bookmarks.remove", scope="bookmarks:write", tier=2)
def remove_bookmark(workspace: Workspace, arguments: Arguments) -> Json:
    old = _bookmark(workspace, arguments)
    workspace.bookmarks[old.channel_id].remove(old)
    workspace.changed()
    return {}


def _bookmarked_channel(workspace: Workspace, arguments: Arguments) -> Channel:
    arguments.unarchived(workspace, BOT_USER_ID, "channel_id")
    return arguments.joined(workspace, BOT_USER_ID, "channel_id")


def _bookmark(workspace: Workspace, arguments: Arguments) -> Bookmark:
    _channel_id, bookmark_id = arguments.required("channel_id", "bookmark_id")
    channel = _bookmarked_channel(workspace, arguments)
    for each in workspace.bookmarks.get(channel.id, []):
        if each.id == bookmark_id:
            return each
    raise RefusedError("not_found")


def _link(arguments: Arguments) -> str:
    link = arguments.text("link")
    if not link.startswith(("http://", "https://")):
        raise RefusedError("invalid_link")
    return link
