"""The arguments of a Web API call: parsing, cursors, and the content of messages."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import parse_qsl

from firefighter.playground.slack.elements import with_default_ids
from firefighter.playground.slack.errors import RefusedError
from firefighter.playground.slack.limits.blocks import refuse_bad_message_blocks
from firefighter.playground.slack.limits.schema import length
from firefighter.playground.slack.limits.views import invalid_arguments
from firefighter.playground.slack.records import Channel, Json, Message, User
from firefighter.playground.slack.workspace import Workspace

FORM = "application/x-www-form-urlencoded"


def parse_body(content_type: str, body: bytes) -> Json:
    # https://docs.slack.dev/apis/web-api/#methods_supporting_json_posts
    if not body:
        return {}
    if content_type.startswith("application/json"):
        return _parse_json_body(body)
    if content_type.startswith(FORM):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    raise RefusedError("invalid_post_type" if content_type else "missing_post_type")


def _parse_json_body(body: bytes) -> Json:
    try:
        parsed = json.loads(body)
    except ValueError as error:
        raise RefusedError("invalid_json") from error
    if not isinstance(parsed, dict):
        raise RefusedError("json_not_object")
    return parsed


STRUCTURES = ("attachments", "blocks", "files", "metadata", "view")


def with_structures(given: Json) -> Json:
    """Parses JSON that a form carries as strings.

    What is not JSON is left for the method to refuse.
    """
    return {key: _read(value) if key in STRUCTURES else value for key, value in given.items()}


def _read(value: object) -> object:
    if not isinstance(value, str) or not value:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


@dataclass(frozen=True)
class Arguments:
    given: Mapping[str, object]

    def has(self, name: str) -> bool:
        return self.given.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        value = self.given.get(name)
        return default if value is None else str(value)

    def required(self, *names: str) -> list[str]:
        missing = [name for name in names if not self.has(name)]
        if missing:
            raise invalid_arguments(
                [f"missing required field: {name} [json-pointer:/{name}]" for name in missing]
            )
        return [self.text(name) for name in names]

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "1")

    def number(self, name: str, default: int) -> int:
        if not self.has(name):
            return default
        try:
            return int(self.text(name))
        except ValueError as error:
            message = f"must be an integer [json-pointer:/{name}]"
            raise invalid_arguments([message]) from error

    def names(self, name: str) -> list[str]:
        """A comma-separated list, or a JSON array."""
        value = self.given.get(name)
        if isinstance(value, list):
            return [str(each) for each in value]
        return [each.strip() for each in self.text(name).split(",") if each.strip()]

    def structure(self, name: str, error: str = "invalid_arguments") -> object:
        """A JSON value. A string in its place could not be parsed."""
        value = self.given.get(name)
        if isinstance(value, str) and value:
            raise RefusedError(error)
        return None if value == "" else value

    def channel(self, workspace: Workspace, viewer: str, name: str = "channel") -> Channel:
        """Returns a conversation by id. One that the viewer cannot see does not exist for them."""
        found = workspace.channels.get(self.text(name))
        if found is None or not workspace.can_see(viewer, found):
            raise RefusedError("channel_not_found")
        return found

    def joined(self, workspace: Workspace, member: str, name: str = "channel") -> Channel:
        found = self.channel(workspace, member, name)
        if member not in found.members:
            raise RefusedError("not_in_channel")
        return found

    def unarchived(self, workspace: Workspace, viewer: str, name: str = "channel") -> Channel:
        found = self.channel(workspace, viewer, name)
        if found.is_archived:
            raise RefusedError("is_archived")
        return found

    def message(self, workspace: Workspace, channel: Channel, name: str) -> Message:
        found = workspace.messages.get(channel.id, {}).get(self.text(name))
        if found is None or found.subtype == "tombstone":
            raise RefusedError("message_not_found")
        return found

    def user(self, workspace: Workspace, name: str = "user") -> User:
        found = workspace.users.get(self.text(name))
        if found is None:
            raise RefusedError("user_not_found")
        return found


T = TypeVar("T")


MAX_LIMIT = 1000


class ResultPage(Generic[T]):
    """Returns the requested part of a list and the cursor to the rest.

    A cursor names the next item, not its position, so that additions shift nothing.
    """

    def __init__(
        self,
        everything: Sequence[T],
        arguments: Arguments,
        name: Callable[[T], str],
        *,
        default: int = 100,
    ) -> None:
        limit = arguments.number("limit", default) or default
        if not 0 < limit <= MAX_LIMIT:
            raise RefusedError("invalid_limit")
        start = _start([name(each) for each in everything], arguments.text("cursor"))
        rest = everything[start + limit :]
        self.items = everything[start : start + limit]
        self.has_more = bool(rest)
        self._next = _cursor(name(rest[0])) if rest else ""

    @property
    def metadata(self) -> Json:
        return {"response_metadata": {"next_cursor": self._next}}


def _cursor(name: str) -> str:
    return base64.b64encode(f"next:{name}".encode()).decode()


def _start(names: list[str], cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, name = base64.b64decode(cursor, validate=True).decode().partition(":")
        return names.index(name) if word == "next" else _unknown()
    except (binascii.Error, ValueError) as error:
        raise RefusedError("invalid_cursor") from error


def _unknown() -> int:
    raise RefusedError("invalid_cursor")


MAX_ATTACHMENTS = 100

MAX_METADATA_BYTES = 16_384  # https://docs.slack.dev/messaging/message-metadata


@dataclass(frozen=True)
class Content:
    text: str
    blocks: tuple[Json, ...]
    attachments: tuple[Json, ...]
    metadata: Json | None
    has_attachments: bool  # given, perhaps empty: an update keeps what is not given
    has_metadata: bool


def content_of(arguments: Arguments, *, text_most: int) -> Content:
    """Raises what chat.postMessage and chat.update raise for the same arguments."""
    text = arguments.text("text")
    if length(text) > text_most:
        raise RefusedError("msg_too_long")
    blocks = _list(arguments, "blocks", "invalid_blocks_format")
    attachments = _list(arguments, "attachments", "invalid_attachments")
    if not text.strip() and not blocks and not attachments:
        raise RefusedError("no_text")
    if len(attachments) > MAX_ATTACHMENTS:
        raise RefusedError("too_many_attachments")
    refuse_bad_message_blocks(blocks)
    for each in attachments:
        refuse_bad_message_blocks(each.get("blocks", []))
    return Content(
        text=text,
        blocks=with_default_ids(blocks),
        attachments=tuple(attachments),
        metadata=_metadata(arguments),
        has_attachments=arguments.given.get("attachments") is not None,
        has_metadata=arguments.given.get("metadata") is not None,
    )


def _list(arguments: Arguments, name: str, error: str) -> list[Json]:
    found = arguments.structure(name, error)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise RefusedError(error)
    return found


def _metadata(arguments: Arguments) -> Json | None:
    # https://docs.slack.dev/reference/methods/chat.postMessage#errors
    found = arguments.structure("metadata", "invalid_metadata_format")
    if found is None:
        return None
    if not isinstance(found, dict) or not {"event_type", "event_payload"} >= found.keys():
        raise RefusedError("invalid_metadata_schema")
    event_type, payload = found.get("event_type"), found.get("event_payload")
    if not isinstance(event_type, str) or not event_type or not isinstance(payload, dict):
        raise RefusedError("invalid_metadata_schema")
    if len(json.dumps(found)) > MAX_METADATA_BYTES:
        raise RefusedError("metadata_too_large")
    return found
