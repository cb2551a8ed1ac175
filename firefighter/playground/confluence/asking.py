"""One request to the REST API, taken apart."""

import email
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message

from starlette.requests import Request

from firefighter.playground.confluence.records import Json
from firefighter.playground.confluence.refusal import RefusedError, invalid


@dataclass(frozen=True)
class Upload:
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Asked:
    path: Mapping[str, str]
    query: Mapping[str, str]
    base: str
    """Where Confluence is, as links begin."""
    body: Json = field(default_factory=dict)
    items: list[Json] = field(default_factory=list)
    """A body that is a list."""
    upload: Upload | None = None

    @property
    def id(self) -> str:
        return self.path["id"]

    def number(self, name: str, default: int) -> int:
        try:
            return int(self.query.get(name, default))
        except ValueError as error:
            raise invalid(f"{name} is no number") from error

    def storage(self) -> str:
        """The body to be saved. Each API nests it the same way."""
        body = self.body.get("body") or {}
        storage = body.get("storage", body) if isinstance(body, dict) else {}
        if storage.get("representation") != "storage":
            raise invalid("Provided value for 'body.representation' is not 'storage'")
        return str(storage.get("value", ""))


async def read(request: Request, base: str) -> Asked:
    """Raises RefusedError for what is no JSON and no upload."""
    raw, content_type = await request.body(), request.headers.get("content-type", "")
    path, query = dict(request.path_params), dict(request.query_params)
    if content_type.startswith("multipart/form-data"):
        _refuse_unguarded(request)
        return Asked(path, query, base, upload=_uploaded(content_type, raw))
    try:
        given = json.loads(raw) if raw else {}
    except ValueError as error:
        raise RefusedError(400, "INVALID_JSON", "The request body is no JSON") from error
    if isinstance(given, list):
        return Asked(path, query, base, items=given)
    return Asked(path, query, base, body=given)


def _refuse_unguarded(request: Request) -> None:
    """https://developer.atlassian.com/server/confluence/enable-xsrf-protection-for-your-app/."""
    if request.headers.get("x-atlassian-token") not in {"no-check", "nocheck"}:
        raise RefusedError(403, "XSRF", "XSRF check failed")


def _uploaded(content_type: str, raw: bytes) -> Upload:
    parsed = email.message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + raw)
    parts: list[Message] = [part for part in parsed.walk() if part.get_filename()]
    if not parts:
        raise invalid("At least one attachment file is required")
    content = parts[0].get_payload(decode=True)
    return Upload(
        str(parts[0].get_filename()),
        parts[0].get_content_type(),
        content if isinstance(content, bytes) else b"",
    )
