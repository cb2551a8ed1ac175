"""Appointments, as whoever keeps them sees them.

One is kept in the same transaction that crosses it out, so it comes once: a process that dies in
the middle leaves it as it was, for another.
"""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from firefighter.domain.errors import StoreUnavailable
from firefighter.domain.ids import IncidentId
from firefighter.ports.calendar import Due, Keep, NotKept
from firefighter.ports.house import Clock
from firefighter.ports.store import Appointment
from firefighter.store.database import Database
from firefighter.store.locking import lock_incident
from firefighter.store.tables import AppointmentRow, AppointmentState
from firefighter.store.unit_of_work import StoredUnits

_WAITS = AppointmentRow.state == AppointmentState.WAITING


class StoredCalendar:
    def __init__(self, database: Database, clock: Clock, units: StoredUnits) -> None:
        self._database = database
        self._clock = clock
        self._units = units

    def next_due(self) -> datetime | None:
        with self._database.reading() as session:
            return session.scalar(select(func.min(AppointmentRow.due_at)).where(_WAITS))

    def keep_next(self, keep: Keep) -> bool:
        with self._database.writing() as session:
            row = self._lock_next(session)
            if row is None:
                return False
            row.state = AppointmentState.KEPT
            try:
                with self._units.within(session) as unit:
                    keep(unit, Due(_read(row), self._clock.now()))
            except StoreUnavailable:
                raise
            except Exception as error:
                raise NotKept(row.key, row.kind, _incident_of(row), row.failures) from error
        self._units.wake()
        return True

    def put_off(self, key: str, until: datetime, why: str) -> None:
        self._note_failure(key, why, due_at=until)

    def give_up(self, key: str, why: str) -> None:
        self._note_failure(key, why, state=AppointmentState.GIVEN_UP)

    def _lock_next(self, session: Session) -> AppointmentRow | None:
        """Locks the incident first, as everybody does who changes one: so nobody waits in a ring.

        None as well when another process has it just now.
        """
        due = (_WAITS, AppointmentRow.due_at <= self._clock.now())
        found = session.execute(
            select(AppointmentRow.id, AppointmentRow.incident_id)
            .where(*due)
            .order_by(AppointmentRow.due_at, AppointmentRow.id)
            .limit(1)
        ).one_or_none()
        if found is None:
            return None
        lock_incident(session, found.incident_id)
        return session.scalar(
            select(AppointmentRow)
            .where(AppointmentRow.id == found.id, *due)
            .with_for_update(skip_locked=True)
        )

    def _note_failure(self, key: str, why: str, **values: object) -> None:
        with self._database.writing() as session:
            session.execute(
                update(AppointmentRow)
                .where(AppointmentRow.key == key, _WAITS)
                .values(failures=AppointmentRow.failures + 1, last_error=why, **values)
            )


def given_up_appointments(database: Database) -> int:
    """How many could not be kept and will not be tried again."""
    with database.reading() as session:
        count = select(func.count()).where(AppointmentRow.state == AppointmentState.GIVEN_UP)
        return session.scalar(count) or 0


def _read(row: AppointmentRow) -> Appointment:
    return Appointment(row.kind, row.key, row.set_for, row.payload, _incident_of(row))


def _incident_of(row: AppointmentRow) -> IncidentId | None:
    return None if row.incident_id is None else IncidentId(row.incident_id)
