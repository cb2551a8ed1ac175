"""`firefighter run` as a process of its own, so that it can be killed as in real life."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path

import firefighter
from firefighter.domain.errors import FirefighterError

_LISTENING = re.compile(r"Listening on (http://\S+)")
_INHERITED = ("PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT")
_START_MOST_S = 60.0
_STOP_MOST_S = 15.0
_LINES_KEPT = 200


class BotWouldNotStart(FirefighterError):
    """The bot ended, or said nothing, instead of listening; the text is what it said."""


class BotProcess:
    """One at a time. Each change is waited for; any thread may ask for one."""

    def __init__(self, folder: Path, on_listening: Callable[[str], None]) -> None:
        """`on_listening` is told the bot's address, another after each start."""
        self._folder = folder
        self._on_listening = on_listening
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._lines: deque[str] = deque(maxlen=_LINES_KEPT)

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def log(self) -> list[str]:
        """The newest lines of what it says, over all its lives."""
        return list(self._lines)

    def start(self, environment: Mapping[str, str]) -> None:
        """Returns once it listens; at once when it does already. Raises BotWouldNotStart."""
        with self._lock:
            if not self.is_running:
                self._start(environment)

    def kill(self) -> None:
        """As `kill -9` does it: nothing is finished, nothing said."""
        self._end(lambda process: process.kill())

    def stop(self) -> None:
        self._end(lambda process: process.send_signal(signal.SIGTERM))

    def _start(self, environment: Mapping[str, str]) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "firefighter", "run", "--port", "0"],
            cwd=self._folder,
            env=_environment(environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # Ctrl-C in the terminal is for us, who then stop it
        )
        address: list[str] = []
        settled = threading.Event()
        threading.Thread(
            target=self._read, args=(process, address, settled), name="bot-log", daemon=True
        ).start()
        settled.wait(_START_MOST_S)
        if not address:
            process.kill()
            process.wait()
            raise BotWouldNotStart("\n".join([*self._lines][-5:]))
        self._process = process
        self._on_listening(address[0])

    def _read(
        self, process: subprocess.Popen[str], address: list[str], settled: threading.Event
    ) -> None:
        """All it says, until it ends."""
        with process:
            for line in process.stdout or ():
                self._lines.append(line.rstrip())
                if not address and (found := _LISTENING.search(line)):
                    address.append(found[1])
                    settled.set()
        settled.set()

    def _end(self, how: Callable[[subprocess.Popen[str]], None]) -> None:
        with self._lock:
            if self._process is None:
                return
            how(self._process)
            try:
                self._process.wait(_STOP_MOST_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    """Nothing by chance: a token of a real workspace in the shell must not get in here."""
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    package = str(Path(firefighter.__file__).parents[1])
    return {**inherited, "PYTHONPATH": package, **given}
