"""Jobs run once, in the transaction that marks them done."""

import threading
from datetime import timedelta

import pytest

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.jobs import StoredJobs, failed_jobs
from firefighter.adapters.store.tables import EffectState
from firefighter.domain.errors import StoreUnavailable
from firefighter.domain.ids import IncidentId
from firefighter.ports.outbox import Outcome
from firefighter.ports.store import DueJob, JobFailed, JobRequest, UnitOfWork
from tests.adapters.store.store_client import StoreClient, delivery, effect
from tests.adapters.store.tcp_proxy import open_tcp_proxy
from tests.clock import START, SettableClock
from tests.conftest import OpenDatabase

HOUR = timedelta(hours=1)


class JobRunner:
    """Runs jobs from a store and notes which ran."""

    def __init__(self, database: Database, clock: SettableClock) -> None:
        self.store_client = StoreClient(database, clock)
        self.jobs = StoredJobs(database, clock, self.store_client.units)
        self.ran: list[DueJob] = []

    def schedule(
        self, key: str, after: timedelta = HOUR, incident_id: IncidentId | None = None
    ) -> None:
        with self.store_client.units(delivery()) as unit:
            unit.schedule(JobRequest("tea", key, START + after, {"cups": 2}, incident_id))

    def keep_all(self) -> list[str]:
        while self.jobs.run_next(lambda _unit, due: self.ran.append(due)):
            pass
        return [due.request.key for due in self.ran]


@pytest.fixture
def job_runner(database: Database, clock: SettableClock) -> JobRunner:
    return JobRunner(database, clock)


def fail(_unit: UnitOfWork, _due: DueJob) -> None:
    raise RuntimeError("no tea")


def test_no_job_runs_before_its_time(job_runner: JobRunner, clock: SettableClock) -> None:
    job_runner.schedule("at four")
    assert job_runner.jobs.next_due() == START + HOUR
    assert job_runner.keep_all() == []
    clock.advance(HOUR.total_seconds())
    assert job_runner.keep_all() == ["at four"]
    assert job_runner.jobs.next_due() is None


def test_a_job_is_read_as_it_was_written(job_runner: JobRunner, clock: SettableClock) -> None:
    incident_id = job_runner.store_client.incident()
    job_runner.schedule("at four", incident_id=incident_id)
    clock.advance(3 * HOUR.total_seconds())
    job_runner.keep_all()
    (due,) = job_runner.ran
    assert due.request == JobRequest("tea", "at four", START + HOUR, {"cups": 2}, incident_id)
    assert due.late == 2 * HOUR


def test_a_key_runs_once_however_often_it_is_scheduled(
    job_runner: JobRunner, clock: SettableClock
) -> None:
    job_runner.schedule("at four")
    job_runner.schedule("at four", after=2 * HOUR)
    clock.advance(4 * HOUR.total_seconds())
    assert job_runner.keep_all() == ["at four"]
    job_runner.schedule("at four", after=5 * HOUR)
    clock.advance(4 * HOUR.total_seconds())
    assert job_runner.keep_all() == ["at four"]


def test_the_job_due_longest_runs_first(job_runner: JobRunner, clock: SettableClock) -> None:
    job_runner.schedule("later", after=2 * HOUR)
    job_runner.schedule("sooner")
    clock.advance(4 * HOUR.total_seconds())
    assert job_runner.keep_all() == ["sooner", "later"]


def test_a_failing_job_changes_nothing_and_waits_for_its_retry(
    job_runner: JobRunner, clock: SettableClock
) -> None:
    job_runner.schedule("at four")
    clock.advance(HOUR.total_seconds())

    def enqueue_and_fail(unit: UnitOfWork, due: DueJob) -> None:
        unit.enqueue(None, effect("pour"))
        fail(unit, due)

    with pytest.raises(JobFailed) as failure:
        job_runner.jobs.run_next(enqueue_and_fail)
    assert (failure.value.key, failure.value.failures) == ("at four", 0)
    assert job_runner.store_client.outbox.unsettled() == {}
    job_runner.jobs.postpone("at four", clock.now() + HOUR, "no tea")
    assert job_runner.keep_all() == []
    clock.advance(HOUR.total_seconds())
    with pytest.raises(JobFailed) as failure:
        job_runner.jobs.run_next(fail)
    assert failure.value.failures == 1
    assert job_runner.keep_all() == ["at four"]


