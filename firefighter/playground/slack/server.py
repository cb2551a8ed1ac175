"""The HTTP server: routes, start and stop."""

import asyncio
import socket

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

from firefighter.playground.slack.connections import DroppableProtocol
from firefighter.playground.slack.downloads import Downloads
from firefighter.playground.slack.response_urls import ResponseUrls
from firefighter.playground.slack.socket_mode import SocketMode
from firefighter.playground.slack.uploads import Uploads
from firefighter.playground.slack.web_api import WebApi

HOST = "127.0.0.1"
GRACE_S = 1  # for requests that are being answered when the server stops


def application(
    web_api: WebApi, response_urls: ResponseUrls, sockets: SocketMode, uploads: Uploads
) -> Starlette:
    downloads = Downloads(web_api.workspace, web_api.faults)
    return Starlette(
        routes=[
            Route("/api/{method}", web_api.endpoint, methods=["GET", "POST"]),
            Route("/response/{key}", response_urls.endpoint, methods=["POST"]),
            Route("/upload/v1/{file_id}", uploads.endpoint, methods=["POST"]),
            Route("/files-pri/{team}-{file_id}/download", downloads.endpoint),
            Route("/archives/{path:path}", _archive),
            WebSocketRoute("/link/", sockets.endpoint),
        ],
        exception_handlers={ClientDisconnect: _nobody_listens},
    )


async def _nobody_listens(_request: Request, _error: Exception) -> Response:
    """The bot was killed in the middle of a call."""
    return Response(status_code=400)


async def _archive(request: Request) -> Response:
    """Where permalinks lead."""
    return PlainTextResponse(f"A message of the playground: {request.path_params['path']}")


def listen(port: int) -> socket.socket:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((HOST, port))
    return listening


class Server:
    """Uvicorn without its main loop, which would only tick and delay the stop."""

    def __init__(self, app: Starlette, listening: socket.socket) -> None:
        config = uvicorn.Config(
            app,
            http=DroppableProtocol,
            ws="websockets-sansio",
            lifespan="off",
            log_config=None,
            access_log=False,
        )
        config.load()
        self._listening = listening
        self._server = uvicorn.Server(config)
        self._server.lifespan = config.lifespan_class(config)

    async def start(self) -> None:
        await self._server.startup(sockets=[self._listening])

    async def stop(self) -> None:
        """Cut every connection, where Uvicorn's own way is to wait for each."""
        for listener in self._server.servers:
            listener.close()
        for connection in list(self._server.server_state.connections):
            if connection.transport is not None:
                connection.transport.abort()
        if tasks := self._server.server_state.tasks:
            await asyncio.wait(set(tasks), timeout=GRACE_S)
        for listener in self._server.servers:
            await listener.wait_closed()
        self._listening.close()
