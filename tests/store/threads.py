from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from firefighter.domain.errors import StoreUnavailable

T = TypeVar("T")


def at_once(*works: Callable[[], T]) -> list[T | Exception]:
    """What each of them returns or raises, when all start at the same moment."""
    start = Barrier(len(works))

    def run(work: Callable[[], T]) -> T | Exception:
        start.wait(60)
        try:
            return work()
        except Exception as error:  # noqa: BLE001 - the test judges it
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def insist(work: Callable[[], T]) -> T:
    """Tries again while the database is busy, as the worker does; a busy machine makes it so."""
    while True:
        try:
            return work()
        except StoreUnavailable:
            continue
