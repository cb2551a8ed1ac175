"""The HTTP side. It knows no Slack: who answers Slack's requests is handed in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from firefighter.domain.errors import StoreUnavailable

_PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"

BODY_LIMIT = 1_000_000
"""Bytes. Slack's largest request, a form with all its fields, is a quarter of that."""


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: str


OnSlackRequest = Callable[[str, Mapping[str, str]], Reply]
"""Answers a request's body and headers; called in a thread of its own. ValueError for nonsense."""


Pages = Callable[[str], tuple[str, str | bytes] | None]
"""The media type and content of a page that is kept here or of its picture, or None.

Raises StoreUnavailable, in time for an answer.
"""

_PAGE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
"""A page's address is its key: it is neither kept nor told to others, and runs nothing."""


def make_site(
    on_slack_request: OnSlackRequest,
    is_healthy: Callable[[], bool],
    metrics: Callable[[], bytes],
    pages: Pages,
) -> Starlette:
    """Where Slack comes in, beside what watches may ask for."""

    async def slack_events(request: Request) -> Response:
        raw = await _body(request)
        if raw is None:
            return PlainTextResponse("Too large to come from Slack.", 413)
        try:
            reply = await run_in_threadpool(on_slack_request, raw.decode(), dict(request.headers))
        except ValueError:
            return PlainTextResponse("This is not what Slack sends.", 400)
        return Response(reply.body, reply.status, dict(reply.headers))

    async def show_page(request: Request) -> Response:
        try:
            found = await run_in_threadpool(pages, request.path_params["name"])
        except StoreUnavailable:
            return PlainTextResponse("The database is away. Please try again in a minute.", 503)
        if found is None:
            return PlainTextResponse("There is no such page.", 404)
        media_type, content = found
        return Response(content, media_type=media_type, headers=_PAGE_HEADERS)

    slack = Route("/slack/events", slack_events, methods=["POST"])
    page = Route("/postmortems/{name:path}", show_page)
    routes = [slack, page, *_watched(is_healthy, metrics)]
    return Starlette(routes=routes, exception_handlers={ClientDisconnect: _nobody_listens})


def make_watched_site(is_healthy: Callable[[], bool], metrics: Callable[[], bytes]) -> Starlette:
    """For a process that only works: Slack has no business there."""
    return Starlette(routes=_watched(is_healthy, metrics))


def _watched(is_healthy: Callable[[], bool], metrics: Callable[[], bytes]) -> list[Route]:
    async def health(_request: Request) -> Response:
        healthy = await run_in_threadpool(is_healthy)
        said = {"status": "ok" if healthy else "the database is away"}
        return JSONResponse(said, 200 if healthy else 503)

    async def show_metrics(_request: Request) -> Response:
        return Response(await run_in_threadpool(metrics), media_type=_PROMETHEUS)

    return [Route("/health", health), Route("/metrics", show_metrics)]


async def _nobody_listens(_request: Request, _error: Exception) -> Response:
    """Whoever went away in the middle of a request is no error of ours."""
    return PlainTextResponse("Only half a request.", 400)


async def _body(request: Request) -> bytes | None:
    """None as soon as it is too long, whatever length it claimed to have."""
    raw = bytearray()
    async for piece in request.stream():
        raw += piece
        if len(raw) > BODY_LIMIT:
            return None
    return bytes(raw)
