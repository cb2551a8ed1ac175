import asyncio
import logging
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import ClassVar

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

_SHUTDOWN_S = 3

_REPEATED_AFTER_S = 60.0


@dataclass(frozen=True)
class ConnectionLimits:
    """What strangers can hold. A proxy in front of the bot has its own."""

    connections: int = 500
    """Of one process. The one that has waited longest without a request is closed for a new one."""
    headers_s: float = 10.0
    """From the start of a connection or request to the end of its headers."""


DEFAULT_LIMITS = ConnectionLimits()


class Server:
    """Serves an ASGI application on a port, in its own thread."""

    def __init__(
        self, app: ASGIApp, host: str, port: int, limits: ConnectionLimits = DEFAULT_LIMITS
    ) -> None:
        """Port 0 picks any free port. Raises OSError if the port is taken."""
        self._socket = socket.create_server((host, port))
        # Connections inherit it. Otherwise the body of each answer on a kept connection waits 40 ms
        # for the client to acknowledge the headers: asyncio sets it only if the protocol is named.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.port: int = self._socket.getsockname()[1]
        config = uvicorn.Config(
            app,
            http=_protocol_with(limits),
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=_SHUTDOWN_S,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="web"
        )

    def start(self) -> None:
        """The socket already accepts connections, so earlier requests have waited in its queue."""
        logging.getLogger("uvicorn.error").addFilter(_ONCE_PER_MINUTE)
        self._thread.start()

    def stop(self) -> None:
        """Finishes requests in progress, for 3 s at most."""
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()


class _LimitedProtocol(H11Protocol):
    """Closes connections that send no whole request, which uvicorn keeps for ever."""

    limits: ClassVar[ConnectionLimits]
    idle_since = 0.0
    _timeout: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait_for_headers()
        if len(self.connections) > self.limits.connections:
            self._close_the_longest_idle()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.is_answering:
            self._stop_waiting()
        elif self._timeout is None:
            self._wait_for_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    @property
    def is_answering(self) -> bool:
        return bool(self.cycle) and not self.cycle.response_complete

    def _wait_for_headers(self) -> None:
        self.idle_since = self.loop.time()
        self._timeout = self.loop.call_later(self.limits.headers_s, self._close)

    def _stop_waiting(self) -> None:
        if self._timeout is not None:
            self._timeout.cancel()
            self._timeout = None

    def _close(self) -> None:
        self._timeout = None
        if not self.is_answering:
            self.transport.abort()

    def _close_the_longest_idle(self) -> None:
        """The new one is closed if all others are being answered."""
        idle = [
            each
            for each in self.connections
            if isinstance(each, _LimitedProtocol) and not each.is_answering
        ]
        min(idle, key=lambda each: each.idle_since).transport.abort()


def _protocol_with(limits: ConnectionLimits) -> type[_LimitedProtocol]:
    return type("LimitedProtocol", (_LimitedProtocol,), {"limits": limits})


@dataclass(eq=False)
class _OncePerMinute(logging.Filter):
    """Lets each message of the server through once a minute: strangers must not fill a disk."""

    _told: dict[str, float] = field(default_factory=dict)

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING or record.exc_info:
            return True
        now = time.monotonic()
        last = self._told.get(str(record.msg))
        if last is not None and now - last < _REPEATED_AFTER_S:
            return False
        self._told[str(record.msg)] = now
        return True


_ONCE_PER_MINUTE = _OncePerMinute()
