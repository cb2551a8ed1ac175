"""Cursors: https://docs.slack.dev/apis/web-api/pagination."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from firefighter.playground.slack.arguments import Arguments
from firefighter.playground.slack.records import Json
from firefighter.playground.slack.refusal import RefusedError

T = TypeVar("T")

LIMIT_MOST = 1000


class Page(Generic[T]):
    """The part of a list that a call asked for, and the cursor to the rest.

    A cursor names the next item, not its position: what is added meanwhile shifts nothing.
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
        if not 0 < limit <= LIMIT_MOST:
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
