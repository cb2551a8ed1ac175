"""The scheduler in its thread."""

import threading
from datetime import timedelta

import pytest

from firefighter.adapters.store.jobs import failed_jobs
from firefighter.domain.severity import Severity
from firefighter.ports.chat import Nudge
from firefighter.ports.foreground import ForegroundPriority
from firefighter.ports.store import DueJob, JobRequest, UnitOfWork
from firefighter.worker.scheduler import Scheduler
from tests.adapters.store.store_client import delivery
from tests.worker.polling import eventually
from tests.worker.worker_harness import WORKER_CONFIG, WorkerHarness, with_worker_config


def schedule(harness: WorkerHarness, *keys: str) -> None:
    with harness.context.units(delivery()) as unit:
        for key in keys:
            unit.schedule(JobRequest("tea", key, harness.clock.now(), {}))


def test_due_job_runs_and_its_effects_are_done(harness: WorkerHarness) -> None:
    harness.declare(Severity.SEV2)
    scheduler = Scheduler(
        harness.job_store, harness.run_job, harness.clock, harness.foreground, WORKER_CONFIG
    )
    scheduler.start()
    with harness.working():
        harness.clock.advance(timedelta(hours=1).total_seconds())
        eventually(lambda: any(isinstance(post.content, Nudge) for post in harness.chat.posts))
        scheduler.stop()


def test_job_due_at_its_commit_waits_for_no_poll(harness: WorkerHarness) -> None:
    ran: list[str] = []
    scheduler = Scheduler(
        harness.job_store,
        lambda _unit, due: ran.append(due.request.key),
        harness.clock,
        harness.foreground,
        with_worker_config(poll_s=60),
    )
    scheduler.start()
    schedule(harness, "first")
    scheduler.wake()
    eventually(lambda: ran == ["first"])
    scheduler.stop()


def test_jobs_let_people_go_first(harness: WorkerHarness) -> None:
    ran = threading.Event()
    foreground = ForegroundPriority(patience_s=60)
    scheduler = Scheduler(
        harness.job_store,
        lambda _unit, _due: ran.set(),
        harness.clock,
        foreground,
        WORKER_CONFIG,
    )
    schedule(harness, "first")
    with foreground.answering():
        scheduler.start()
        assert not ran.wait(0.2)
    eventually(ran.is_set)
    scheduler.stop()


def test_failing_job_delays_no_other_and_fails_at_last(
    harness: WorkerHarness, caplog: pytest.LogCaptureFixture
) -> None:
    kept: list[str] = []

    def run_job(_unit: UnitOfWork, due: DueJob) -> None:
        if due.request.key == "broken":
            raise RuntimeError("The pot leaks.")
        kept.append(due.request.key)

    schedule(harness, "broken", "whole")
    scheduler = Scheduler(
        harness.job_store,
        run_job,
        harness.clock,
        harness.foreground,
        with_worker_config(tries=3, retry_base_s=0.01),
    )
    scheduler.start()

    def given_up() -> bool:
        harness.clock.advance(1)
        return failed_jobs(harness.database) == 1

    eventually(given_up)
    scheduler.stop()
    assert kept == ["whole"]
    assert "The pot leaks." in caplog.text


def test_unknown_job_is_retried(harness: WorkerHarness) -> None:
    schedule(harness, "of tomorrow")
    scheduler = Scheduler(
        harness.job_store, harness.run_job, harness.clock, harness.foreground, WORKER_CONFIG
    )
    scheduler.start()
    eventually(lambda: harness.job_store.next_due() != harness.clock.now())
    scheduler.stop()
    assert failed_jobs(harness.database) == 0
