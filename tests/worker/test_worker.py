"""The worker in its threads."""

import logging
import threading
from time import monotonic

import pytest
from sqlalchemy import text

from firefighter.domain.severity import Severity
from firefighter.ports.chat import ChatRefused
from firefighter.ports.places import Place
from firefighter.usecases.describe import describe
from tests.store.away import server_away
from tests.store.contents import contents
from tests.store.desk import delivery
from tests.worker.chat import Fault, fails
from tests.worker.waiting import eventually
from tests.worker.workshop import ANA, Workshop, at_pace


def test_everything_that_waits_is_done(workshop: Workshop) -> None:
    incident = workshop.declare()
    with workshop.working():
        eventually(workshop.idle)
    places = workshop.house.records.snapshot(incident.id).places
    assert len(places) == 4
    assert len(workshop.chat.posts) == 3


def test_a_commit_starts_its_effects_without_waiting_for_the_next_look(workshop: Workshop) -> None:
    with workshop.working(at_pace(poll_s=60)):
        workshop.declare()
        eventually(workshop.idle)


def test_what_another_process_enqueued_is_found_by_looking(workshop: Workshop) -> None:
    other = Workshop(workshop.database, workshop.clock)
    with workshop.working():
        other.declare()
        eventually(workshop.idle)


def test_an_incident_that_is_poisoned_does_not_delay_another(workshop: Workshop) -> None:
    poisoned = workshop.declare(Severity.SEV3)
    refused = fails(ChatRefused("post", "restricted_action"))
    workshop.chat.strike(Fault("post", refused, incident=poisoned.id))
    with workshop.working(at_pace(retry_base_s=3600)):
        healthy = workshop.declare(Severity.SEV3)
        eventually(lambda: workshop.house.records.snapshot(healthy.id).places)
    assert workshop.house.records.snapshot(poisoned.id).places == {}


def test_a_call_that_hangs_does_not_delay_another(workshop: Workshop) -> None:
    hangs, healed = workshop.declare(Severity.SEV3), threading.Event()
    workshop.chat.strike(Fault("post", lambda: wait(healed), incident=hangs.id))
    with workshop.working(at_pace(threads=2)):
        healthy = workshop.declare(Severity.SEV3)
        eventually(lambda: len(workshop.house.records.snapshot(healthy.id).places) == 2)
        healed.set()


def test_effects_of_one_incident_overlap_where_they_do_not_depend_on_each_other(
    workshop: Workshop,
) -> None:
    together = threading.Barrier(2)
    for method in ("put_topic", "invite"):
        workshop.chat.strike(Fault(method, lambda: wait_for_each_other(together)))
    workshop.declare()
    with workshop.working():
        eventually(workshop.idle)


def test_old_deliveries_are_forgotten(workshop: Workshop) -> None:
    with workshop.working():
        workshop.declare(Severity.SEV4)
        eventually(workshop.idle)
        workshop.clock.advance(25 * 3600)
        eventually(lambda: contents(workshop.database)["inbox"] == [])


def test_stopping_lets_what_is_under_way_end_and_takes_no_more(workshop: Workshop) -> None:
    under_way, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        under_way.set()
        wait(may_end)

    workshop.chat.strike(Fault("post", hold))
    first = workshop.declare(Severity.SEV4)
    with workshop.working(at_pace(stop_s=10, threads=1)) as worker:
        wait(under_way)
        second = workshop.declare(Severity.SEV4)
        stopped: list[bool] = []
        stopping = threading.Thread(target=lambda: stopped.append(worker.stop()))
        stopping.start()
        eventually(lambda: not worker._loop.is_alive())
        may_end.set()
        stopping.join()
    assert stopped == [True]
    assert Place.ANNOUNCEMENT in workshop.house.records.snapshot(first.id).places
    assert {row.fence for row in workshop.effects() if row.incident_id == second.id} == {0}


def test_stopping_does_not_wait_for_ever_for_what_hangs(workshop: Workshop) -> None:
    under_way, healed = threading.Event(), threading.Event()

    def hang() -> None:
        under_way.set()
        wait(healed)

    workshop.chat.strike(Fault("post", hang))
    workshop.declare(Severity.SEV4)
    with workshop.working(at_pace(stop_s=0.2)) as worker:
        wait(under_way)
        began = monotonic()
        assert not worker.stop()
        assert monotonic() - began < 10
        healed.set()
        eventually(lambda: not any(thread.name == "effect" for thread in threading.enumerate()))


@pytest.mark.postgresql
def test_the_worker_goes_on_when_the_database_is_back(
    postgresql_workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    workshop = postgresql_workshop
    with workshop.working(), caplog.at_level(logging.WARNING):
        with server_away(workshop.database):
            eventually(lambda: "The database is away" in caplog.text)
        workshop.declare()
        eventually(workshop.idle)


@pytest.mark.postgresql
def test_the_worker_goes_on_after_an_error_that_nobody_foresaw(
    postgresql_workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    workshop = postgresql_workshop
    with workshop.working():
        rename(workshop, "gates", "gone")
        workshop.declare(Severity.SEV4)
        eventually(lambda: "The worker stumbled" in caplog.text)
        rename(workshop, "gone", "gates")
        eventually(workshop.idle)


def test_changes_while_the_worker_works_are_all_told(workshop: Workshop) -> None:
    incident = workshop.declare()
    with workshop.working():
        for number in range(10):
            describe(workshop.house, delivery(), ANA, incident.id, f"Version {number}")
        eventually(workshop.idle)
    told = [post for post in workshop.chat.posts if type(post.content).__name__ == "Line"]
    assert len(told) == 10
    shown = {post.content.snapshot.incident.summary for post in workshop.chat.posts[:1]}
    assert shown == {"Version 9"}


def rename(workshop: Workshop, table: str, name: str) -> None:
    with workshop.database.writing() as session:
        session.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


def wait(event: threading.Event) -> None:
    assert event.wait(60)


def wait_for_each_other(barrier: threading.Barrier) -> None:
    barrier.wait(60)
