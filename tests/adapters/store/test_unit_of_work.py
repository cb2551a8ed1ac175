from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.incidents import lock_incident
from firefighter.adapters.store.records import StoredRecords
from firefighter.adapters.store.unit_of_work import StoredUnitOfWork, StoredUnitsOfWork
from firefighter.domain.events import AnyEvent
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.ports.store import EffectPlanner, EffectRequest
from tests.adapters.store.concurrency import retry_while_busy, until_somebody_waits_for_a_lock
from tests.adapters.store.store_client import ANA, RULES, StoreClient, delivery, effect
from tests.adapters.store.table_contents import contents
from tests.clock import START, SettableClock

NOT_UNICODE = "\ud800"
"""Half of a character: no database stores it."""


class Interrupted(Exception):
    pass


def describe_and_enqueue(unit: StoredUnitOfWork, incident_id: IncidentId) -> None:
    unit.incidents.get(incident_id).describe("Seen", actor=ANA, now=START)
    unit.enqueue(incident_id, effect("told", "lines"))


def stop_in_the_middle(unit: StoredUnitOfWork, incident_id: IncidentId) -> None:
    describe_and_enqueue(unit, incident_id)
    raise Interrupted


def one_of_two_cannot_be_written(unit: StoredUnitOfWork, incident_id: IncidentId) -> None:
    describe_and_enqueue(unit, incident_id)
    unit.incidents.seen[0].describe("Newer", actor=UserId(NOT_UNICODE), now=START)


@pytest.mark.parametrize("change", [stop_in_the_middle, one_of_two_cannot_be_written])
def test_a_failed_change_leaves_no_state_timeline_effect_or_delivery(
    store_client: StoreClient,
    database: Database,
    change: Callable[[StoredUnitOfWork, IncidentId], None],
) -> None:
    incident_id = store_client.incident()
    before = contents(database)
    with (
        pytest.raises(Exception, match=r"^$|surrogates not allowed"),
        store_client.units(delivery()) as unit,
    ):
        change(unit, incident_id)
    assert contents(database) == before


def test_a_failed_plan_rolls_its_change_back(
    store_client: StoreClient, database: Database, clock: SettableClock
) -> None:
    def plan(_incident: Incident, _event: AnyEvent) -> tuple[EffectRequest, ...]:
        raise Interrupted

    incident_id = store_client.incident()
    before = contents(database)
    with pytest.raises(Interrupted), units(database, clock, plan)(delivery()) as unit:
        unit.incidents.get(incident_id).describe("Seen", actor=ANA, now=START)
    assert contents(database) == before


def test_each_event_is_planned_with_the_final_state_of_the_incident(
    store_client: StoreClient, database: Database, clock: SettableClock
) -> None:
    def plan(incident: Incident, event: AnyEvent) -> tuple[EffectRequest, ...]:
        return (EffectRequest(event.kind, {"summary": incident.summary}, "lines"),)

    incident_id = store_client.incident()
    with units(database, clock, plan)(delivery()) as unit:
        incident = unit.incidents.get(incident_id)
        incident.describe("First", actor=ANA, now=START)
        incident.describe("Second", actor=ANA, now=START)
    assert store_client.claim_one().payload == {"summary": "Second"}


def test_the_worker_is_woken_after_the_commit_and_not_before(
    database: Database, clock: SettableClock
) -> None:
    queued: list[int] = []

    def look() -> None:
        queued.append(len(contents(database)["effects"]))

    woken = StoredUnitsOfWork(database, RULES, clock, lambda _incident, _event: (), look)
    with woken(delivery()) as unit:
        unit.enqueue(None, effect("answer"))
        assert queued == []
    assert queued == [1]


def test_the_worker_is_not_woken_for_a_rollback(database: Database, clock: SettableClock) -> None:
    woken: list[int] = []
    made = StoredUnitsOfWork(
        database, RULES, clock, lambda _incident, _event: (), partial(woken.append, 1)
    )
    with pytest.raises(Interrupted), made(delivery()):
        raise Interrupted
    assert woken == []


def test_others_see_nothing_before_the_commit(
    store_client: StoreClient, records: StoredRecords
) -> None:
    incident_id = store_client.incident()
    with store_client.units(delivery()) as unit:
        unit.incidents.get(incident_id).describe("Seen", actor=ANA, now=START)
        assert records.snapshot(incident_id).incident.summary == ""
    assert records.snapshot(incident_id).incident.summary == "Seen"


def units(database: Database, clock: SettableClock, plan: EffectPlanner) -> StoredUnitsOfWork:
    return StoredUnitsOfWork(database, RULES, clock, plan, lambda: None)


@pytest.mark.postgresql
def test_a_locked_incident_does_not_delay_other_incidents(
    postgresql_database: Database, clock: SettableClock
) -> None:
    store_client = StoreClient(postgresql_database, clock)
    held, other = store_client.incident(), store_client.incident()
    with ThreadPoolExecutor(1) as pool:
        with postgresql_database.writing() as session:
            lock_incident(session, held)
            waiting = pool.submit(
                retry_while_busy, partial(store_client.enqueue, held, effect("late"))
            )
            until_somebody_waits_for_a_lock(postgresql_database)
            store_client.enqueue(other, effect("early"))
            assert not waiting.done()
            assert store_client.claimable() == ["early"]
        waiting.result(10)
    assert store_client.claimable() == ["late"]
