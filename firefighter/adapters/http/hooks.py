"""Hooks: what other systems send to an address that contains a token."""

from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from firefighter.adapters.http.site import CLOSE, Reply, read_body

_BODY_TIMEOUT_S = 10.0

Sender = TypeVar("Sender")


class Hook(Protocol[Sender]):
    """Runs in worker threads."""

    def admit(self, path: Mapping[str, str]) -> Sender | Reply:
        """Who sends, by the parameters of the path, or why nothing of the request is read."""

    def answer(self, sender: Sender, body: bytes, headers: Mapping[str, str]) -> Reply: ...


def hook_route(
    path: str,
    hook: Hook[Sender],
    body_limit: int,
    *,
    known: Callable[[Mapping[str, str]], Sender | None] = lambda _path: None,
    body_timeout_s: float = _BODY_TIMEOUT_S,
) -> Route:
    """`body_limit` is in bytes. `known` admits without waiting; None to ask the hook."""

    async def take(request: Request) -> Response:
        sender: Sender | Reply | None = known(request.path_params)
        if sender is None:
            sender = await run_in_threadpool(hook.admit, request.path_params)
        if isinstance(sender, Reply):
            return PlainTextResponse(sender.body, sender.status, {**sender.headers, **CLOSE})
        try:
            body = await read_body(request, body_limit, body_timeout_s)
        except TimeoutError:
            return PlainTextResponse("The request was sent too slowly.", 408, CLOSE)
        if body is None:
            text = f"The request is larger than {body_limit // 1024} KB."
            return PlainTextResponse(text, 413, CLOSE)
        reply = await run_in_threadpool(hook.answer, sender, body, dict(request.headers))
        return PlainTextResponse(reply.body, reply.status, dict(reply.headers))

    return Route(path, take, methods=["POST"])
