from firefighter.playground.slack import posting
from firefighter.playground.slack.arguments import Arguments
from firefighter.playground.slack.methods.registry import method
from firefighter.playground.slack.records import BOT_USER_ID, Channel, Json, Message
from firefighter.playground.slack.refusal import RefusedError
from firefighter.playground.slack.rendering import pin_json
from firefighter.playground.slack.workspace import Workspace


@method("pins.add", scope="pins:write", tier=2)
def add(workspace: Workspace, arguments: Arguments) -> Json:
    posting.pin(workspace, *_message(workspace, arguments), BOT_USER_ID)
    return {}


@method("pins.remove", scope="pins:write", tier=2)
def remove(workspace: Workspace, arguments: Arguments) -> Json:
    posting.unpin(workspace, *_message(workspace, arguments), BOT_USER_ID)
    return {}


@method("pins.list", scope="pins:read", tier=2)
def list_all(workspace: Workspace, arguments: Arguments) -> Json:
    """Newest first."""
    arguments.required("channel")
    channel = arguments.joined(workspace, BOT_USER_ID)
    messages = workspace.messages.get(channel.id, {})
    pins = reversed(workspace.pins.get(channel.id, []))
    return {"items": [pin_json(each, messages[each.message_ts]) for each in pins]}


def _message(workspace: Workspace, arguments: Arguments) -> tuple[Channel, Message]:
    arguments.required("channel")
    arguments.unarchived(workspace, BOT_USER_ID)
    channel = arguments.joined(workspace, BOT_USER_ID)
    if not arguments.has("timestamp"):
        raise RefusedError("no_item_specified")
    return channel, arguments.message(workspace, channel, "timestamp")
