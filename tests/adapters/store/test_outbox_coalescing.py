from datetime import timedelta

import pytest
from sqlalchemy import text

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.tables import EffectState
from firefighter.ports.outbox import RetryReason
from tests.adapters.store.store_client import LATER, NEVER, StoreClient, effect
from tests.adapters.store.table_contents import contents
from tests.clock import START, SettableClock

DRAW = effect("draw", "card", coalesces=True)


def test_a_pending_effect_covers_all_that_follow(store_client: StoreClient) -> None:
    incident_id = store_client.incident()
    for _ in range(10):
        store_client.enqueue(incident_id, DRAW)
    assert store_client.rounds() == [["draw"]]


def test_a_blocked_effect_covers_what_follows(store_client: StoreClient) -> None:
    incident_id = store_client.incident()
    store_client.enqueue(incident_id, effect("post", "card"), DRAW)
    store_client.enqueue(incident_id, DRAW)
    assert store_client.rounds() == [["post"], ["draw"]]


def test_an_effect_that_waits_for_a_retry_covers_what_follows(
    store_client: StoreClient, clock: SettableClock
) -> None:
    incident_id = store_client.incident()
    store_client.enqueue(incident_id, DRAW)
    store_client.outbox.postpone(store_client.claim_one(), START + timedelta(seconds=5), LATER)
    store_client.enqueue(incident_id, DRAW)
    assert store_client.claimable() == []
    clock.advance(5)
    assert store_client.rounds() == [["draw"]]


def test_a_leased_effect_covers_nothing(
    store_client: StoreClient,
) -> None:
    incident_id = store_client.incident()
    store_client.enqueue(incident_id, DRAW)
    under_way = store_client.claim_one()
    store_client.enqueue(incident_id, DRAW)
    store_client.enqueue(incident_id, DRAW)
    assert store_client.claimable() == []
    store_client.done(under_way)
    assert store_client.rounds() == [["draw"]]


def test_an_effect_whose_worker_died_covers_nothing(
    store_client: StoreClient, clock: SettableClock
) -> None:
    incident_id = store_client.incident()
    store_client.enqueue(incident_id, DRAW)
    store_client.claim_one()
    clock.advance(61)
    store_client.enqueue(incident_id, DRAW)
    assert store_client.rounds() == [["draw"], ["draw"]]


def test_a_done_effect_covers_nothing(store_client: StoreClient) -> None:
    incident_id = store_client.incident()
    for _ in range(2):
        store_client.enqueue(incident_id, DRAW)
        assert store_client.rounds() == [["draw"]]


def test_effects_of_other_lanes_and_incidents_are_separate(store_client: StoreClient) -> None:
    first, second = store_client.incident(), store_client.incident()
    store_client.enqueue(first, DRAW, effect("draw", "panel", coalesces=True))
    store_client.enqueue(second, DRAW)
    assert store_client.rounds() == [["draw", "draw", "draw"]]


def test_effects_that_do_not_coalesce_are_all_done(store_client: StoreClient) -> None:
    incident_id = store_client.incident()
    for _ in range(2):
        store_client.enqueue(incident_id, effect("say", "lines"))
    assert store_client.rounds() == [["say"], ["say"]]


def test_a_failed_effect_gets_a_new_set_of_tries(
    store_client: StoreClient, clock: SettableClock
) -> None:
    incident_id = store_client.incident()
    store_client.enqueue(incident_id, DRAW)
    failed = store_client.claim_one()
    store_client.outbox.mark_failed(failed, NEVER)
    assert store_client.outbox.next_due() is None
    clock.advance(100)
    store_client.enqueue(incident_id, DRAW)
    revived = store_client.claim_one()
    assert (revived.id, revived.idempotency_key, revived.failures) == (
        failed.id,
        failed.idempotency_key,
        0,
    )
    assert revived.fence > failed.fence
    store_client.done(revived)
    assert store_client.rounds() == []


def test_a_failed_effect_is_retried_also_when_another_waits_behind_it(
    store_client: StoreClient,
) -> None:
    incident_id = store_client.incident()
    store_client.enqueue(incident_id, DRAW)
    first = store_client.claim_one()
    store_client.enqueue(incident_id, DRAW)
    store_client.outbox.mark_failed(first, NEVER)
    store_client.enqueue(incident_id, DRAW)
    assert store_client.rounds() == [["draw"], ["draw"]]


@pytest.mark.postgresql
def test_a_failed_effect_is_retried_in_whichever_order_rows_are_found(
    postgresql_database: Database, clock: SettableClock
) -> None:
    with postgresql_database.writing() as session:
        for way in ("enable_indexscan", "enable_bitmapscan"):
            name = postgresql_database.url.database
            session.execute(text(f"ALTER DATABASE {name} SET {way} = off"))
    postgresql_database.close()  # connections to come read in the order of writing
    test_a_failed_effect_is_retried_also_when_another_waits_behind_it(
        StoreClient(postgresql_database, clock)
    )


@pytest.mark.parametrize("failed", [True, False])
def test_a_covered_effect_adds_no_row(
    store_client: StoreClient, database: Database, *, failed: bool
) -> None:
    incident_id = store_client.incident()
    store_client.enqueue(incident_id, DRAW)
    store_client.outbox.postpone(
        store_client.claim_one(), START, RetryReason("Later", failed=failed)
    )
    before = contents(database)["effects"]
    store_client.enqueue(incident_id, DRAW)
    assert contents(database)["effects"] == before


def test_effects_without_an_incident_coalesce_but_wait_for_nothing(
    store_client: StoreClient,
) -> None:
    store_client.enqueue(None, DRAW)
    store_client.enqueue(None, DRAW, effect("draw", "panel", coalesces=True))
    held, panel = store_client.claim()
    assert [held.kind, panel.kind] == ["draw", "draw"]
    store_client.enqueue(None, DRAW)
    assert store_client.claimable() == ["draw"]


def test_a_change_retries_a_failed_effect_without_an_incident_instead_of_adding_one(
    store_client: StoreClient,
) -> None:
    store_client.enqueue(None, DRAW)
    store_client.outbox.mark_failed(store_client.claim_one(), NEVER)
    store_client.enqueue(None, DRAW)
    assert store_client.outbox.unsettled() == {EffectState.PENDING: 1}
