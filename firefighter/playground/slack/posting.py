"""Changes to messages and their files, whoever makes them: the bot, a person, a response URL."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from firefighter.playground.slack import events
from firefighter.playground.slack.elements import with_default_ids
from firefighter.playground.slack.errors import RefusedError
from firefighter.playground.slack.monitoring_apps import Alert
from firefighter.playground.slack.mrkdwn import live
from firefighter.playground.slack.records import (
    BOT_ID,
    BOT_USER_ID,
    Channel,
    Draft,
    File,
    Message,
    Pin,
    Reaction,
)
from firefighter.playground.slack.workspace import Workspace

MAX_PINS = 100  # https://slack.com/help/articles/205239997-Pin-messages-and-bookmark-links

MAX_REACTIONS = 50  # distinct emoji on a message

# Messages that Slack wrote itself cannot be answered in a thread.
AUTHORED_SUBTYPES = frozenset({None, "bot_message", "file_share", "thread_broadcast"})

SUBTYPES_WITHOUT_REPLIES = frozenset({"channel_join", "channel_leave", "group_join", "group_leave"})


PostingRefusal = Literal[
    "restricted_action",
    "restricted_action_non_threadable_channel",
    "restricted_action_read_only_channel",
    "restricted_action_thread_locked",
    "restricted_action_thread_only_channel",
]
"""https://docs.slack.dev/reference/methods/chat.postMessage#errors."""

_ONLY_TOP_LEVEL_REFUSED = {"restricted_action_thread_only_channel"}
_ONLY_REPLIES_REFUSED = {
    "restricted_action_non_threadable_channel",
    "restricted_action_thread_locked",
}


def refuse_restricted(channel: Channel, *, is_reply: bool) -> None:
    """Raises the refusal of a post that the channel's settings do not allow."""
    refusal = channel.posting_refusal
    spared = _ONLY_TOP_LEVEL_REFUSED if is_reply else _ONLY_REPLIES_REFUSED
    if refusal and refusal not in spared:
        raise RefusedError(refusal)


def with_live_parts(message: Message) -> Message:
    """Records whom it notifies and where it links.

    Slack's own lines name people without notifying them.
    """
    if message.subtype not in AUTHORED_SUBTYPES:
        return replace(message, mentions=frozenset(), links=frozenset())
    found = live(message.text, message.blocks, message.attachments)
    return replace(message, mentions=found.mentions, links=found.links)


def post(workspace: Workspace, channel: Channel, message: Message) -> Message:
    """Posts a message, in its thread if it has one, and sends the event to the bot."""
    posted = workspace.put_message(with_live_parts(message))
    if posted.is_reply:
        _count_reply(workspace, posted)
    events.message_posted(workspace, channel, posted)
    return posted


def post_alert(workspace: Workspace, channel: Channel, alert: Alert) -> Message:
    """Posts as another app, which is installed with its first message."""
    app = workspace.app_user(alert.app)
    bot = {"bot_id": f"B{app.id}", "app_id": f"A{app.id}"}
    profile = {"id": bot["bot_id"], "app_id": bot["app_id"], "name": alert.app}
    message = Message(
        channel=channel.id,
        ts=workspace.next_ts(),
        user="" if alert.by_webhook else app.id,
        text=alert.text,
        blocks=with_default_ids(alert.blocks),
        attachments=tuple({"id": number, **each} for number, each in enumerate(alert.attachments)),
        subtype="bot_message" if alert.by_webhook else None,
        extra=bot | ({"username": alert.app} if alert.by_webhook else {"bot_profile": profile}),
    )
    return post(workspace, channel, message)


def thread_parent(workspace: Workspace, channel: Channel, thread_ts: str) -> Message:
    """Returns the parent of a reply. A reply's own ts leads to its parent.

    Raises `thread_not_found` (https://github.com/slackapi/bolt-js/issues/2307).
    """
    found = workspace.messages.get(channel.id, {})
    named = found.get(thread_ts)
    parent = found.get(named.thread_ts or named.ts) if named else None
    if parent is None:
        raise RefusedError("thread_not_found")
    if parent.subtype in SUBTYPES_WITHOUT_REPLIES:
        raise RefusedError("cannot_reply_to_message")
    return parent


def announce(
    workspace: Workspace, channel: Channel, user: str, subtype: str, text: str, **extra: object
) -> None:
    """The line that Slack writes into a channel when something about it changes."""
    ts = workspace.next_ts()
    line = Message(
        channel.id, ts, user, text, subtype=subtype, extra=extra, by_bot=user == BOT_USER_ID
    )
    post(workspace, channel, line)


def edit(workspace: Workspace, channel: Channel, message: Message, new: Message) -> Message:
    changed = replace(
        with_live_parts(new), edited_by=message.user or BOT_ID, edited_ts=workspace.next_ts()
    )
    workspace.put_message(changed)
    events.message_changed(workspace, channel, message, changed)
    return changed


