"""What was said in a channel.

https://docs.slack.dev/reference/methods/conversations.history
https://docs.slack.dev/reference/methods/conversations.replies
"""

from firefighter.playground.slack.arguments import Arguments
from firefighter.playground.slack.methods.registry import method
from firefighter.playground.slack.paging import Page
from firefighter.playground.slack.posting import thread_parent
from firefighter.playground.slack.records import BOT_USER_ID, Json, Message
from firefighter.playground.slack.refusal import RefusedError
from firefighter.playground.slack.rendering import message_json
from firefighter.playground.slack.scopes import HISTORY
from firefighter.playground.slack.workspace import Workspace


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
    page = Page(messages, arguments, lambda message: message.ts)
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
    oldest = _moment(arguments, "oldest", 0.0)
    latest = _moment(arguments, "latest", float("inf"))
    if arguments.flag("inclusive"):
        return [each for each in messages if oldest <= float(each.ts) <= latest]
    return [each for each in messages if oldest < float(each.ts) < latest]


def _moment(arguments: Arguments, name: str, default: float) -> float:
    if not arguments.has(name):
        return default
    try:
        return float(arguments.text(name))
    except ValueError as error:
        raise RefusedError(f"invalid_ts_{name}") from error
