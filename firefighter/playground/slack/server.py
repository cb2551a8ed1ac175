"""A local server in its own thread: routes, start, waiting for a condition, stop."""

import asyncio
import socket
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any, ClassVar, Self, TypeVar

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

from firefighter.playground.slack.deliveries import SocketMode
from firefighter.playground.slack.faults import DroppableProtocol
from firefighter.playground.slack.files import Downloads, Uploads
from firefighter.playground.slack.response_urls import ResponseUrls
from firefighter.playground.slack.web_api import WebApi

POLL_INTERVAL_S = 0.05  # a condition may also depend on things outside of Slack


class ChangeSignal:
    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    def notify(self) -> None:
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    @property
    def count(self) -> int:
        """The number of changes so far."""
        return self._count

    def wait_until(self, condition: Callable[[], object], timeout_s: float, what: str) -> None:
        """Checks after every change.

        Without the lock, since the condition may call into the loop.
        """
        ends = time.monotonic() + timeout_s
        while True:
            seen = self._count
            if condition():
                return
            left_s = ends - time.monotonic()
            if left_s <= 0:
                raise NotInTimeError(f"waited {timeout_s:g} s in vain until {what}")
            self._wait_for_change(seen, min(left_s, POLL_INTERVAL_S))

    def _wait_for_change(self, seen: int, timeout_s: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._count != seen, timeout_s)


class NotInTimeError(AssertionError, TimeoutError):
    """The awaited condition did not come true in time."""


T = TypeVar("T")


MAX_ANSWER_S = 60.0  # a call that takes longer is stuck


class LoopThread:
    """Runs everything given to it in one thread, one at a time."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="local-slack", daemon=True)
        self._thread.start()

    def now(self, action: Callable[[], T]) -> T:
        """Runs a function there and waits for it. In the loop's own thread it simply runs it."""
        if threading.current_thread() is self._thread:
            return action()

        async def run() -> T:
            return action()

        return self.until_done(run())

    def until_done(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(MAX_ANSWER_S)

    def close(self) -> None:
        """Ends what still runs there, then the thread."""
        self.until_done(_cancel_the_rest())
        self.until_done(self._loop.shutdown_asyncgens())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()


async def _cancel_the_rest() -> None:
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)


HOST = "127.0.0.1"

GRACE_S = 1  # for requests in progress when the server stops


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
        exception_handlers={ClientDisconnect: _ignore_disconnect},
    )


async def _ignore_disconnect(_request: Request, _error: Exception) -> Response:
    """The bot was killed during a call."""
    return Response(status_code=400)


async def _archive(request: Request) -> Response:
    """The base address of permalinks."""
    return PlainTextResponse(f"A message of the playground: {request.path_params['path']}")


def listen(port: int) -> socket.socket:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((HOST, port))
    return listening


class Server:
    """Uvicorn without its main loop, which would only delay the stop."""

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
        """Cuts every connection, where Uvicorn would wait for each."""
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


class LocalServer:
    """Runs from construction until `close()`, or as a context manager.

    Every method is thread-safe.
    """

    patience_s: ClassVar[float] = 5.0
    """How long `wait_until` waits by default."""
    _server: Server

    def __init__(self) -> None:
        self._thread = LoopThread()
        self._changes = ChangeSignal()
        self._stopping = asyncio.Event()

    def close(self) -> None:
        """Stops serving. Requests in progress are cut off."""
        self._thread.until_done(self._stop())
        self._thread.close()

    async def _stop(self) -> None:
        self._stopping.set()
        await self._server.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def version(self) -> int:
        """Changes whenever anything changed."""
        return self._changes.count

    def wait_until(
        self,
        condition: Callable[[], object],
        timeout_s: float | None = None,
        what: str = "it is so",
    ) -> None:
        """Returns once the condition holds.

        Raises NotInTimeError, an AssertionError that names `what`.
        """
        self._changes.wait_until(condition, timeout_s or self.patience_s, what)


class RestartableServer(LocalServer, ABC):
    """A server that can be disconnected for a while."""

    @abstractmethod
    def _listen(self) -> None:
        """Starts serving; from the second time on, at the same address."""

    def shut_down(self) -> None:
        """Stops listening. What was done stays."""
        self._thread.until_done(self._server.stop())

    def restart(self) -> None:
        """Listens at the same address again, with everything that was there."""
        self._listen()
