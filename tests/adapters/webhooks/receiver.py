"""A receiver of webhooks over HTTP: checks what it gets, and fails as it is told."""

import base64
import hashlib
import hmac
import json
import select
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

SECRET_TEXT = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SECRET = base64.b64decode(SECRET_TEXT.removeprefix("whsec_"))

_MOST_BYTES = 100

Fail = Callable[[BaseHTTPRequestHandler], None]
"""Answers in place of 204, or does not."""


@dataclass(frozen=True)
class Received:
    path: str
    id: str
    signed: bool
    """Whether the signature is that of the body, id and time."""
    body: dict[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes = b""

    def is_signed_with(self, secret: bytes) -> bool:
        return _is_signed(self.headers, self.raw, secret)


@dataclass
class Receiver:
    """What came in, and how the next calls fail, in this order."""

    url: str
    received: list[Received] = field(default_factory=list)
    fails: list[Fail] = field(default_factory=list)
    fails_on: dict[str, Fail] = field(default_factory=dict)
    """How every call of a path fails."""

    @property
    def done(self) -> list[str]:
        """The paths of what a receiver that ignores repetitions does."""
        first = {each.id: each.path for each in reversed(self.received)}
        return [first[each] for each in dict.fromkeys(each.id for each in self.received)]


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            signed = _is_signed(headers, body, SECRET)
            content = json.loads(body)
            received = Received(self.path, headers["webhook-id"], signed, content, headers, body)
            receiver.received.append(received)
            if self.path in receiver.fails_on:
                receiver.fails_on[self.path](self)
            elif receiver.fails:
                receiver.fails.pop(0)(self)
            else:
                answer(204)(self)

        def log_message(self, *_args: object) -> None:
            """Keeps the output of the tests clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _is_signed(headers: Mapping[str, str], body: bytes, secret: bytes) -> bool:
    """By the text of the specification, not by the code under test."""
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode()
    wanted = base64.b64encode(hmac.new(secret, signed + body, hashlib.sha256).digest()).decode()
    return f"v1,{wanted}" in headers["webhook-signature"].split(" ")


def answer(status: int, **headers: str) -> Fail:
    def fail(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return fail


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def speak_no_http(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")
    handler.close_connection = True


def trickle(handler: BaseHTTPRequestHandler) -> None:
    """One byte of its answer after another, each in time, until the caller hangs up."""
    handler.close_connection = True
    for _ in range(_MOST_BYTES):
        handler.wfile.write(b"H")
        handler.wfile.flush()
        hung_up, _, _ = select.select([handler.connection], [], [], 0.05)
        if hung_up:
            return
