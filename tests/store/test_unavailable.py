"""A database that is away is said to be so, soon, and nothing is half-made."""

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

from firefighter.domain.errors import StoreUnavailable, StoreUncertain
from firefighter.ports.answering import answering_within
from firefighter.store.database import PATIENCE_S, Database
from tests.clock import SettableClock
from tests.conftest import OpenDatabase
from tests.store.away import file_locked, server_away, server_read_only
from tests.store.contents import contents
from tests.store.desk import Desk, delivery, effect
from tests.store.relay import relayed
from tests.store.threads import at_once

AN_ANSWER_IS_DUE_S = 3.0
"""When the chat gives up on us; this machine may be a little slow, so a second is allowed."""


@contextmanager
def refused_soon() -> Iterator[None]:
    began = monotonic()
    with pytest.raises(StoreUnavailable):
        yield
    assert monotonic() - began < AN_ANSWER_IS_DUE_S + 1


def enqueue(database: Database, clock: SettableClock) -> None:
    Desk(database, clock).enqueue(None, effect("answer"))


@pytest.fixture
def closed_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"postgresql://somebody@127.0.0.1:{server.getsockname()[1]}/firefighter"


@pytest.fixture
def silent_port() -> Iterator[str]:
    """A server that takes connections and never says a word."""
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
def test_a_server_that_went_away_is_unavailable_until_it_is_back(
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
def test_a_server_that_can_only_be_read_is_unavailable_for_writing(
    postgresql_database: Database, clock: SettableClock
) -> None:
    enqueue(postgresql_database, clock)
    with server_read_only(postgresql_database), refused_soon():
        enqueue(postgresql_database, clock)
    enqueue(postgresql_database, clock)
    assert len(contents(postgresql_database)["effects"]) == 2


@pytest.mark.postgresql
def test_a_connection_lost_in_the_middle_undoes_the_change(
    postgresql_database: Database, clock: SettableClock
) -> None:
    desk = Desk(postgresql_database, clock)
    before = contents(postgresql_database)
    with refused_soon(), desk.units(delivery()) as unit:
        unit.enqueue(None, effect("answer"))
        with server_away(postgresql_database):
            pass
    assert contents(postgresql_database) == before


@pytest.mark.postgresql
def test_a_row_that_another_does_not_let_go_of_is_unavailable(
    postgresql_database: Database, clock: SettableClock
) -> None:
    desk = Desk(postgresql_database, clock)
    incident_id = desk.incident()
    with postgresql_database.writing() as session:
        session.execute(text("SELECT id FROM incidents FOR UPDATE"))
        with refused_soon():
            desk.enqueue(incident_id, effect("room", "a"))
    desk.enqueue(incident_id, effect("room", "a"))


def test_a_file_that_another_process_is_writing_is_unavailable_until_it_has_done(
    sqlite_database: Database, clock: SettableClock
) -> None:
    enqueue(sqlite_database, clock)
    with file_locked(sqlite_database):
        with refused_soon():
            enqueue(sqlite_database, clock)
        assert len(contents(sqlite_database)["effects"]) == 1
    enqueue(sqlite_database, clock)


def test_a_turn_that_does_not_come_is_unavailable(
    sqlite_database: Database, clock: SettableClock
) -> None:
    refused = Event()

    def hold() -> None:
        with sqlite_database.writing():
            refused.wait(PATIENCE_S * 3)

    def ask() -> None:
        with refused_soon():
            while not refused.is_set():
                enqueue(sqlite_database, clock)
        refused.set()

    assert at_once(hold, ask) == [None, None]


def test_a_full_disk_is_unavailable_and_nothing_is_half_made(
    sqlite_database: Database, clock: SettableClock
) -> None:
    desk = Desk(sqlite_database, clock)
    incident_id, before = desk.incident(), contents(sqlite_database)

    def fill(connection: sqlite3.Connection, _entry: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # as many as there are, and no more

    sqlite_database.close()
    event.listen(sqlite_database.engine, "connect", fill)
    with refused_soon():
        desk.enqueue(incident_id, *(effect("x" * 60, "a") for _ in range(500)))
    event.remove(sqlite_database.engine, "connect", fill)
    sqlite_database.close()
    assert contents(sqlite_database) == before
    desk.enqueue(incident_id, effect("room", "a"))


@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_that_was_taken_away_is_not_written_any_more(
    sqlite_database: Database, clock: SettableClock, tmp_path: Path, replaced: bool
) -> None:
    """What it would hold is nowhere to be found once the process ends."""
    desk, path = Desk(sqlite_database, clock), Path(str(sqlite_database.url.database))
    desk.enqueue(None, effect("answer"))
    aside = path.rename(tmp_path / "aside.db")
    if replaced:
        shutil.copy(aside, path)
    with refused_soon():
        desk.enqueue(None, effect("lost"))
    with refused_soon():
        contents(sqlite_database)
    assert path.exists() is replaced
    path.unlink(missing_ok=True)
    aside.rename(path)
    assert desk.claimable() == ["answer"]


@pytest.mark.postgresql
def test_a_server_that_falls_silent_lets_nobody_wait_longer_than_for_an_answer(
    postgresql_url: str, open_database: OpenDatabase, clock: SettableClock
) -> None:
    with relayed(postgresql_url) as relay:
        database = open_database(relay.url)
        enqueue(database, clock)
        with relay.silence(), answering_within(PATIENCE_S), refused_soon():
            enqueue(database, clock)
        enqueue(database, clock)


@pytest.mark.postgresql
def test_time_that_is_over_is_not_spent_again(
    postgresql_url: str, open_database: OpenDatabase, clock: SettableClock
) -> None:
    """What it takes to find out that the server is silent is spent once for each answer."""
    with relayed(postgresql_url) as relay:
        database = open_database(relay.url)
        with relay.silence(), answering_within(PATIENCE_S), refused_soon():
            with pytest.raises(StoreUnavailable):
                contents(database)
            enqueue(database, clock)


@pytest.mark.postgresql
def test_a_commit_of_which_nobody_heard_is_uncertain(
    postgresql_url: str, open_database: OpenDatabase, clock: SettableClock
) -> None:
    with relayed(postgresql_url) as relay:
        desk = Desk(open_database(relay.url), clock)
        relay.lose_the_next_commit()
        with pytest.raises(StoreUncertain):
            desk.enqueue(None, effect("answer"))
        assert desk.claimable() == ["answer"]


@pytest.mark.postgresql
def test_a_change_that_was_never_committed_is_not_uncertain(
    postgresql_url: str, open_database: OpenDatabase, clock: SettableClock
) -> None:
    with relayed(postgresql_url) as relay:
        desk = Desk(open_database(relay.url), clock)
        incident_id = desk.incident()

        def lose_it_before_the_commit() -> None:
            with desk.units(delivery()) as unit:
                relay.hang_up()
                unit.incidents.get(incident_id)
                unit.enqueue(incident_id, effect("answer"))

        with pytest.raises(StoreUnavailable) as raised:
            lose_it_before_the_commit()
        assert not isinstance(raised.value, StoreUncertain)
        assert desk.claimable() == []
