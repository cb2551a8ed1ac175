"""An event loop in a thread of its own, and the ways into it."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

ANSWER_MOST_S = 60.0  # a call that takes longer is stuck


class LoopThread:
    """Everything given to it runs in one thread, one thing at a time."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="local-slack", daemon=True)
        self._thread.start()

    def now(self, action: Callable[[], T]) -> T:
        """Run a function there and wait for it; from the loop's own thread, simply run it."""
        if threading.current_thread() is self._thread:
            return action()

        async def run() -> T:
            return action()

        return self.until_done(run())

    def until_done(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(ANSWER_MOST_S)

    def close(self) -> None:
        """End what still runs there, then the thread."""
        self.until_done(_cancel_the_rest())
        self.until_done(self._loop.shutdown_asyncgens())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()


async def _cancel_the_rest() -> None:
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
