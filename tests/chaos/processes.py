"""The bot's own processes, which come back whenever they end."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

RESTART_PAUSE_S = 0.2
"""After a process ended by itself, as it does when the database is away while it starts."""


class Process:
    """One `python -m firefighter …`, started again as soon as it ends, until it is stopped."""

    def __init__(
        self, arguments: Sequence[str], *, code: Path, environment: Mapping[str, str], log: Path
    ) -> None:
        """`code` is the folder that holds the packages `firefighter` and `migrations`."""
        self.name = " ".join(arguments)
        self.ended_by_itself = 0
        self._command = [sys.executable, "-m", "firefighter", *arguments]
        self._code = code
        self._environment = {**os.environ, "PYTHONPATH": str(code), **environment}
        self._log = log
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None
        self._keeper = threading.Thread(target=self._keep_alive, name=self.name, daemon=True)

    def start(self) -> None:
        self._keeper.start()

    def stop(self) -> None:
        """For good."""
        self._stopping.set()
        self.kill()
        self._keeper.join()

    def kill(self) -> bool:
        """`kill -9`, wherever it is now, starting included; whether there was one to kill."""
        return self.signal(signal.SIGKILL)

    def signal(self, number: signal.Signals) -> bool:
        with self._lock:
            if self._running is None or self._running.poll() is not None:
                return False
            with suppress(ProcessLookupError):
                self._running.send_signal(number)
            return True

    @property
    def pid(self) -> int | None:
        with self._lock:
            return self._running.pid if self._running else None

    def _keep_alive(self) -> None:
        while not self._stopping.is_set():
            with self._log.open("ab") as log:
                running = self._start(log.fileno())
                if self._stopping.is_set():
                    running.kill()
                code = running.wait()
            if code >= 0 and not self._stopping.is_set():
                self.ended_by_itself += 1
                self._stopping.wait(RESTART_PAUSE_S)

    def _start(self, log: int) -> subprocess.Popen[bytes]:
        with self._lock:
            self._running = subprocess.Popen(
                self._command,
                cwd=self._code,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
            return self._running
