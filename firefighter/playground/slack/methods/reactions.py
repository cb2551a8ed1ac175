import re

from firefighter.playground.slack import posting
from firefighter.playground.slack.arguments import Arguments
from firefighter.playground.slack.methods.registry import method
from firefighter.playground.slack.records import BOT_USER_ID, Channel, Json, Message
from firefighter.playground.slack.refusal import RefusedError
from firefighter.playground.slack.rendering import message_json
from firefighter.playground.slack.workspace import Workspace


@method("reactions.add", scope="reactions:write", tier=3)
def add(workspace: Workspace, arguments: Arguments) -> Json:
    posting.react(workspace, *_message(workspace, arguments), BOT_USER_ID, _name(arguments))
    return {}


@method("reactions.remove", scope="reactions:write", tier=2)
def remove(workspace: Workspace, arguments: Arguments) -> Json:
    posting.unreact(workspace, *_message(workspace, arguments), BOT_USER_ID, _name(arguments))
    return {}


@method("reactions.get", scope="reactions:read", tier=3)
def get(workspace: Workspace, arguments: Arguments) -> Json:
    channel, message = _message(workspace, arguments)
    return {"type": "message", "channel": channel.id, "message": message_json(message)}


def _name(arguments: Arguments) -> str:
    (name,) = arguments.required("name")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", name):
        raise RefusedError("invalid_name")
    return name


def _message(workspace: Workspace, arguments: Arguments) -> tuple[Channel, Message]:
    if not arguments.has("channel") or not arguments.has("timestamp"):
        raise RefusedError("no_item_specified")
    channel = arguments.joined(workspace, BOT_USER_ID)
    if channel.is_archived:
        raise RefusedError("is_archived")
    return channel, arguments.message(workspace, channel, "timestamp")
