"""The worker in its threads."""

import logging
import threading
from contextlib import ExitStack
from time import monotonic

import pytest
from sqlalchemy import text

from firefighter.adapters.store.database import Database
from firefighter.domain.severity import Severity
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.snapshot import Place
from firefighter.use_cases.declare import describe
from tests.adapters.store.database_outage import server_away
from tests.adapters.store.store_client import delivery
from tests.adapters.store.table_contents import contents
from tests.clock import SettableClock
from tests.effects.chat_double import incident_of
from tests.worker.polling import eventually
from tests.worker.scripted_chat import Fault, fails
from tests.worker.worker_harness import ANA, WorkerHarness, with_worker_config


def test_pending_effects_are_done(harness: WorkerHarness) -> None:
    incident = harness.declare()
    with harness.working():
        eventually(harness.idle)
    places = harness.context.records.snapshot(incident.id).places
    assert len(places) == 4
    assert len(harness.chat.posts) == 3


def test_commit_starts_its_effects_at_once(
    harness: WorkerHarness,
) -> None:
    with harness.working(with_worker_config(poll_s=60)):
        harness.declare()
        eventually(harness.idle)


def test_effects_of_another_process_are_found_by_polling(harness: WorkerHarness) -> None:
    other = WorkerHarness(harness.database, harness.clock)
    with harness.working():
        other.declare()
        eventually(harness.idle)


def test_failing_incident_does_not_delay_another(harness: WorkerHarness) -> None:
    poisoned = harness.declare(Severity.SEV3)
    refused = fails(CallRefused("Slack", "post", "restricted_action"))
    harness.chat.add_faults(Fault("post", refused, incident=poisoned.id))
    with harness.working(with_worker_config(retry_base_s=3600)):
        healthy = harness.declare(Severity.SEV3)
        eventually(lambda: harness.context.records.snapshot(healthy.id).places)
    assert harness.context.records.snapshot(poisoned.id).places == {}


def test_hanging_call_does_not_delay_another(harness: WorkerHarness) -> None:
    hangs, healed = harness.declare(Severity.SEV3), threading.Event()
    harness.chat.add_faults(Fault("post", lambda: wait(healed), incident=hangs.id))
    with harness.working(with_worker_config(threads=2)):
        healthy = harness.declare(Severity.SEV3)
        eventually(lambda: len(harness.context.records.snapshot(healthy.id).places) == 2)
        healed.set()


def test_independent_effects_of_one_incident_overlap(
    harness: WorkerHarness,
) -> None:
    together = threading.Barrier(2)
    for method in ("set_topic", "invite"):
        harness.chat.add_faults(Fault(method, lambda: wait_for_each_other(together)))
    harness.declare()
    with harness.working():
        eventually(harness.idle)


def test_old_deliveries_are_forgotten(harness: WorkerHarness) -> None:
    with harness.working():
        harness.declare(Severity.SEV4)
        eventually(harness.idle)
        harness.clock.advance(25 * 3600)
        eventually(lambda: contents(harness.database)["inbox"] == [])


def test_stopping_waits_for_running_effects_and_claims_no_more(harness: WorkerHarness) -> None:
    under_way, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        under_way.set()
        wait(may_end)

    harness.chat.add_faults(Fault("post", hold))
    first = harness.declare(Severity.SEV4)
    with harness.working(with_worker_config(stop_s=10, threads=1)) as worker:
        wait(under_way)
        second = harness.declare(Severity.SEV4)
        stopped: list[bool] = []
        stopping = threading.Thread(target=lambda: stopped.append(worker.stop()))
        stopping.start()
        eventually(lambda: not worker._loop.is_alive())
        may_end.set()
        stopping.join()
    assert stopped == [True]
    assert Place.ANNOUNCEMENT in harness.context.records.snapshot(first.id).places
    assert {row.fence for row in harness.effects() if row.incident_id == second.id} == {0}


def test_stopping_does_not_wait_forever(harness: WorkerHarness) -> None:
    under_way, healed = threading.Event(), threading.Event()

    def hang() -> None:
        under_way.set()
        wait(healed)

    harness.chat.add_faults(Fault("post", hang))
    harness.declare(Severity.SEV4)
    with harness.working(with_worker_config(stop_s=0.2)) as worker:
        wait(under_way)
        began = monotonic()
        assert not worker.stop()
        assert monotonic() - began < 10
        healed.set()
        eventually(lambda: not any(thread.name == "effect" for thread in threading.enumerate()))


@pytest.mark.postgresql
def test_worker_continues_when_the_database_is_back(
    postgresql_harness: WorkerHarness, caplog: pytest.LogCaptureFixture
) -> None:
    harness = postgresql_harness
    with harness.working(), caplog.at_level(logging.WARNING):
        with server_away(harness.database):
            eventually(lambda: "The database is unavailable" in caplog.text)
        harness.declare()
        eventually(harness.idle)


def test_waiting_for_other_writers_is_not_logged_as_an_outage(
    sqlite_database: Database, clock: SettableClock, caplog: pytest.LogCaptureFixture
) -> None:
    harness = WorkerHarness(sqlite_database, clock)
    harness.declare(Severity.SEV4)
    with caplog.at_level(logging.DEBUG, "firefighter.worker"), ExitStack() as other_writer:
        other_writer.enter_context(harness.database.writing())
        with harness.working():
            eventually(lambda: "Waiting for other writers" in caplog.text)
            other_writer.close()
            eventually(harness.idle)
    assert "unavailable" not in caplog.text


def test_worker_continues_after_an_unexpected_error(
    postgresql_harness: WorkerHarness, caplog: pytest.LogCaptureFixture
) -> None:
    harness = postgresql_harness
    with harness.working():
        rename(harness, "rate_limits", "gone")
        harness.declare(Severity.SEV4)
        eventually(lambda: "Unexpected error in the worker" in caplog.text)
        rename(harness, "gone", "rate_limits")
        eventually(harness.idle)


def test_concurrent_changes_are_all_posted(harness: WorkerHarness) -> None:
    incident = harness.declare()
    with harness.working():
        for number in range(10):
            describe(harness.context, delivery(), ANA, incident.id, f"Version {number}")
        eventually(harness.idle)
    told = [post for post in harness.chat.posts if type(post.content).__name__ == "Line"]
    assert len(told) == 10
    shown = {incident_of(post.content).summary for post in harness.chat.posts[:1]}
    assert shown == {"Version 9"}


def rename(harness: WorkerHarness, table: str, name: str) -> None:
    with harness.database.writing() as session:
        session.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


def wait(event: threading.Event) -> None:
    assert event.wait(60)


def wait_for_each_other(barrier: threading.Barrier) -> None:
    barrier.wait(60)
