"""The addresses at which an app may answer an interaction for some time.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

import secrets
import time
from dataclasses import dataclass, field, replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from firefighter.playground.slack import posting
from firefighter.playground.slack.arguments import (
    Arguments,
    content_of,
    parse_body,
    with_structures,
)
from firefighter.playground.slack.errors import RefusedError
from firefighter.playground.slack.records import BOT_USER_ID, Channel, Json, Message
from firefighter.playground.slack.workspace import Workspace

MAX_USES = 5
LIFETIME_S = 30 * 60.0
MAX_TEXT = 40_000


@dataclass(frozen=True)
class Interaction:
    """What is being answered: who acted, where, and on which message."""

    origin: str
    user: str
    channel: Channel
    message: Message | None = None
    thread_ts: str | None = None


@dataclass
class _Address:
    interaction: Interaction
    issued: float
    uses: int = 0


@dataclass
class ResponseUrls:
    workspace: Workspace
    lifetime_s: float = LIFETIME_S
    _addresses: dict[str, _Address] = field(default_factory=dict)

    def issue(self, interaction: Interaction) -> str:
        key = secrets.token_hex(12)
        self._addresses[key] = _Address(interaction, time.monotonic())
        return f"{self.workspace.url}/response/{key}"

    async def endpoint(self, request: Request) -> Response:
        content_type = request.headers.get("content-type", "")
        body = await request.body()
        try:
            address = self._spend(str(request.path_params["key"]))
            respond(self.workspace, address.interaction, parse_body(content_type, body))
        except RefusedError as refusal:
            return JSONResponse(refusal.as_json(), 404)
        return JSONResponse({"ok": True})

    def _spend(self, key: str) -> _Address:
        address = self._addresses.get(key)
        if address is None:
            raise RefusedError("invalid_url")
        if time.monotonic() - address.issued > self.lifetime_s:
            raise RefusedError("expired_url")
        if address.uses >= MAX_USES:
            raise RefusedError("used_url")
        address.uses += 1
        return address


def respond(workspace: Workspace, interaction: Interaction, answer: Json) -> None:
    """Posts, replaces or deletes a message. Ephemeral unless it says `in_channel`."""
    arguments = Arguments(with_structures(answer))
    if arguments.flag("delete_original"):
        _delete(workspace, interaction)
        return
    content = content_of(arguments, text_most=MAX_TEXT)
    message = Message(
        channel=interaction.channel.id,
        ts=workspace.next_ts(),
        user=BOT_USER_ID,
        by_bot=True,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        metadata=content.metadata,
        thread_ts=arguments.text("thread_ts") or interaction.thread_ts,
        origin=interaction.origin,
    )
    if arguments.flag("replace_original") and interaction.message is not None:
        _replace(workspace, interaction, message)
    elif arguments.text("response_type") == "in_channel":
        posting.post(workspace, interaction.channel, message)
    else:
        shown = replace(message, shown_to=interaction.user)
        workspace.ephemerals.append(posting.with_live_parts(shown))
        workspace.changed()


def _replace(workspace: Workspace, interaction: Interaction, new: Message) -> None:
    old = _original(workspace, interaction)
    changed = replace(old, text=new.text, blocks=new.blocks, origin=new.origin)
    if old.is_ephemeral:
        workspace.ephemerals[workspace.ephemerals.index(old)] = posting.with_live_parts(changed)
        workspace.changed()
    else:
        posting.edit(workspace, interaction.channel, old, changed)


def _delete(workspace: Workspace, interaction: Interaction) -> None:
    old = _original(workspace, interaction)
    if old.is_ephemeral:
        workspace.ephemerals.remove(old)
        workspace.changed()
    else:
        posting.delete(workspace, interaction.channel, old)


def _original(workspace: Workspace, interaction: Interaction) -> Message:
    """The current message. An answer to a slash command has none."""
    pressed = interaction.message
    if pressed is None:
        raise RefusedError("message_not_found")
    if pressed.is_ephemeral:
        candidates = {each.ts: each for each in workspace.ephemerals}
    else:
        candidates = workspace.messages.get(pressed.channel, {})
    if pressed.ts not in candidates:
        raise RefusedError("message_not_found")
    return candidates[pressed.ts]
