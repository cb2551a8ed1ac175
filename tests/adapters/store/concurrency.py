from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import monotonic
from typing import TypeVar

from sqlalchemy import text

from firefighter.adapters.store.database import Database
from firefighter.domain.errors import StoreUnavailable

T = TypeVar("T")


def run_at_once(*works: Callable[[], T]) -> list[T | Exception]:
    """What each action returns or raises when all start at once."""
    start = Barrier(len(works))

    def run(work: Callable[[], T]) -> T | Exception:
        start.wait(60)
        try:
            return work()
        except Exception as error:  # noqa: BLE001 - the test judges it
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def retry_while_busy(work: Callable[[], T]) -> T:
    """Retries while the database is busy, as the worker does."""
    while True:
        try:
            return work()
        except StoreUnavailable:
            continue


def until_somebody_waits_for_a_lock(database: Database) -> None:
    """Waits until a transaction is blocked; PostgreSQL only."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    deadline = monotonic() + 5
    while monotonic() < deadline:
        with database.reading() as session:
            if session.scalar(waiting):
                return
    raise AssertionError("Nobody waits for a lock.")
