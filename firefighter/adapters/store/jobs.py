"""The queue of scheduled jobs.

A job runs in the transaction that marks it done, so it takes effect once: if the process dies in
the middle, the job is still pending and another process runs it.
"""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.incidents import lock_incident
from firefighter.adapters.store.tables import JobRow, JobState
from firefighter.adapters.store.unit_of_work import StoredUnitsOfWork
from firefighter.domain.errors import StoreUnavailable
from firefighter.domain.ids import IncidentId
from firefighter.ports.app_context import Clock
from firefighter.ports.store import DueJob, JobFailed, JobRequest, RunJob

_PENDING = JobRow.state == JobState.PENDING


class StoredJobs:
    def __init__(self, database: Database, clock: Clock, units: StoredUnitsOfWork) -> None:
        self._database = database
        self._clock = clock
        self._units = units

    def next_due(self) -> datetime | None:
        with self._database.reading() as session:
            return session.scalar(select(func.min(JobRow.due_at)).where(_PENDING))

    def run_next(self, run_job: RunJob) -> bool:
        with self._database.writing() as session:
            row = self._lock_next(session)
            if row is None:
                return False
            row.state = JobState.DONE
            # Read before the job runs: afterwards the connection may be gone.
            request, failures = _request_of(row), row.failures
            try:
                with self._units.within(session) as unit:
                    run_job(unit, DueJob(request, self._clock.now()))
            except (StoreUnavailable, OperationalError, InterfaceError):
                raise  # The database failed, and not the job.
            except Exception as error:
                raise JobFailed(request.key, request.kind, request.incident_id, failures) from error
        self._units.wake()
        return True

    def postpone(self, key: str, until: datetime, why: str) -> None:
        self._note_failure(key, why, due_at=until)

    def mark_failed(self, key: str, why: str) -> None:
        self._note_failure(key, why, state=JobState.FAILED)

    def _lock_next(self, session: Session) -> JobRow | None:
        """The next due job, or None; also None while another process holds it.

        Locks the incident first, as every change does, which prevents deadlocks.
        """
        due = (_PENDING, JobRow.due_at <= self._clock.now())
        found = session.execute(
            select(JobRow.id, JobRow.incident_id)
            .where(*due)
            .order_by(JobRow.due_at, JobRow.id)
            .limit(1)
        ).one_or_none()
        if found is None:
            return None
        lock_incident(session, found.incident_id)
        return session.scalar(
            select(JobRow).where(JobRow.id == found.id, *due).with_for_update(skip_locked=True)
        )

    def _note_failure(self, key: str, why: str, **values: object) -> None:
        with self._database.writing() as session:
            session.execute(
                update(JobRow)
                .where(JobRow.key == key, _PENDING)
                .values(failures=JobRow.failures + 1, last_error=why, **values)
            )


def failed_jobs(database: Database) -> int:
    """How many jobs failed for good."""
    with database.reading() as session:
        count = select(func.count()).where(JobRow.state == JobState.FAILED)
        return session.scalar(count) or 0


def _request_of(row: JobRow) -> JobRequest:
    return JobRequest(row.kind, row.key, row.scheduled_for, row.payload, _incident_of(row))


def _incident_of(row: JobRow) -> IncidentId | None:
    return None if row.incident_id is None else IncidentId(row.incident_id)
