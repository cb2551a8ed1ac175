"""An unavailable database is reported quickly, and nothing is half done."""

import shutil
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from sqlalchemy import event, text

from firefighter.adapters.store.database import DATABASE_TIMEOUT_S, Database
from firefighter.domain.errors import StoreUnavailable, StoreUncertain
from firefighter.ports.foreground import answering_within
from tests.adapters.store.concurrency import run_at_once
from tests.adapters.store.database_outage import file_locked, server_away, server_read_only
from tests.adapters.store.store_client import StoreClient, delivery, effect
from tests.adapters.store.table_contents import contents
from tests.adapters.store.tcp_proxy import open_tcp_proxy
from tests.clock import SettableClock
from tests.conftest import OpenDatabase

AN_ANSWER_IS_DUE_S = 3.0
"""Slack's deadline for answers, in seconds; tests allow one more for a slow machine."""


@contextmanager
def refused_soon() -> Iterator[None]:
    began = monotonic()
    with pytest.raises(StoreUnavailable):
        yield
    assert monotonic() - began < AN_ANSWER_IS_DUE_S + 1


def enqueue(database: Database, clock: SettableClock) -> None:
    StoreClient(database, clock).enqueue(None, effect("answer"))


@pytest.fixture
def closed_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"postgresql://somebody@127.0.0.1:{server.getsockname()[1]}/firefighter"


