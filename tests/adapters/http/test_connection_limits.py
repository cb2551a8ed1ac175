"""What strangers hold open keeps nobody out."""

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from firefighter.adapters.http.server import ConnectionLimits, Server

SOON_S = 0.3
PATIENCE_S = 30
"""For what has to come; it usually comes at once."""


@pytest.fixture
def running() -> Iterator[ExitStack]:
    with ExitStack() as running:
        yield running


def serve(
    running: ExitStack, limits: ConnectionLimits, begun: threading.Event | None = None
) -> int:
    async def hello(request: Request) -> PlainTextResponse:
        if begun:
            begun.set()
        await request.body()
        return PlainTextResponse("Hello")

    app = Starlette(routes=[Route("/", hello, methods=["GET", "POST"])])
    server = Server(app, "127.0.0.1", 0, limits)
    server.start()
    running.callback(server.stop)
    return server.port


def connect(running: ExitStack, port: int) -> socket.socket:
    return running.enter_context(socket.create_connection(("127.0.0.1", port), PATIENCE_S))


def is_closed(connection: socket.socket) -> bool:
    """Waits for the end of the connection, or for an answer."""
    try:
        return connection.recv(100) == b""
    except ConnectionResetError:
        return True


def get(port: int) -> str:
    return httpx.get(f"http://127.0.0.1:{port}/", trust_env=False, timeout=PATIENCE_S).text


def test_idle_connections_give_way_to_new_ones(running: ExitStack) -> None:
    port = serve(running, ConnectionLimits(connections=5, headers_s=PATIENCE_S * 10))
    held = [connect(running, port) for _ in range(20)]
    assert get(port) == "Hello"
    assert is_closed(held[0])
    held[-1].sendall(b"GET / HTTP/1.1\r\nHost: bot\r\n\r\n")
    assert held[-1].recv(100).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: bot\r\nX-Slow: "])
def test_headers_that_do_not_end_close_the_connection(running: ExitStack, sent: bytes) -> None:
    port = serve(running, ConnectionLimits(headers_s=SOON_S))
    connection = connect(running, port)
    connection.sendall(sent)
    assert is_closed(connection)


def test_the_second_request_of_a_connection_has_the_same_time(running: ExitStack) -> None:
    port = serve(running, ConnectionLimits(headers_s=SOON_S))
    connection = connect(running, port)
    connection.sendall(b"GET / HTTP/1.1\r\nHost: bot\r\n\r\nGET / HTTP/1.1\r\nX-Slow: ")
    answer = b""
    while piece := connection.recv(1000):
        answer += piece
    assert answer.count(b"HTTP/1.1 200 ") == 1


def test_a_request_in_progress_is_not_closed(running: ExitStack) -> None:
    begun = threading.Event()
    port = serve(running, ConnectionLimits(connections=2, headers_s=SOON_S), begun)
    slow = connect(running, port)
    slow.sendall(b"POST / HTTP/1.1\r\nHost: bot\r\nContent-Length: 2\r\n\r\na")
    assert begun.wait(PATIENCE_S)
    idle = [connect(running, port) for _ in range(4)]
    assert all(is_closed(each) for each in idle)
    slow.sendall(b"b")
    assert slow.recv(100).startswith(b"HTTP/1.1 200 ")


def test_garbage_is_logged_once_a_minute(
    running: ExitStack, caplog: pytest.LogCaptureFixture
) -> None:
    port = serve(running, ConnectionLimits())
    with caplog.at_level(logging.WARNING):
        for _ in range(20):
            connection = connect(running, port)
            connection.sendall(b"\x00\x01 nonsense\r\n\r\n")
            assert connection.recv(100).startswith(b"HTTP/1.1 400 ")
    assert caplog.text.count("Invalid HTTP request received.") <= 1


def test_answers_on_a_kept_connection_do_not_wait_for_acknowledgments(running: ExitStack) -> None:
    """With Nagle's algorithm each of them takes 40 ms: the fastest of many tells them apart."""
    port = serve(running, ConnectionLimits())
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        seconds = [client.get("/").elapsed.total_seconds() for _ in range(20)]
    assert min(seconds) < 0.03
