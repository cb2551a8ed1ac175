"""The routes of the HTTP server. The handler of Slack's requests is passed in."""

import asyncio
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from firefighter.domain.errors import StoreUnavailable

_PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"

_BODY_TIMEOUT_S = 10.0
"""For the whole body. Slack sends one at once, and gives up after 3 s."""


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: str


class SlackEntrance(Protocol):
    """Slack's requests. Nothing of one is read or parsed before its headers are worth it."""

    def body_limit(self, headers: Mapping[str, str]) -> int:
        """How many bytes of a request with these headers are read; 0 if it is refused at once."""

    def too_large(self, headers: Mapping[str, str]) -> Reply: ...

    def answer(self, body: str, headers: Mapping[str, str]) -> Reply:
        """Runs in a worker thread. Raises ValueError if the request is malformed."""


FindPage = Callable[[str], tuple[str, str | bytes] | None]
"""Returns media type and content of a self-hosted page or picture, or None.

Raises StoreUnavailable early enough to still answer the request.
"""

FindScoreboard = Callable[[str], str | None]
"""Returns the HTML of the scoreboard with that token, or None. Raises StoreUnavailable."""


_HEALTH_KEPT_S = 1.0

CLOSE = {"Connection": "close"}
"""The rest of such a request is not read."""

_PAGE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
"""A page's URL is its secret: not cached, not sent as referrer; and the page runs no scripts."""


def make_site(
    slack: SlackEntrance,
    is_healthy: Callable[[], bool],
    metrics: Callable[[], bytes],
    pages: FindPage,
    scoreboard: FindScoreboard,
    *,
    api: Sequence[BaseRoute] = (),
    hooks: Sequence[BaseRoute] = (),
    body_timeout_s: float = _BODY_TIMEOUT_S,
) -> Starlette:
    """Slack's requests, the API, hooks, pages, scoreboards, health check and metrics."""

    async def slack_events(request: Request) -> Response:
        headers = dict(request.headers)
        try:
            raw = await read_body(request, slack.body_limit(headers), body_timeout_s)
        except TimeoutError:
            return PlainTextResponse("The request was sent too slowly.", 408, CLOSE)
        if raw is None:
            refusal = slack.too_large(headers)
            return Response(refusal.body, refusal.status, CLOSE)
        try:
            reply = await run_in_threadpool(slack.answer, raw.decode(), headers)
        except ValueError:
            return PlainTextResponse("Not a valid Slack request.", 400)
        return Response(reply.body, reply.status, dict(reply.headers))

    async def show_page(request: Request) -> Response:
        try:
            found = await run_in_threadpool(pages, request.path_params["name"])
        except StoreUnavailable:
            return _database_unavailable()
        if found is None:
            return _page_not_found()
        media_type, content = found
        return Response(content, media_type=media_type, headers=_PAGE_HEADERS)

    async def show_scoreboard(request: Request) -> Response:
        try:
            found = await run_in_threadpool(scoreboard, request.path_params["token"])
        except StoreUnavailable:
            return _database_unavailable()
        return HTMLResponse(found, headers=_PAGE_HEADERS) if found else _page_not_found()

    events = Route("/slack/events", slack_events, methods=["POST"])
    page = Route("/postmortems/{name:path}", show_page)
    board = Route("/game-days/{token}", show_scoreboard)
    report = Route("/learning-reports/{name:path}", show_page)
    routes = [events, *api, *hooks, page, report, board, *_health_routes(is_healthy, metrics)]
    return Starlette(routes=routes, exception_handlers={ClientDisconnect: _client_disconnected})


def _database_unavailable() -> Response:
    return PlainTextResponse("The database is unavailable. Try again in a minute.", 503)


def _page_not_found() -> Response:
    return PlainTextResponse("Page not found.", 404)


def make_health_site(is_healthy: Callable[[], bool], metrics: Callable[[], bytes]) -> Starlette:
    """For a worker process, which Slack does not call: health check and metrics."""
    return Starlette(routes=_health_routes(is_healthy, metrics))


def _health_routes(is_healthy: Callable[[], bool], metrics: Callable[[], bytes]) -> list[Route]:
    check = _Remembered(is_healthy)

    async def health(_request: Request) -> Response:
        healthy = await run_in_threadpool(check)
        status = {"status": "ok" if healthy else "database unavailable"}
        return JSONResponse(status, 200 if healthy else 503)

    async def show_metrics(_request: Request) -> Response:
        return Response(await run_in_threadpool(metrics), media_type=_PROMETHEUS)

    return [Route("/health", health), Route("/metrics", show_metrics)]


@dataclass
class _Remembered:
    """Asks once a second at most, however many ask it: the check costs a transaction."""

    check: Callable[[], bool]
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _healthy: bool = False
    _until: float = 0.0

    def __call__(self) -> bool:
        with self._lock:
            if time.monotonic() >= self._until:
                self._healthy = self.check()
                self._until = time.monotonic() + _HEALTH_KEPT_S
            return self._healthy


async def _client_disconnected(_request: Request, _error: Exception) -> Response:
    """The client disconnected before the request was complete: not an error of the server."""
    return PlainTextResponse("Incomplete request.", 400)


async def read_body(request: Request, limit: int, timeout_s: float) -> bytes | None:
    """None as soon as it exceeds the limit, whatever Content-Length says. Raises TimeoutError."""
    if not limit:
        return None
    raw = bytearray()
    async with asyncio.timeout(timeout_s):
        async for piece in request.stream():
            raw += piece
            if len(raw) > limit:
                return None
    return bytes(raw)
