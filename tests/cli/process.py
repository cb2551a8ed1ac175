"""Runs the command line as a process, in a minimal environment."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LISTENING = re.compile(r"Listening on (http://\S+)")
_INHERITED = (
    *("PATH", "HOME", "LANG"),
    "COVERAGE_PROCESS_CONFIG",
    *("LD_PRELOAD", "FAKETIME", "FAKETIME_SHARED", "FAKETIME_DONT_FAKE_MONOTONIC", "TZ"),
)
"""The last ones only exist while coverage is measured, or the clock is shifted by `tests.dates`."""


def environment(given: Mapping[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    folders = (str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")]))
    return {**kept, "PYTHONPATH": os.pathsep.join(folders), **given}


def firefighter(
    *arguments: str, folder: Path, given: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs one command to its end in `folder`."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-W", "error::ResourceWarning", "-m", "firefighter", *arguments],
        cwd=folder,
        env=environment(given or {}),
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


@dataclass(frozen=True)
class Running:
    process: subprocess.Popen[str]
    log_file: Path

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8")

    def says(self, text: str) -> None:
        """Waits until the log contains the text."""
        until(lambda: text in self.log or self.process.poll() is not None)
        assert text in self.log, self.log

    @property
    def url(self) -> str:
        """Base URL; waits until it listens."""
        self.says("Listening on")
        found = _LISTENING.search(self.log)
        assert found is not None
        return found[1]

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Returns the exit code; fails after thirty seconds."""
        self.process.send_signal(number)
        return self.process.wait(timeout=30)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=10)


@contextmanager
def running(*arguments: str, folder: Path, given: Mapping[str, str]) -> Iterator[Running]:
    log_file = folder / f"{'-'.join(arguments).replace('-', '')}.log"
    with (
        log_file.open("w", encoding="utf-8") as log,
        subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "firefighter", *arguments],
            cwd=folder,
            env=environment(given),
            stdout=log,
            stderr=log,
            text=True,
        ) as process,
    ):
        try:
            yield Running(process, log_file)
        finally:
            _end(process)


def _end(process: "subprocess.Popen[str]") -> None:
    """Terminates before killing, so that the process can end its own children."""
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()


def until(condition: Callable[[], object], timeout_s: float = 60.0) -> None:
    pause, deadline = threading.Event(), time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "Timed out."
        pause.wait(0.02)
