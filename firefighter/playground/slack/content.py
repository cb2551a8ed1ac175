"""What a message says: text, blocks, attachments and metadata, as the chat methods check them."""

import json
from dataclasses import dataclass

from firefighter.playground.slack.arguments import Arguments
from firefighter.playground.slack.dressing import dressed
from firefighter.playground.slack.limits.blocks import refuse_bad_message_blocks
from firefighter.playground.slack.records import Json
from firefighter.playground.slack.refusal import RefusedError

ATTACHMENTS_MOST = 100
METADATA_BYTES_MOST = 16_384  # https://docs.slack.dev/messaging/message-metadata


@dataclass(frozen=True)
class Content:
    text: str
    blocks: tuple[Json, ...]
    attachments: tuple[Json, ...]
    metadata: Json | None
    has_attachments: bool  # given, perhaps empty: an update keeps what it is not given
    has_metadata: bool


def content_of(arguments: Arguments, *, text_most: int) -> Content:
    """Raises what chat.postMessage and chat.update raise for the same arguments."""
    text = arguments.text("text")
    if len(text) > text_most:
        raise RefusedError("msg_too_long")
    blocks = _list(arguments, "blocks", "invalid_blocks_format")
    attachments = _list(arguments, "attachments", "invalid_attachments")
    if not text.strip() and not blocks and not attachments:
        raise RefusedError("no_text")
    if len(attachments) > ATTACHMENTS_MOST:
        raise RefusedError("too_many_attachments")
    refuse_bad_message_blocks(blocks)
    for each in attachments:
        refuse_bad_message_blocks(each.get("blocks", []))
    return Content(
        text=text,
        blocks=dressed(blocks),
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
    if len(json.dumps(found)) > METADATA_BYTES_MOST:
        raise RefusedError("metadata_too_large")
    return found
