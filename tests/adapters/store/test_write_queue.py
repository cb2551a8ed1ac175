import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from firefighter.adapters.store.database import WriteQueue
from firefighter.domain.errors import StoreUnavailable
from tests.worker.polling import eventually


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor() as pool:
        yield pool


class Queue:
    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self.write_queue = WriteQueue()
        self.order: list[str] = []
        self._pool = pool

    def ask(self, name: str, *, foreground: bool, timeout_s: float = 10) -> "Future[None]":
        """Waits for a turn in another thread; is in the queue when this returns."""
        asked = threading.Event()

        def acquire() -> None:
            asked.set()
            with self.write_queue.acquire(foreground=foreground, timeout_s=timeout_s):
                self.order.append(name)

        before = len(self.write_queue._changed._waiters)  # type: ignore[attr-defined]
        future = self._pool.submit(acquire)
        assert asked.wait(10)
        eventually(lambda: len(self.write_queue._changed._waiters) > before or future.done())  # type: ignore[attr-defined]
        return future


def test_waiting_people_go_before_a_worker_that_waited_longer(pool: ThreadPoolExecutor) -> None:
    queue = Queue(pool)
    with queue.write_queue.acquire(foreground=False, timeout_s=1):
        asked = [
            queue.ask("worker", foreground=False),
            queue.ask("ana", foreground=True),
            queue.ask("bob", foreground=True),
        ]
    for future in asked:
        future.result(10)
    assert set(queue.order[:2]) == {"ana", "bob"}
    assert queue.order[2] == "worker"


def test_waiting_too_long_fails_and_delays_nobody(pool: ThreadPoolExecutor) -> None:
    queue = Queue(pool)
    with queue.write_queue.acquire(foreground=True, timeout_s=1):
        with pytest.raises(StoreUnavailable):
            queue.ask("ana", foreground=True, timeout_s=0.01).result(10)
        waiting = queue.ask("worker", foreground=False)
    waiting.result(10)
    assert queue.order == ["worker"]


def test_an_error_ends_the_turn() -> None:
    write_queue = WriteQueue()
    with pytest.raises(KeyError), write_queue.acquire(foreground=True, timeout_s=0):
        raise KeyError
    with write_queue.acquire(foreground=False, timeout_s=0):
        pass


def test_proceeding_without_the_turn_does_not_end_anyone_elses() -> None:
    write_queue = WriteQueue()
    with write_queue.acquire(foreground=False, timeout_s=1):
        with write_queue.acquire_or_proceed(0.01):
            assert _is_taken(write_queue)
        assert _is_taken(write_queue)
    assert not _is_taken(write_queue)


def test_the_turn_is_released_after_use() -> None:
    write_queue = WriteQueue()
    with write_queue.acquire_or_proceed(0):
        assert _is_taken(write_queue)
    assert not _is_taken(write_queue)


def _is_taken(write_queue: WriteQueue) -> bool:
    try:
        with write_queue.acquire(foreground=True, timeout_s=0):
            return False
    except StoreUnavailable:
        return True
