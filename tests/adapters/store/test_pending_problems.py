from datetime import timedelta

import pytest

from firefighter.adapters.store.records import StoredRecords
from firefighter.adapters.store.tables import EffectState
from firefighter.ports.outbox import RetryReason
from firefighter.ports.snapshot import UnfinishedEffects
from tests.adapters.store.store_client import LATER, NEVER, StoreClient, delivery, effect
from tests.clock import START, SettableClock

SOON = START + timedelta(seconds=10)
LATER_STILL = START + timedelta(seconds=20)


def test_effects_that_wait_for_their_first_try_are_not_problems(
    store_client: StoreClient, records: StoredRecords
) -> None:
    incident_id = store_client.incident()
    store_client.enqueue(incident_id, effect("channel", "a"), effect("panel", "a"))
    assert records.snapshot(incident_id).unfinished_effects == UnfinishedEffects()


def test_an_unfinished_effect_is_reported_with_its_next_try(
    store_client: StoreClient, records: StoredRecords
) -> None:
    incident_id = store_client.incident()
    store_client.enqueue(
        incident_id, effect("channel", "a"), effect("topic", "b"), effect("pin", "b")
    )
    first, second = store_client.claim()
    store_client.outbox.postpone(first, LATER_STILL, RetryReason("no answer"))
    store_client.outbox.postpone(second, SOON, RetryReason("asked to wait", failed=False))
    assert records.snapshot(incident_id).unfinished_effects == UnfinishedEffects(
        pending=2, why="asked to wait", next_try=SOON
    )


def test_the_reported_reason_is_that_of_a_failed_effect(
    store_client: StoreClient, records: StoredRecords
) -> None:
    incident_id = store_client.incident()
    store_client.enqueue(incident_id, effect("channel", "a"), effect("topic", "b"))
    first, second = store_client.claim()
    store_client.outbox.postpone(first, SOON, LATER)
    store_client.outbox.mark_failed(second, NEVER)
    assert records.snapshot(incident_id).unfinished_effects == UnfinishedEffects(
        1, 1, NEVER.why, SOON
    )


def test_a_done_effect_is_no_longer_reported(
    store_client: StoreClient, records: StoredRecords, clock: SettableClock
) -> None:
    incident_id = store_client.incident()
    store_client.enqueue(incident_id, effect("channel", "a"))
    claim = store_client.claim_one()
    assert not claim.failed_before
    store_client.outbox.postpone(claim, SOON, LATER)
    clock.set(SOON)
    again = store_client.claim_one()
    assert again.failed_before
    store_client.done(again)
    assert records.snapshot(incident_id).unfinished_effects == UnfinishedEffects()


def test_problems_of_incidents_are_separate(
    store_client: StoreClient, records: StoredRecords
) -> None:
    failed_before, untroubled = store_client.incident(), store_client.incident()
    store_client.enqueue(failed_before, effect("channel", "a"))
    store_client.outbox.mark_failed(store_client.claim_one(), NEVER)
    assert records.snapshot(untroubled).unfinished_effects == UnfinishedEffects()


@pytest.mark.parametrize("way", ["postpone", "fail"])
def test_effects_that_show_a_failure_are_enqueued_with_it(
    store_client: StoreClient, way: str
) -> None:
    store_client.enqueue(store_client.incident(), effect("channel", "a"))
    claim, card = store_client.claim_one(), [effect("card", "b")]
    if way == "fail":
        store_client.outbox.mark_failed(claim, NEVER, card)
    else:
        store_client.outbox.postpone(claim, SOON, LATER, card)
    assert store_client.claimable() == ["card"]


def test_all_failed_effects_of_an_incident_can_be_retried(
    store_client: StoreClient, records: StoredRecords
) -> None:
    incident_id, other = store_client.incident(), store_client.incident()
    store_client.enqueue(
        incident_id, effect("channel", "a"), effect("panel", "a"), effect("topic", "b")
    )
    store_client.enqueue(other, effect("other", "a"))
    for claim in store_client.claim():
        store_client.outbox.mark_failed(claim, NEVER)
    assert store_client.claimable() == []
    with store_client.units(delivery()) as unit:
        unit.incidents.get(incident_id)
        assert unit.retry_failed(incident_id) == 2
    assert [claim.failures for claim in store_client.claim()] == [0, 0]
    assert records.snapshot(other).unfinished_effects.failed == 1


def test_pending_and_failed_effects_are_counted(store_client: StoreClient) -> None:
    assert store_client.outbox.unsettled() == {}
    store_client.enqueue(None, effect("given up"))
    store_client.outbox.mark_failed(store_client.claim_one(), NEVER)
    store_client.enqueue(None, effect("waits"), effect("waits, too"))
    assert store_client.outbox.unsettled() == {EffectState.FAILED: 1, EffectState.PENDING: 2}


def test_the_age_of_the_oldest_pending_effect_is_known(
    store_client: StoreClient, clock: SettableClock
) -> None:
    assert store_client.outbox.oldest_unsettled() is None
    store_client.enqueue(None, effect("given up"))
    store_client.outbox.mark_failed(store_client.claim_one(), NEVER)
    clock.advance(5)
    store_client.enqueue(None, effect("waits"))
    clock.advance(5)
    store_client.enqueue(None, effect("waits, too"))
    assert store_client.outbox.oldest_unsettled() == START + timedelta(seconds=5)


def test_failed_effects_without_an_incident_can_be_retried(
    store_client: StoreClient,
) -> None:
    store_client.enqueue(None, effect("tell"), effect("digest"))
    store_client.enqueue(store_client.incident(), effect("channel", "a"))
    for claim in store_client.claim():
        store_client.outbox.mark_failed(claim, NEVER)
    assert store_client.outbox.retry_without_incident() == 2
    assert [(claim.kind, claim.failures) for claim in store_client.claim()] == [
        ("tell", 0),
        ("digest", 0),
    ]
    assert store_client.outbox.retry_without_incident() == 0
