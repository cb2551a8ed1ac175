"""The routes of the HTTP server. The handler of Slack's requests is passed in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from firefighter.domain.errors import StoreUnavailable

_PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"

BODY_LIMIT = 1_000_000
"""In bytes. Slack's largest request, a form with all its fields, has a quarter of that."""


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: str


OnSlackRequest = Callable[[str, Mapping[str, str]], Reply]
"""Takes a request's body and headers; runs in a worker thread. Raises ValueError if malformed."""

FindPage = Callable[[str], tuple[str, str | bytes] | None]
"""Returns media type and content of a self-hosted page or picture, or None.

Raises StoreUnavailable early enough to still answer the request.
"""

FindGameDayPage = Callable[[str], str | None]
"""Returns the HTML of a Game Day's page with that token, or None. Raises StoreUnavailable."""


@dataclass(frozen=True)
class GameDayPages:
    scoreboard: FindGameDayPage
    learning_report: FindGameDayPage


_PAGE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
"""A page's URL is its secret: not cached, not sent as referrer; and the page runs no scripts."""


def make_site(
    on_slack_request: OnSlackRequest,
    is_healthy: Callable[[], bool],
    metrics: Callable[[], bytes],
    pages: FindPage,
    game_days: GameDayPages,
) -> Starlette:
    """Slack's requests, self-hosted pages, pages of Game Days, health check and metrics."""

    async def slack_events(request: Request) -> Response:
        raw = await _body(request)
        if raw is None:
            return PlainTextResponse("Request too large.", 413)
        try:
            reply = await run_in_threadpool(on_slack_request, raw.decode(), dict(request.headers))
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
        return await _game_day_page(request, game_days.scoreboard)

    async def show_learning_report(request: Request) -> Response:
        return await _game_day_page(request, game_days.learning_report)

    slack = Route("/slack/events", slack_events, methods=["POST"])
    page = Route("/postmortems/{name:path}", show_page)
    board = Route("/game-days/{token}", show_scoreboard)
    report = Route("/game-days/{token}/report", show_learning_report)
    routes = [slack, page, board, report, *_health_routes(is_healthy, metrics)]
    return Starlette(routes=routes, exception_handlers={ClientDisconnect: _client_disconnected})


async def _game_day_page(request: Request, find: FindGameDayPage) -> Response:
    try:
        page = await run_in_threadpool(find, request.path_params["token"])
    except StoreUnavailable:
        return _database_unavailable()
    return HTMLResponse(page, headers=_PAGE_HEADERS) if page else _page_not_found()


def _database_unavailable() -> Response:
    return PlainTextResponse("The database is unavailable. Try again in a minute.", 503)


def _page_not_found() -> Response:
    return PlainTextResponse("Page not found.", 404)


def make_health_site(is_healthy: Callable[[], bool], metrics: Callable[[], bytes]) -> Starlette:
    """For a worker process, which Slack does not call: health check and metrics."""
    return Starlette(routes=_health_routes(is_healthy, metrics))


def _health_routes(is_healthy: Callable[[], bool], metrics: Callable[[], bytes]) -> list[Route]:
    async def health(_request: Request) -> Response:
        healthy = await run_in_threadpool(is_healthy)
        status = {"status": "ok" if healthy else "database unavailable"}
        return JSONResponse(status, 200 if healthy else 503)

    async def show_metrics(_request: Request) -> Response:
        return Response(await run_in_threadpool(metrics), media_type=_PROMETHEUS)

    return [Route("/health", health), Route("/metrics", show_metrics)]


async def _client_disconnected(_request: Request, _error: Exception) -> Response:
    """The client disconnected before the request was complete: not an error of the server."""
    return PlainTextResponse("Incomplete request.", 400)


async def _body(request: Request) -> bytes | None:
    """None as soon as it exceeds the limit, whatever Content-Length says."""
    raw = bytearray()
    async for piece in request.stream():
        raw += piece
        if len(raw) > BODY_LIMIT:
            return None
    return bytes(raw)
