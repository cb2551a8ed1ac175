from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from firefighter.domain.events import AnyEvent
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.ports.store import EffectRequest, Planner
from firefighter.store.database import Database
from firefighter.store.locking import lock_incident
from firefighter.store.records import StoredRecords
from firefighter.store.unit_of_work import StoredUnit, StoredUnits
from tests.clock import START, SettableClock
from tests.store.contents import contents
from tests.store.desk import ANA, RULES, Desk, delivery, effect
from tests.store.threads import insist, until_somebody_waits_for_a_lock


class Interrupted(Exception):
    pass


def describe_and_enqueue(unit: StoredUnit, incident_id: IncidentId) -> None:
    unit.incidents.get(incident_id).describe("Seen", actor=ANA, now=START)
    unit.enqueue(incident_id, effect("told", "lines"))


def stop_in_the_middle(unit: StoredUnit, incident_id: IncidentId) -> None:
    describe_and_enqueue(unit, incident_id)
    raise Interrupted


def one_of_two_cannot_be_written(unit: StoredUnit, incident_id: IncidentId) -> None:
    describe_and_enqueue(unit, incident_id)
    unit.incidents.seen[0].describe("Newer", actor=ANA, now=START.replace(tzinfo=None))


@pytest.mark.parametrize("change", [stop_in_the_middle, one_of_two_cannot_be_written])
def test_a_change_that_fails_leaves_no_state_timeline_effect_or_delivery(
    desk: Desk, database: Database, change: Callable[[StoredUnit, IncidentId], None]
) -> None:
    incident_id = desk.incident()
    before = contents(database)
    with pytest.raises(Exception, match=r"^$|without its offset"), desk.units(delivery()) as unit:
        change(unit, incident_id)
    assert contents(database) == before


def test_a_plan_that_fails_undoes_the_change_it_was_for(
    desk: Desk, database: Database, clock: SettableClock
) -> None:
    def plan(_incident: Incident, _event: AnyEvent) -> tuple[EffectRequest, ...]:
        raise Interrupted

    incident_id = desk.incident()
    before = contents(database)
    with pytest.raises(Interrupted), units(database, clock, plan)(delivery()) as unit:
        unit.incidents.get(incident_id).describe("Seen", actor=ANA, now=START)
    assert contents(database) == before


def test_each_event_is_planned_for_with_the_incident_as_it_is_after_all_of_them(
    desk: Desk, database: Database, clock: SettableClock
) -> None:
    def plan(incident: Incident, event: AnyEvent) -> tuple[EffectRequest, ...]:
        return (EffectRequest(event.kind, {"summary": incident.summary}, "lines"),)

    incident_id = desk.incident()
    with units(database, clock, plan)(delivery()) as unit:
        incident = unit.incidents.get(incident_id)
        incident.describe("First", actor=ANA, now=START)
        incident.describe("Second", actor=ANA, now=START)
    assert desk.claim_one().payload == {"summary": "Second"}


def test_the_worker_is_woken_after_the_commit_and_not_before(
    database: Database, clock: SettableClock
) -> None:
    queued: list[int] = []

    def look() -> None:
        queued.append(len(contents(database)["effects"]))

    woken = StoredUnits(database, RULES, clock, lambda _incident, _event: (), look)
    with woken(delivery()) as unit:
        unit.enqueue(None, effect("answer"))
        assert queued == []
    assert queued == [1]


def test_nobody_is_woken_for_what_was_undone(database: Database, clock: SettableClock) -> None:
    woken: list[int] = []
    made = StoredUnits(
        database, RULES, clock, lambda _incident, _event: (), partial(woken.append, 1)
    )
    with pytest.raises(Interrupted), made(delivery()):
        raise Interrupted
    assert woken == []


def test_nothing_is_seen_by_others_before_the_commit(desk: Desk, records: StoredRecords) -> None:
    incident_id = desk.incident()
    with desk.units(delivery()) as unit:
        unit.incidents.get(incident_id).describe("Seen", actor=ANA, now=START)
        assert records.snapshot(incident_id).incident.summary == ""
    assert records.snapshot(incident_id).incident.summary == "Seen"


def units(database: Database, clock: SettableClock, plan: Planner) -> StoredUnits:
    return StoredUnits(database, RULES, clock, plan, lambda: None)


@pytest.mark.postgresql
def test_an_incident_that_another_process_holds_holds_up_no_other_incident(
    postgresql_database: Database, clock: SettableClock
) -> None:
    desk = Desk(postgresql_database, clock)
    held, other = desk.incident(), desk.incident()
    with ThreadPoolExecutor(1) as pool:
        with postgresql_database.writing() as session:
            lock_incident(session, held)
            waiting = pool.submit(insist, partial(desk.enqueue, held, effect("late")))
            until_somebody_waits_for_a_lock(postgresql_database)
            desk.enqueue(other, effect("early"))
            assert not waiting.done()
            assert desk.claimable() == ["early"]
        waiting.result(10)
    assert desk.claimable() == ["late"]
