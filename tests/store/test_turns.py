import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from firefighter.domain.errors import StoreUnavailable
from firefighter.store.turns import Turns
from tests.worker.waiting import eventually


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor() as pool:
        yield pool


class Queue:
    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self.turns = Turns()
        self.order: list[str] = []
        self._pool = pool

    def ask(self, name: str, *, for_people: bool, patience_s: float = 10) -> "Future[None]":
        """Asks for a turn in another thread, and is in the queue when this returns."""
        asked = threading.Event()

        def take() -> None:
            asked.set()
            with self.turns.take(for_people=for_people, patience_s=patience_s):
                self.order.append(name)

        before = len(self.turns._changed._waiters)  # type: ignore[attr-defined]
        future = self._pool.submit(take)
        assert asked.wait(10)
        eventually(lambda: len(self.turns._changed._waiters) > before or future.done())  # type: ignore[attr-defined]
        return future


def test_people_who_wait_go_before_the_worker_who_waited_longer(pool: ThreadPoolExecutor) -> None:
    queue = Queue(pool)
    with queue.turns.take(for_people=False, patience_s=1):
        asked = [
            queue.ask("worker", for_people=False),
            queue.ask("ana", for_people=True),
            queue.ask("bob", for_people=True),
        ]
    for future in asked:
        future.result(10)
    assert set(queue.order[:2]) == {"ana", "bob"}
    assert queue.order[2] == "worker"


def test_who_waits_too_long_is_told_so_and_holds_up_nobody(pool: ThreadPoolExecutor) -> None:
    queue = Queue(pool)
    with queue.turns.take(for_people=True, patience_s=1):
        with pytest.raises(StoreUnavailable):
            queue.ask("ana", for_people=True, patience_s=0.01).result(10)
        waiting = queue.ask("worker", for_people=False)
    waiting.result(10)
    assert queue.order == ["worker"]


def test_a_turn_ends_also_with_an_error() -> None:
    turns = Turns()
    with pytest.raises(KeyError), turns.take(for_people=True, patience_s=0):
        raise KeyError
    with turns.take(for_people=False, patience_s=0):
        pass


def test_who_lines_up_goes_on_without_a_turn_after_a_while_and_ends_nobody_elses() -> None:
    turns = Turns()
    with turns.take(for_people=False, patience_s=1):
        with turns.line_up(0.01):
            assert _is_taken(turns)
        assert _is_taken(turns)
    assert not _is_taken(turns)


def test_who_lines_up_has_the_turn_and_gives_it_back() -> None:
    turns = Turns()
    with turns.line_up(0):
        assert _is_taken(turns)
    assert not _is_taken(turns)


def _is_taken(turns: Turns) -> bool:
    try:
        with turns.take(for_people=True, patience_s=0):
            return False
    except StoreUnavailable:
        return True
