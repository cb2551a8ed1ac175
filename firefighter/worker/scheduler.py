import logging
import threading
from datetime import datetime, timedelta

from firefighter.ports.app_context import Clock
from firefighter.ports.foreground import ForegroundPriority
from firefighter.ports.store import JobFailed, JobStore, RunJob
from firefighter.worker.config import WorkerConfig
from firefighter.worker.polling import pause_after

log = logging.getLogger(__name__)

_STOP_S = 1.0


class Scheduler:
    """Runs due jobs one after the other, in a thread of its own.

    Each job is one short transaction. Long work and calls to services are effects that it enqueues.
    """

    def __init__(
        self,
        job_store: JobStore,
        run_job: RunJob,
        clock: Clock,
        foreground: ForegroundPriority,
        config: WorkerConfig | None = None,
    ) -> None:
        self._job_store = job_store
        self._run_job = run_job
        self._clock = clock
        self._foreground = foreground
        self._config = config or WorkerConfig()
        self._wanted = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scheduler", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Signals that a job may be due. Returns at once."""
        self._wanted.set()

    def stop(self) -> None:
        """Waits for the running job for up to a second. An uncommitted job runs again later."""
        self._stopping.set()
        self._wanted.set()
        self._thread.join(_STOP_S)

    def next_due(self) -> datetime | None:
        """When the next job is due. Raises StoreUnavailable."""
        return self._job_store.next_due()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wanted.clear()
            self._wanted.wait(pause_after(self._run_due_jobs, self._config))

    def _run_due_jobs(self) -> float:
        """Returns how long to pause, in seconds, unless `wake` is called."""
        self._foreground.yield_to_foreground()
        due = self.next_due()
        if due is None:
            return self._config.poll_s
        wait_s = (due - self._clock.now()).total_seconds()
        if wait_s > 0:
            return min(wait_s, self._config.poll_s)
        try:
            ran = self._job_store.run_next(self._run_job)
        except JobFailed as failure:
            self._note(failure)
            return 0.0
        return 0.0 if ran else self._config.poll_s

    def _note(self, failure: JobFailed) -> None:
        cause = failure.__cause__
        log.warning("Job %s failed: %s", failure.key, cause, exc_info=cause)
        failures, why = failure.failures + 1, f"{type(cause).__name__}: {cause}"
        if failures >= self._config.tries:
            return self._job_store.mark_failed(failure.key, why)
        wait = timedelta(seconds=self._config.backoff_s(failures))
        return self._job_store.postpone(failure.key, self._clock.now() + wait, why)
