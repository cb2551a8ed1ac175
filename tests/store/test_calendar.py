"""Appointments are kept once, in the transaction that crosses them out."""

import threading
from datetime import timedelta

import pytest

from firefighter.domain.ids import IncidentId
from firefighter.ports.calendar import Due, NotKept
from firefighter.ports.outbox import Outcome
from firefighter.ports.store import Appointment, UnitOfWork
from firefighter.store.calendar import StoredCalendar, given_up_appointments
from firefighter.store.database import Database
from firefighter.store.tables import EffectState
from tests.clock import START, SettableClock
from tests.store.desk import Desk, delivery, effect

HOUR = timedelta(hours=1)


class Wall:
    """A calendar and whoever looks at it; what is kept is written down."""

    def __init__(self, database: Database, clock: SettableClock) -> None:
        self.desk = Desk(database, clock)
        self.calendar = StoredCalendar(database, clock, self.desk.units)
        self.kept: list[Due] = []

    def appoint(
        self, key: str, after: timedelta = HOUR, incident_id: IncidentId | None = None
    ) -> None:
        with self.desk.units(delivery()) as unit:
            unit.appoint(Appointment("tea", key, START + after, {"cups": 2}, incident_id))

    def keep_all(self) -> list[str]:
        while self.calendar.keep_next(lambda _unit, due: self.kept.append(due)):
            pass
        return [due.appointment.key for due in self.kept]


@pytest.fixture
def wall(database: Database, clock: SettableClock) -> Wall:
    return Wall(database, clock)


def fail(_unit: UnitOfWork, _due: Due) -> None:
    raise RuntimeError("no tea")


def test_nothing_is_kept_before_its_time(wall: Wall, clock: SettableClock) -> None:
    wall.appoint("at four")
    assert wall.calendar.next_due() == START + HOUR
    assert wall.keep_all() == []
    clock.advance(HOUR.total_seconds())
    assert wall.keep_all() == ["at four"]
    assert wall.calendar.next_due() is None


def test_what_was_appointed_comes_back_as_it_was(wall: Wall, clock: SettableClock) -> None:
    incident_id = wall.desk.incident()
    wall.appoint("at four", incident_id=incident_id)
    clock.advance(3 * HOUR.total_seconds())
    wall.keep_all()
    (due,) = wall.kept
    assert due.appointment == Appointment("tea", "at four", START + HOUR, {"cups": 2}, incident_id)
    assert due.late == 2 * HOUR


def test_one_key_comes_once_however_often_it_is_appointed(wall: Wall, clock: SettableClock) -> None:
    wall.appoint("at four")
    wall.appoint("at four", after=2 * HOUR)
    clock.advance(4 * HOUR.total_seconds())
    assert wall.keep_all() == ["at four"]
    wall.appoint("at four", after=5 * HOUR)
    clock.advance(4 * HOUR.total_seconds())
    assert wall.keep_all() == ["at four"]


def test_the_one_due_for_longest_comes_first(wall: Wall, clock: SettableClock) -> None:
    wall.appoint("later", after=2 * HOUR)
    wall.appoint("sooner")
    clock.advance(4 * HOUR.total_seconds())
    assert wall.keep_all() == ["sooner", "later"]


def test_what_fails_leaves_nothing_and_waits_for_its_next_try(
    wall: Wall, clock: SettableClock
) -> None:
    wall.appoint("at four")
    clock.advance(HOUR.total_seconds())

    def enqueue_and_fail(unit: UnitOfWork, due: Due) -> None:
        unit.enqueue(None, effect("pour"))
        fail(unit, due)

    with pytest.raises(NotKept) as failure:
        wall.calendar.keep_next(enqueue_and_fail)
    assert (failure.value.key, failure.value.failures) == ("at four", 0)
    assert wall.desk.outbox.unsettled() == {}
    wall.calendar.put_off("at four", clock.now() + HOUR, "no tea")
    assert wall.keep_all() == []
    clock.advance(HOUR.total_seconds())
    with pytest.raises(NotKept) as failure:
        wall.calendar.keep_next(fail)
    assert failure.value.failures == 1
    assert wall.keep_all() == ["at four"]


def test_what_is_given_up_is_counted_and_never_comes(
    wall: Wall, clock: SettableClock, database: Database
) -> None:
    wall.appoint("at four")
    clock.advance(HOUR.total_seconds())
    wall.calendar.give_up("at four", "no tea")
    assert wall.keep_all() == []
    assert given_up_appointments(database) == 1


def test_what_is_kept_may_change_an_incident_enqueue_and_appoint(
    wall: Wall, clock: SettableClock
) -> None:
    incident_id = wall.desk.incident()
    wall.appoint("at four", incident_id=incident_id)
    clock.advance(HOUR.total_seconds())

    def keep(unit: UnitOfWork, due: Due) -> None:
        incident = unit.incidents.get(incident_id)
        incident.describe("Cold tea", actor=incident.declared_by, now=due.now)
        unit.enqueue(incident_id, effect("pour"))
        unit.appoint(Appointment("tea", "at five", due.now + HOUR, {}))

    assert wall.calendar.keep_next(keep)
    assert wall.calendar.next_due() == clock.now() + HOUR
    assert wall.desk.outbox.unsettled() == {EffectState.PENDING: 1}
    with wall.desk.units(delivery()) as unit:
        assert unit.incidents.get(incident_id).summary == "Cold tea"


def test_an_effect_that_is_done_may_appoint(wall: Wall, clock: SettableClock) -> None:
    wall.desk.enqueue(None, effect("pour"))
    later = Appointment("tea", "at five", clock.now() + HOUR, {})
    wall.desk.outbox.done(wall.desk.claim_one(), Outcome(later=(later,)))
    assert wall.calendar.next_due() == clock.now() + HOUR


def test_many_who_look_at_once_keep_each_once(database: Database, clock: SettableClock) -> None:
    walls = [Wall(database, clock) for _ in range(4)]
    incident_id = walls[0].desk.incident()
    for number in range(20):
        walls[0].appoint(f"no. {number}", incident_id=incident_id if number % 2 else None)
    clock.advance(HOUR.total_seconds())

    def look(wall: Wall) -> None:
        while wall.calendar.next_due() is not None:
            wall.calendar.keep_next(lambda _unit, due: wall.kept.append(due))

    threads = [threading.Thread(target=look, args=(wall,)) for wall in walls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = [due.appointment.key for wall in walls for due in wall.kept]
    assert sorted(kept) == sorted(f"no. {number}" for number in range(20))
