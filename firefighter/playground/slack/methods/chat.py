# https://docs.slack.dev/reference/methods?family=chat

from dataclasses import replace

from firefighter.playground.slack import posting
from firefighter.playground.slack.arguments import Arguments
from firefighter.playground.slack.content import Content, content_of
from firefighter.playground.slack.methods.registry import method
from firefighter.playground.slack.records import BOT_USER_ID, Channel, Json, Message
from firefighter.playground.slack.refusal import RefusedError
from firefighter.playground.slack.rendering import message_json
from firefighter.playground.slack.workspace import Workspace

POST_TEXT_MOST = 40_000  # https://docs.slack.dev/changelog/2018-truncating-really-long-messages
UPDATE_TEXT_MOST = 4_000  # https://docs.slack.dev/reference/methods/chat.update#errors


@method("chat.postMessage", scope="chat:write", tier=None)
def post_message(workspace: Workspace, arguments: Arguments) -> Json:
    arguments.required("channel")
    channel = _writable(workspace, arguments)
    content = content_of(arguments, text_most=POST_TEXT_MOST)
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
    content = content_of(arguments, text_most=POST_TEXT_MOST)
    message = _from_bot(workspace, channel, arguments, content)
    shown = posting.with_live_parts(replace(message, shown_to=user))
    workspace.ephemerals.append(shown)
    workspace.changed()
    return {"message_ts": shown.ts}


@method("chat.update", scope="chat:write", tier=3)
def update(workspace: Workspace, arguments: Arguments) -> Json:
    """With only `text`, the blocks vanish; metadata and attachments stay unless given anew.

    https://docs.slack.dev/reference/methods/chat.update
    """
    channel, message = _own_message(workspace, arguments, "cant_update_message")
    if channel.is_archived:
        raise RefusedError("is_inactive")
    content = content_of(arguments, text_most=UPDATE_TEXT_MOST)
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
    """A user's id as the channel means the direct messages with her."""
    user = workspace.users.get(arguments.text("channel"))
    if user is not None and not user.is_bot:
        return workspace.direct_channel(user.id)
    named = workspace.find_channel(arguments.text("channel"))  # a public channel's name will do
    by_id = Arguments({"channel": named.id if named else ""})
    by_id.unarchived(workspace, BOT_USER_ID)
    return by_id.joined(workspace, BOT_USER_ID)


def _from_bot(
    workspace: Workspace, channel: Channel, arguments: Arguments, content: Content
) -> Message:
    thread_ts = None
    if arguments.has("thread_ts"):
        thread_ts = posting.thread_parent(workspace, channel, arguments.text("thread_ts")).ts
    broadcast = thread_ts is not None and arguments.flag("reply_broadcast")
    return Message(
        channel=channel.id,
        ts=workspace.next_ts(),
        user=BOT_USER_ID,
        by_bot=True,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        metadata=content.metadata,
        thread_ts=thread_ts,
        subtype="thread_broadcast" if broadcast else None,
    )


def _own_message(workspace: Workspace, arguments: Arguments, error: str) -> tuple[Channel, Message]:
    arguments.required("channel", "ts")
    channel = arguments.channel(workspace, BOT_USER_ID)
    message = arguments.message(workspace, channel, "ts")
    if message.user != BOT_USER_ID or message.subtype not in (None, "thread_broadcast"):
        raise RefusedError(error)
    return channel, message
