"""The entrance of reported changes. What reads and stores them is passed in."""

import asyncio
from typing import Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from firefighter.adapters.http.site import Reply, read_body

BODY_LIMIT = 16 * 1024
"""Bytes. The longest valid report has about 3,000 characters."""
_BODY_TIMEOUT_S = 10.0
_CLOSE = {"Connection": "close"}
"""The rest of such a request is not read."""


class ChangeEntrance(Protocol):
    """Runs in worker threads."""

    def find_sender(self, token: str) -> str | Reply:
        """The sender's name, or why nothing of the request is read."""

    def answer(self, sender: str, body: bytes) -> Reply: ...


def change_route(entrance: ChangeEntrance, *, body_timeout_s: float = _BODY_TIMEOUT_S) -> Route:
    async def take_change(request: Request) -> Response:
        sender = await run_in_threadpool(entrance.find_sender, request.path_params["token"])
        if isinstance(sender, Reply):
            return PlainTextResponse(sender.body, sender.status, {**sender.headers, **_CLOSE})
        try:
            async with asyncio.timeout(body_timeout_s):
                body = await read_body(request, BODY_LIMIT)
        except TimeoutError:
            return PlainTextResponse("The request was sent too slowly.", 408, _CLOSE)
        if body is None:
            text = f"The request is larger than {BODY_LIMIT // 1024} KB."
            return PlainTextResponse(text, 413, _CLOSE)
        reply = await run_in_threadpool(entrance.answer, sender, body)
        return PlainTextResponse(reply.body, reply.status, dict(reply.headers))

    return Route("/hooks/changes/{token}", take_change, methods=["POST"])