@pytest.fixture
def silent_port() -> Iterator[str]:
    """A server that accepts connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"postgresql://somebody@127.0.0.1:{server.getsockname()[1]}/firefighter"


@pytest.mark.parametrize("port", ["closed_port", "silent_port"])
def test_a_server_that_does_not_answer_is_unavailable(
    request: pytest.FixtureRequest, open_database: OpenDatabase, clock: SettableClock, port: str
) -> None:
    database = open_database(request.getfixturevalue(port))
    with refused_soon():
        enqueue(database, clock)
    with refused_soon():
        contents(database)


@pytest.mark.postgresql
def test_a_stopped_server_is_unavailable_until_it_is_back(
    postgresql_database: Database, clock: SettableClock
) -> None:
    enqueue(postgresql_database, clock)
    with server_away(postgresql_database):
        with refused_soon():
            enqueue(postgresql_database, clock)
        with refused_soon():
            contents(postgresql_database)
    enqueue(postgresql_database, clock)
    assert len(contents(postgresql_database)["effects"]) == 2


@pytest.mark.postgresql
def test_a_read_only_server_is_unavailable_for_writing(
    postgresql_database: Database, clock: SettableClock
) -> None:
    enqueue(postgresql_database, clock)
    with server_read_only(postgresql_database), refused_soon():
        enqueue(postgresql_database, clock)
    enqueue(postgresql_database, clock)
    assert len(contents(postgresql_database)["effects"]) == 2


@pytest.mark.postgresql
def test_a_lost_connection_rolls_the_change_back(
    postgresql_database: Database, clock: SettableClock
) -> None:
    store_client = StoreClient(postgresql_database, clock)
    before = contents(postgresql_database)
    with refused_soon(), store_client.units(delivery()) as unit:
        unit.enqueue(None, effect("answer"))
        with server_away(postgresql_database):
            pass
    assert contents(postgresql_database) == before


@pytest.mark.postgresql
def test_a_row_locked_for_too_long_is_unavailable(
    postgresql_database: Database, clock: SettableClock
) -> None:
    store_client = StoreClient(postgresql_database, clock)
    incident_id = store_client.incident()
    with postgresql_database.writing() as session:
        session.execute(text("SELECT id FROM incidents FOR UPDATE"))
        with refused_soon():
            store_client.enqueue(incident_id, effect("channel", "a"))
    store_client.enqueue(incident_id, effect("channel", "a"))


def test_a_locked_file_is_unavailable_until_it_is_unlocked(
    sqlite_database: Database, clock: SettableClock
) -> None:
    enqueue(sqlite_database, clock)
    with file_locked(sqlite_database):
        with refused_soon():
            enqueue(sqlite_database, clock)
        assert len(contents(sqlite_database)["effects"]) == 1
    enqueue(sqlite_database, clock)


def test_waiting_too_long_for_other_writers_is_unavailable(
    sqlite_database: Database, clock: SettableClock
) -> None:
    refused = Event()

    def hold() -> None:
        with sqlite_database.writing():
            refused.wait(DATABASE_TIMEOUT_S * 3)

    def ask() -> None:
        with refused_soon():
            while not refused.is_set():
                enqueue(sqlite_database, clock)
        refused.set()

    assert run_at_once(hold, ask) == [None, None]


def test_a_full_disk_is_unavailable_and_rolls_back(
    sqlite_database: Database, clock: SettableClock
) -> None:
    store_client = StoreClient(sqlite_database, clock)
    incident_id, before = store_client.incident(), contents(sqlite_database)

    def fill(connection: sqlite3.Connection, _entry: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # as many as there are, and no more

    sqlite_database.close()
    event.listen(sqlite_database.engine, "connect", fill)
    with refused_soon():
        store_client.enqueue(incident_id, *(effect("x" * 60, "a") for _ in range(500)))
    event.remove(sqlite_database.engine, "connect", fill)
    sqlite_database.close()
    assert contents(sqlite_database) == before
    store_client.enqueue(incident_id, effect("channel", "a"))


@pytest.mark.parametrize("replaced", [False, True])
def test_a_deleted_or_replaced_file_is_not_written(
    sqlite_database: Database, clock: SettableClock, tmp_path: Path, replaced: bool
) -> None:
    """Rows written to it would be lost when the process ends."""
    store_client, path = (
        StoreClient(sqlite_database, clock),
        Path(str(sqlite_database.url.database)),
    )
    store_client.enqueue(None, effect("answer"))
    aside = path.rename(tmp_path / "aside.db")
    if replaced:
        shutil.copy(aside, path)
    with refused_soon():
        store_client.enqueue(None, effect("lost"))
    with refused_soon():
        contents(sqlite_database)
    assert path.exists() is replaced
    path.unlink(missing_ok=True)
    aside.rename(path)
    assert store_client.claimable() == ["answer"]


@pytest.mark.postgresql
def test_a_silent_server_delays_nobody_beyond_the_answer_deadline(
    postgresql_url: str, open_database: OpenDatabase, clock: SettableClock
) -> None:
    with open_tcp_proxy(postgresql_url) as tcp_proxy:
        database = open_database(tcp_proxy.url)
        enqueue(database, clock)
        with tcp_proxy.silence(), answering_within(DATABASE_TIMEOUT_S), refused_soon():
            enqueue(database, clock)
        enqueue(database, clock)


@pytest.mark.postgresql
def test_the_answer_deadline_is_spent_only_once(
    postgresql_url: str, open_database: OpenDatabase, clock: SettableClock
) -> None:
    """The time to notice a silent server is spent once per answer."""
    with open_tcp_proxy(postgresql_url) as tcp_proxy:
        database = open_database(tcp_proxy.url)
        with tcp_proxy.silence(), answering_within(DATABASE_TIMEOUT_S), refused_soon():
            with pytest.raises(StoreUnavailable):
                contents(database)
            enqueue(database, clock)


@pytest.mark.postgresql
def test_commit_with_lost_response_is_uncertain(
    postgresql_url: str, open_database: OpenDatabase, clock: SettableClock
) -> None:
    with open_tcp_proxy(postgresql_url) as tcp_proxy:
        store_client = StoreClient(open_database(tcp_proxy.url), clock)
        tcp_proxy.lose_the_next_commit()
        with pytest.raises(StoreUncertain):
            store_client.enqueue(None, effect("answer"))
        assert store_client.claimable() == ["answer"]


@pytest.mark.postgresql
def test_a_change_that_was_never_committed_is_not_uncertain(
    postgresql_url: str, open_database: OpenDatabase, clock: SettableClock
) -> None:
    with open_tcp_proxy(postgresql_url) as tcp_proxy:
        store_client = StoreClient(open_database(tcp_proxy.url), clock)
        incident_id = store_client.incident()

        def lose_it_before_the_commit() -> None:
            with store_client.units(delivery()) as unit:
                tcp_proxy.disconnect()
                unit.incidents.get(incident_id)
                unit.enqueue(incident_id, effect("answer"))

        with pytest.raises(StoreUnavailable) as raised:
            lose_it_before_the_commit()
        assert not isinstance(raised.value, StoreUncertain)
        assert store_client.claimable() == []
