from datetime import timedelta
from functools import partial

import pytest

from firefighter.adapters.store.database import Database
from firefighter.domain.errors import AlreadyHandled, UnknownIncident
from firefighter.domain.ids import IncidentId
from firefighter.ports.outbox import Claim
from firefighter.ports.store import DeliveryId
from tests.adapters.store.concurrency import retry_while_busy, run_at_once
from tests.adapters.store.store_client import LATER, NEVER, StoreClient, effect
from tests.adapters.store.table_contents import contents
from tests.clock import START, SettableClock

ONE = DeliveryId("Ev0001")


def handle(store_client: StoreClient, delivery: DeliveryId) -> None:
    with store_client.units(delivery) as unit:
        unit.enqueue(None, effect("answer"))


def test_a_repeated_delivery_changes_nothing(store_client: StoreClient, database: Database) -> None:
    handle(store_client, ONE)
    before = contents(database)
    with pytest.raises(AlreadyHandled):
        handle(store_client, ONE)
    assert contents(database) == before


def test_a_new_delivery_is_handled(store_client: StoreClient) -> None:
    handle(store_client, ONE)
    handle(store_client, DeliveryId("Ev0002"))
    assert store_client.claimable() == ["answer", "answer"]


def test_exactly_one_of_simultaneous_equal_deliveries_is_handled(
    store_client: StoreClient, other_store_client: StoreClient
) -> None:
    results = run_at_once(
        *[
            partial(retry_while_busy, partial(handle, where, ONE))
            for where in [store_client, other_store_client] * 3
        ]
    )
    refused = [result for result in results if result is not None]
    assert {type(result) for result in refused} == {AlreadyHandled}
    assert len(refused) == 5
    assert store_client.claimable() == ["answer"]


def test_a_refused_change_leaves_the_delivery_unhandled(
    store_client: StoreClient, database: Database
) -> None:
    before = contents(database)
    with pytest.raises(UnknownIncident), store_client.units(ONE) as unit:
        unit.incidents.get(IncidentId(7))
    assert contents(database) == before
    handle(store_client, ONE)


def test_only_old_deliveries_are_forgotten(store_client: StoreClient, clock: SettableClock) -> None:
    handle(store_client, ONE)
    clock.advance(60)
    handle(store_client, DeliveryId("Ev0002"))
    store_client.outbox.forget_deliveries(START + timedelta(seconds=60))
    handle(store_client, ONE)
    with pytest.raises(AlreadyHandled):
        handle(store_client, DeliveryId("Ev0002"))


A_DAY_S = 24 * 60 * 60


@pytest.mark.parametrize("way", ["held", "postponed", "failed"])
def test_what_an_unfinished_effect_recorded_is_remembered(
    store_client: StoreClient, clock: SettableClock, way: str
) -> None:
    """After a day of downtime, deliveries are forgotten before the effect is retried."""
    claim = recorded(store_client)
    if way == "postponed":
        store_client.outbox.postpone(claim, clock.now() + timedelta(seconds=A_DAY_S), LATER)
    if way == "failed":
        store_client.outbox.mark_failed(claim, NEVER)
    clock.advance(A_DAY_S)
    store_client.outbox.forget_deliveries(clock.now())
    with pytest.raises(AlreadyHandled):
        handle(store_client, claim.record_delivery_id)


def test_what_a_done_effect_recorded_is_forgotten(
    store_client: StoreClient, clock: SettableClock
) -> None:
    claim = recorded(store_client)
    store_client.done(claim)
    clock.advance(A_DAY_S)
    store_client.outbox.forget_deliveries(clock.now())
    handle(store_client, claim.record_delivery_id)


def recorded(store_client: StoreClient) -> Claim:
    """An effect that recorded something and whose worker died before recording the outcome."""
    store_client.enqueue(None, effect("page_oncall_service"))
    claim = store_client.claim_one()
    handle(store_client, claim.record_delivery_id)
    return claim
