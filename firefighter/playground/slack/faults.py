"""Ordered faults, and how a local server carries them out: no answer, or a wrong one."""

import asyncio
import threading
from asyncio import Transport
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import cast

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from firefighter.playground.slack.records import Json


@dataclass(frozen=True)
class RateLimited:
    """HTTP 429 with `Retry-After`: https://docs.slack.dev/apis/web-api/rate-limits."""

    retry_after_s: int = 1


@dataclass(frozen=True)
class ServerError:
    """An HTML page, as a broken proxy in front of Slack would send it."""

    status: int = 500


@dataclass(frozen=True)
class SlackError:
    """`{"ok": false, "error": …}` with the fields that belong to it."""

    error: str
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class MessageLimit:
    """HTTP 429 in plain text, without `Retry-After`.

    https://docs.slack.dev/reference/methods/chat.postMessage#errors: `message_limit_exceeded`.
    """

    text: str = "message_limit_exceeded"


@dataclass(frozen=True)
class Hang:
    """No answer for that long, then a closed connection. Nothing or everything was done."""

    seconds: float = 3600.0
    after_doing: bool = False


@dataclass(frozen=True)
class DropBefore:
    """The connection closes and nothing was done."""


@dataclass(frozen=True)
class DropAfterDoing:
    """The connection closes although everything was done. The caller cannot tell."""


@dataclass(frozen=True)
class DropThenDo:
    """The connection closes, and everything is done once `released` is set."""

    released: threading.Event


Breakdown = ServerError | MessageLimit | Hang | DropBefore | DropAfterDoing | DropThenDo

Fault = RateLimited | SlackError | Breakdown

Condition = Callable[[Json], bool]


def always(_arguments: Json) -> bool:
    return True


@dataclass
class _Ordered:
    method: str
    fault: Fault
    left: int | None
    when: Condition


class Faults:
    """Thread-safe: each order is one append, each clearing one assignment."""

    def __init__(self) -> None:
        self._ordered: list[_Ordered] = []

    def answer(
        self, method: str, fault: Fault, *, times: int | None = 1, when: Condition = always
    ) -> None:
        """Makes the next calls of a method fail.

        "*" is any method; `times=None` lasts until cleared.
        """
        self._ordered.append(_Ordered(method, fault, times, when))

    def clear(self) -> None:
        self._ordered = []

    def next_for(self, method: str, arguments: Json) -> Fault | None:
        """Returns the first fault ordered for such a call and uses it up."""
        for ordered in self._ordered:
            if ordered.left == 0 or ordered.method not in (method, "*"):
                continue
            if ordered.when(arguments):
                ordered.left = None if ordered.left is None else ordered.left - 1
                return ordered.fault
        return None


class DroppableProtocol(H11Protocol):
    """Gives a request access to its connection, as `request.state.transport`."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as its parent
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class _NoResponse(Response):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Waits until Uvicorn has seen the client disconnect; before that it would send a 500."""
        del scope, send
        while (await receive())["type"] != "http.disconnect":
            continue


def drop(request: Request) -> Response:
    cast("Transport", request.state.transport).abort()
    return _NoResponse()


_TOO_MANY_REQUESTS = 429
_RELEASE_POLL_S = 0.01


async def apply_fault(
    fault: Breakdown,
    request: Request,
    stopping: asyncio.Event,
    *,
    do: Callable[[], object],
    note: Callable[[int | None], None],
    says: str,
) -> Response:
    """`do` performs the call without answering. `note` records the status where nothing is done."""
    match fault:
        case ServerError(status):
            note(status)
            return HTMLResponse(f"<html><body>{says}</body></html>", status)
        case MessageLimit(text):
            note(_TOO_MANY_REQUESTS)
            return PlainTextResponse(text, _TOO_MANY_REQUESTS)
        case DropBefore():
            note(None)
        case DropAfterDoing():
            do()
        case Hang(seconds, after_doing):
            if after_doing:
                do()
            else:
                note(None)
            await wait_for_stop(stopping, seconds)
        case DropThenDo(released):
            note(None)
            dropped = drop(request)
            while not released.is_set():
                if await wait_for_stop(stopping, _RELEASE_POLL_S):
                    return dropped
            do()
            return dropped
    return drop(request)


async def wait_for_stop(stopping: asyncio.Event, seconds: float) -> bool:
    """Waits at most that long. Returns whether the local server closes first."""
    if seconds <= 0:
        return stopping.is_set()
    try:
        await asyncio.wait_for(stopping.wait(), seconds)
    except TimeoutError:
        return False
    return True
