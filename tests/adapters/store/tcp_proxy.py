"""A TCP proxy before PostgreSQL that can go silent or lose one response."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import URL, make_url

_COMMIT = b"COMMIT\0"
"""https://www.postgresql.org/docs/current/protocol-message-formats.html"""


class TcpProxy:
    """Listens on its own port and forwards both directions."""

    def __init__(self, server: URL) -> None:
        self._to = server
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._speaks = threading.Event()
        self._speaks.set()
        self.withheld = threading.Event()
        """Set once something was sent during a silence."""
        self._loses_commit = False
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._begin(self._listen)

    @property
    def url(self) -> str:
        port: int = self._listener.getsockname()[1]
        through = self._to.set(host="127.0.0.1", port=port, query={})
        return through.render_as_string(hide_password=False)

    @contextmanager
    def silence(self) -> Iterator[None]:
        """Keeps and accepts connections, but forwards nothing."""
        self._speaks.clear()
        yield
        self._speaks.set()

    def lose_the_next_commit(self) -> None:
        """Forwards the next COMMIT, then closes the connection before its response arrives."""
        self._loses_commit = True

    def disconnect(self) -> None:
        """Closes existing connections; accepts new ones."""
        _hang_up(*self._open)

    def close(self) -> None:
        self._speaks.set()
        _hang_up(self._listener, *self._open)
        for thread in self._threads:
            thread.join()
        for each in (self._listener, *self._open):
            each.close()

    def _begin(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self._listener.accept()
                self._open.append(client)
                self._speaks.wait()
                server = self._connect()
                self._open.append(server)
                lost = threading.Event()
                self._begin(self._ask, client, server, lost)
                self._begin(self._answer, client, server, lost)

    def _connect(self) -> socket.socket:
        folder = self._to.query.get("host")
        if folder is None:
            return socket.create_connection((self._to.host or "127.0.0.1", self._to.port or 5432))
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{folder}/.s.PGSQL.{self._to.port or 5432}")
        return server

    def _ask(self, client: socket.socket, server: socket.socket, lost: threading.Event) -> None:
        with suppress(OSError):
            while said := client.recv(65536):
                if not self._speaks.is_set():
                    self.withheld.set()
                self._speaks.wait()
                if self._loses_commit and _COMMIT in said:
                    self._loses_commit = False
                    lost.set()
                server.sendall(said)
        _hang_up(client, server)

    def _answer(self, client: socket.socket, server: socket.socket, lost: threading.Event) -> None:
        with suppress(OSError):
            while said := server.recv(65536):
                self._speaks.wait()
                if lost.is_set():
                    break
                client.sendall(said)
        _hang_up(client, server)


def _hang_up(*ends: socket.socket) -> None:
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def open_tcp_proxy(database_url: str) -> Iterator[TcpProxy]:
    tcp_proxy = TcpProxy(make_url(database_url))
    try:
        yield tcp_proxy
    finally:
        tcp_proxy.close()