@pytest.mark.postgresql
def test_a_lost_connection_is_no_failure_of_the_job(
    postgresql_url: str, open_database: OpenDatabase, clock: SettableClock
) -> None:
    """Also when the job itself notices it first, which leaves its session unusable."""

    with open_tcp_proxy(postgresql_url) as relay:
        job_runner = JobRunner(open_database(relay.url), clock)
        job_runner.schedule("at four", incident_id=job_runner.store_client.incident())
        clock.advance(HOUR.total_seconds())

        def lose_the_connection(unit: UnitOfWork, _due: DueJob) -> None:
            relay.disconnect()
            unit.incidents.next_id()

        with pytest.raises(StoreUnavailable):
            job_runner.jobs.run_next(lose_the_connection)
        assert job_runner.keep_all() == ["at four"]


def test_a_failed_job_is_counted_and_never_runs(
    job_runner: JobRunner, clock: SettableClock, database: Database
) -> None:
    job_runner.schedule("at four")
    clock.advance(HOUR.total_seconds())
    job_runner.jobs.mark_failed("at four", "no tea")
    assert job_runner.keep_all() == []
    assert failed_jobs(database) == 1


def test_a_job_may_change_an_incident_enqueue_effects_and_schedule_jobs(
    job_runner: JobRunner, clock: SettableClock
) -> None:
    incident_id = job_runner.store_client.incident()
    job_runner.schedule("at four", incident_id=incident_id)
    clock.advance(HOUR.total_seconds())

    def run_job(unit: UnitOfWork, due: DueJob) -> None:
        incident = unit.incidents.get(incident_id)
        incident.describe("Cold tea", actor=incident.declared_by, now=due.now)
        unit.enqueue(incident_id, effect("pour"))
        unit.schedule(JobRequest("tea", "at five", due.now + HOUR, {}))

    assert job_runner.jobs.run_next(run_job)
    assert job_runner.jobs.next_due() == clock.now() + HOUR
    assert job_runner.store_client.outbox.unsettled() == {EffectState.PENDING: 1}
    with job_runner.store_client.units(delivery()) as unit:
        assert unit.incidents.get(incident_id).summary == "Cold tea"


def test_an_effect_may_schedule_a_job(job_runner: JobRunner, clock: SettableClock) -> None:
    job_runner.store_client.enqueue(None, effect("pour"))
    job_requests = JobRequest("tea", "at five", clock.now() + HOUR, {})
    job_runner.store_client.outbox.done(
        job_runner.store_client.claim_one(), Outcome(job_requests=(job_requests,))
    )
    assert job_runner.jobs.next_due() == clock.now() + HOUR


def test_many_schedulers_at_once_run_each_job_once(
    database: Database, clock: SettableClock
) -> None:
    runners = [JobRunner(database, clock) for _ in range(4)]
    incident_id = runners[0].store_client.incident()
    for number in range(20):
        runners[0].schedule(f"no. {number}", incident_id=incident_id if number % 2 else None)
    clock.advance(HOUR.total_seconds())

    def look(job_runner: JobRunner) -> None:
        while job_runner.jobs.next_due() is not None:
            job_runner.jobs.run_next(lambda _unit, due: job_runner.ran.append(due))

    threads = [threading.Thread(target=look, args=(job_runner,)) for job_runner in runners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ran = [due.request.key for job_runner in runners for due in job_runner.ran]
    assert sorted(ran) == sorted(f"no. {number}" for number in range(20))