def delete(workspace: Workspace, channel: Channel, message: Message) -> None:
    """A parent with replies leaves a tombstone, so that its thread stays."""
    unpin_quietly(workspace, channel, message.ts)
    if message.reply_count:
        gone = "This message was deleted."
        tombstone = replace(message, text=gone, blocks=(), subtype="tombstone", metadata=None)
        workspace.put_message(with_live_parts(tombstone))
    else:
        del workspace.messages[channel.id][message.ts]
        _uncount_reply(workspace, message)
        workspace.changed()
    events.message_deleted(workspace, channel, message)


def react(workspace: Workspace, channel: Channel, message: Message, user: str, name: str) -> None:
    by_name = {each.name: each.users for each in message.reactions}
    if user in by_name.get(name, ()):
        raise RefusedError("already_reacted")
    if name not in by_name and len(by_name) >= MAX_REACTIONS:
        raise RefusedError("too_many_emoji")
    by_name[name] = (*by_name.get(name, ()), user)
    _set_reactions(workspace, message, by_name)
    events.reacted(workspace, channel, message, user, name, added=True)


def unreact(workspace: Workspace, channel: Channel, message: Message, user: str, name: str) -> None:
    by_name = {each.name: each.users for each in message.reactions}
    if user not in by_name.get(name, ()):
        raise RefusedError("no_reaction")
    by_name[name] = tuple(each for each in by_name[name] if each != user)
    _set_reactions(workspace, message, by_name)
    events.reacted(workspace, channel, message, user, name, added=False)


def pin(workspace: Workspace, channel: Channel, message: Message, user: str) -> None:
    pins = workspace.pins.setdefault(channel.id, [])
    if any(each.message_ts == message.ts for each in pins):
        raise RefusedError("already_pinned")
    if message.subtype in SUBTYPES_WITHOUT_REPLIES:
        raise RefusedError("not_pinnable")
    if len(pins) >= MAX_PINS:
        raise RefusedError("too_many_pins")
    added = Pin(message.ts, int(workspace.now()), user)
    pins.append(added)
    workspace.changed()
    events.pinned(workspace, channel, message, added, user, added=True)
    announce(
        workspace, channel, user, "pinned_item", f"<@{user}> pinned a message to this channel."
    )


def unpin(workspace: Workspace, channel: Channel, message: Message, user: str) -> None:
    removed = unpin_quietly(workspace, channel, message.ts)
    if removed is None:
        raise RefusedError("no_pin")
    events.pinned(workspace, channel, message, removed, user, added=False)


def unpin_quietly(workspace: Workspace, channel: Channel, ts: str) -> Pin | None:
    pins = workspace.pins.get(channel.id, [])
    for each in pins:
        if each.message_ts == ts:
            pins.remove(each)
            workspace.changed()
            return each
    return None


def _set_reactions(
    workspace: Workspace, message: Message, by_name: dict[str, tuple[str, ...]]
) -> None:
    left = tuple(Reaction(name, users) for name, users in by_name.items() if users)
    workspace.change_message(message, reactions=left)


def _count_reply(workspace: Workspace, reply: Message) -> None:
    parent = workspace.messages[reply.channel].get(reply.thread_ts or "")
    if parent is None:
        return
    author = _author_id(reply)
    users = parent.reply_users if author in parent.reply_users else (*parent.reply_users, author)
    workspace.change_message(
        parent,
        thread_ts=parent.ts,
        reply_count=parent.reply_count + 1,
        reply_users=users,
        latest_reply=reply.ts,
    )


def _author_id(message: Message) -> str:
    """Of the user, or of the bot for a message under another name."""
    return message.user or str(message.extra.get("bot_id", BOT_ID))


def _uncount_reply(workspace: Workspace, reply: Message) -> None:
    parent = workspace.messages[reply.channel].get(reply.thread_ts or "")
    if not reply.is_reply or parent is None:
        return
    left = workspace.thread(reply.channel, parent.ts)
    workspace.change_message(
        parent,
        thread_ts=parent.ts if left else None,
        reply_count=len(left),
        reply_users=tuple(dict.fromkeys(map(_author_id, left))),
        latest_reply=left[-1].ts if left else None,
    )


def share_files(
    workspace: Workspace, channel: Channel, user: str, drafts: Iterable[Draft]
) -> tuple[File, ...]:
    shared = tuple(_file(workspace, channel, user, draft) for draft in drafts)
    workspace.files |= {each.id: each for each in shared}
    return shared


def delete_file(workspace: Workspace, message: Message, name: str) -> Message:
    """Leaves the deleted file's stub in the message.

    https://docs.slack.dev/reference/methods/files.delete.

    No event about the message is sent, since none is documented.
    """
    files = tuple(
        replace(each, mode="tombstone") if each.name == name else each for each in message.files
    )
    workspace.files |= {each.id: each for each in files}
    workspace.put_message(changed := replace(message, files=files))
    for each in files:
        if each.name == name:
            events.file_deleted(workspace, each)
    return changed


def _file(workspace: Workspace, channel: Channel, user: str, draft: Draft) -> File:
    return File(
        id=workspace.new_id("F"),
        name=draft.name,
        title=draft.title or draft.name,
        content=draft.content,
        user=user,
        shared_in=(channel.id,),
        media_type=draft.media_type,
        alt=draft.alt,
        width=draft.width,
        mode=draft.mode,
        base=workspace.url,
        moved_to=draft.moved_to,
    )
