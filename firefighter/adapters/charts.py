"""Renders Vega-Lite charts as PNG for the chat and as SVG for pages.

Uses the fonts that come with the renderer: nothing is fetched and no browser runs. The renderer
holds the interpreter for seconds when it draws its first chart, so it runs in a process of its own,
which starts with the first chart and stays.
"""

import atexit
import json
import subprocess
import sys
from pathlib import Path
from threading import Lock, Timer
from typing import IO, Any

from firefighter.ports.chat import ChartNotDrawn

_TIMEOUT_S = 60.0
"""For one chart, with the start of the process on a busy machine."""

_RENDERER = Path(__file__).with_name("chart_renderer.py")


class ChartProcess:
    """Draws one chart at a time. A process that ended is started again for the next one."""

    def __init__(self, timeout_s: float = _TIMEOUT_S) -> None:
        self._timeout_s = timeout_s
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process_id(self) -> int | None:
        """Of the process that draws; None before the first chart."""
        return self._process.pid if self._process else None

    @property
    def is_drawing(self) -> bool:
        return self._lock.locked()

    def png(self, specification: dict[str, Any]) -> bytes:
        """Raises ChartNotDrawn."""
        return self._draw("png", specification)

    def svg(self, specification: dict[str, Any]) -> str:
        """Raises ChartNotDrawn."""
        return self._draw("svg", specification).decode()

    def close(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()

    def _draw(self, wanted: str, specification: dict[str, Any]) -> bytes:
        request = json.dumps({"format": wanted, "specification": specification}).encode()
        with self._lock:
            try:
                process = self._running()
                limit = Timer(self._timeout_s, process.kill)
                limit.start()
                try:
                    return _exchange(process, request)
                finally:
                    limit.cancel()
            except (OSError, ValueError) as error:
                self.close()
                raise ChartNotDrawn from error

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(  # noqa: S603 - our own file
                [sys.executable, "-P", str(_RENDERER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            atexit.register(self.close)
        return self._process


def _exchange(process: subprocess.Popen[bytes], request: bytes) -> bytes:
    """Raises OSError if the process has ended, ValueError if it could not draw."""
    given, answered = _pipe(process.stdin), _pipe(process.stdout)
    given.write(request + b"\n")
    given.flush()
    size = int(answered.readline())
    drawn = answered.read(size)
    if not drawn or len(drawn) < size:
        raise ValueError("no chart")
    return drawn


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise OSError("the process has no pipe")
    return stream


_PROCESS = ChartProcess()


def png(specification: dict[str, Any]) -> bytes:
    """Raises ChartNotDrawn."""
    return _PROCESS.png(specification)


def svg(specification: dict[str, Any]) -> str:
    """Raises ChartNotDrawn."""
    return _PROCESS.svg(specification)
