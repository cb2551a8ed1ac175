"""Closing a client's connection without an answer, as a failing network does."""

from asyncio import Transport
from typing import cast

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol


class DroppableProtocol(H11Protocol):
    """Lets a request reach the connection it came over, as `request.state.transport`."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as its parent
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class _NoResponse(Response):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Uvicorn would send a 500 unless it has seen the client go, so wait until it has."""
        del scope, send
        while (await receive())["type"] != "http.disconnect":
            continue


def drop(request: Request) -> Response:
    cast("Transport", request.state.transport).abort()
    return _NoResponse()
