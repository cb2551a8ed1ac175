"""What can happen to messages, whoever does it: the bot, a person, a response URL."""

from dataclasses import replace

from firefighter.playground.slack import events
from firefighter.playground.slack.mrkdwn import live
from firefighter.playground.slack.records import BOT_USER_ID, Channel, Message, Pin, Reaction
from firefighter.playground.slack.refusal import RefusedError
from firefighter.playground.slack.workspace import Workspace

PINS_MOST = 100  # https://slack.com/help/articles/205239997-Pin-messages-and-bookmark-links
REACTIONS_MOST = 50  # distinct emoji on a message
# Messages that Slack wrote itself cannot be answered in a thread.
SAID_BY_SOMEONE = frozenset({None, "thread_broadcast", "file_share"})
UNANSWERABLE = frozenset({"channel_join", "channel_leave", "group_join", "group_leave"})


def with_live_parts(message: Message) -> Message:
    """Record whom it pings and where it leads; Slack's own lines name people, but ping nobody."""
    if message.subtype not in SAID_BY_SOMEONE:
        return replace(message, mentions=frozenset(), links=frozenset())
    found = live(message.text, message.blocks, message.attachments)
    return replace(message, mentions=found.mentions, links=found.links)


def post(workspace: Workspace, channel: Channel, message: Message) -> Message:
    """Let a message appear, in its thread if it has one, and tell the bot."""
    posted = workspace.put_message(with_live_parts(message))
    if posted.is_reply:
        _count_reply(workspace, posted)
    events.message_posted(workspace, channel, posted)
    return posted


def thread_parent(workspace: Workspace, channel: Channel, thread_ts: str) -> Message:
    """The message a reply hangs on; a reply's own ts leads to its parent.

    Raises `thread_not_found` (https://github.com/slackapi/bolt-js/issues/2307).
    """
    found = workspace.messages.get(channel.id, {})
    named = found.get(thread_ts)
    parent = found.get(named.thread_ts or named.ts) if named else None
    if parent is None:
        raise RefusedError("thread_not_found")
    if parent.subtype in UNANSWERABLE:
        raise RefusedError("cannot_reply_to_message")
    return parent


def announce(
    workspace: Workspace, channel: Channel, user: str, subtype: str, text: str, **extra: object
) -> None:
    """The line Slack itself writes into a channel when something about it changes."""
    ts = workspace.next_ts()
    line = Message(
        channel.id, ts, user, text, subtype=subtype, extra=extra, by_bot=user == BOT_USER_ID
    )
    post(workspace, channel, line)


def edit(workspace: Workspace, channel: Channel, message: Message, new: Message) -> Message:
    changed = replace(with_live_parts(new), edited_by=message.user, edited_ts=workspace.next_ts())
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
    if name not in by_name and len(by_name) >= REACTIONS_MOST:
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
    if message.subtype in UNANSWERABLE:
        raise RefusedError("not_pinnable")
    if len(pins) >= PINS_MOST:
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
    users = (
        parent.reply_users
        if reply.user in parent.reply_users
        else (*parent.reply_users, reply.user)
    )
    workspace.change_message(
        parent,
        thread_ts=parent.ts,
        reply_count=parent.reply_count + 1,
        reply_users=users,
        latest_reply=reply.ts,
    )


def _uncount_reply(workspace: Workspace, reply: Message) -> None:
    parent = workspace.messages[reply.channel].get(reply.thread_ts or "")
    if not reply.is_reply or parent is None:
        return
    left = workspace.thread(reply.channel, parent.ts)
    workspace.change_message(
        parent,
        thread_ts=parent.ts if left else None,
        reply_count=len(left),
        reply_users=tuple(dict.fromkeys(each.user for each in left)),
        latest_reply=left[-1].ts if left else None,
    )
