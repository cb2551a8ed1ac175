"""A wire between the bot and its PostgreSQL that can fall silent, or lose one answer."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import URL, make_url

_COMMIT = b"COMMIT\0"
"""As it is sent: https://www.postgresql.org/docs/current/protocol-message-formats.html"""


class Relay:
    """Listens on a port of its own; what comes there is passed on, and what is answered is too."""

    def __init__(self, server: URL) -> None:
        self._to = server
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._speaks = threading.Event()
        self._speaks.set()
        self.withheld = threading.Event()
        """Somebody said something during a silence."""
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
        """Connections stay, new ones are taken, and nobody hears anything."""
        self._speaks.clear()
        yield
        self._speaks.set()

    def lose_the_next_commit(self) -> None:
        """It is passed on and done; the connection is gone before anybody hears of it."""
        self._loses_commit = True

    def hang_up(self) -> None:
        """The connections there are come to an end; new ones are taken."""
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
def relayed(database_url: str) -> Iterator[Relay]:
    relay = Relay(make_url(database_url))
    try:
        yield relay
    finally:
        relay.close()
