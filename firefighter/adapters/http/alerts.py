"""The entrance of alerts. What reads and stores them is passed in."""

import asyncio
from collections.abc import Mapping
from typing import Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from firefighter.adapters.http.site import Reply, read_body

BODY_LIMIT = 1024 * 1024
"""Bytes. A group of a thousand alerts of Alertmanager is half as large."""

_BODY_TIMEOUT_S = 10.0
_CLOSE = {"Connection": "close"}
"""The rest of such a request is not read."""


class AlertEntrance(Protocol):
    """Runs in worker threads."""

    def refusal(self, source: str, token: str) -> Reply | None:
        """Why nothing of the request is read; None if the token allows it."""

    def answer(self, source: str, body: bytes, headers: Mapping[str, str]) -> Reply: ...


def alert_route(entrance: AlertEntrance, *, body_timeout_s: float = _BODY_TIMEOUT_S) -> Route:
    async def take_alerts(request: Request) -> Response:
        source, token = request.path_params["source"], request.path_params["token"]
        refusal = await run_in_threadpool(entrance.refusal, source, token)
        if refusal:
            headers = {**refusal.headers, **_CLOSE}
            return PlainTextResponse(refusal.body, refusal.status, headers)
        try:
            async with asyncio.timeout(body_timeout_s):
                body = await read_body(request, BODY_LIMIT)
        except TimeoutError:
            return PlainTextResponse("The request was sent too slowly.", 408, _CLOSE)
        if body is None:
            text = f"The request is larger than {BODY_LIMIT // 1024} KB."
            return PlainTextResponse(text, 413, _CLOSE)
        reply = await run_in_threadpool(entrance.answer, source, body, dict(request.headers))
        return PlainTextResponse(reply.body, reply.status, dict(reply.headers))

    return Route("/hooks/alerts/{source}/{token}", take_alerts, methods=["POST"])
