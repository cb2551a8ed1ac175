"""A local server in a thread of its own: started, waited for and stopped in one way."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from types import TracebackType
from typing import ClassVar, Self

from firefighter.playground.slack.changes import Changes
from firefighter.playground.slack.loop_thread import LoopThread
from firefighter.playground.slack.server import Server


class Running:
    """Runs from construction until `close()`, or as a context manager.

    Every method may be called from any thread, and several at once.
    """

    patience_s: ClassVar[float] = 5.0
    """How long `wait_until` waits unless it is told."""
    _server: Server

    def __init__(self) -> None:
        self._thread = LoopThread()
        self._changes = Changes()
        self._stopping = asyncio.Event()

    def close(self) -> None:
        """Stop serving; requests under way are cut off."""
        self._thread.until_done(self._stop())
        self._thread.close()

    async def _stop(self) -> None:
        self._stopping.set()
        await self._server.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def version(self) -> int:
        """Another whenever anything changed."""
        return self._changes.count

    def wait_until(
        self,
        condition: Callable[[], object],
        timeout_s: float | None = None,
        what: str = "it is so",
    ) -> None:
        """Return once the condition holds; `NotInTimeError`, an AssertionError, names `what`."""
        self._changes.wait_until(condition, timeout_s or self.patience_s, what)


class Reopening(Running, ABC):
    """One that can go away for a while."""

    @abstractmethod
    def _listen(self) -> None:
        """Starts serving; from the second time on, at the same address."""

    def go_away(self) -> None:
        """Nothing listens any more; what was done stays."""
        self._thread.until_done(self._server.stop())

    def come_back(self) -> None:
        """At the same address, with everything that was there."""
        self._listen()
