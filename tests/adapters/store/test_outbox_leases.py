from collections.abc import Callable
from datetime import timedelta

import pytest

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.outbox import StoredOutbox
from firefighter.ports.outbox import Claim, LostLease, Outcome, RetryReason
from firefighter.ports.snapshot import ChannelId, Place, PlaceRef
from tests.adapters.store.store_client import LATER, LEASE, NEVER, StoreClient, effect
from tests.adapters.store.table_contents import contents
from tests.clock import START, SettableClock

SOON = START + timedelta(seconds=10)

Settle = Callable[[StoredOutbox, Claim], None]


def as_done(outbox: StoredOutbox, claim: Claim) -> None:
    located = (PlaceRef(Place.CHANNEL, ChannelId("C1")),)
    outbox.done(claim, Outcome(located, (effect("then", "b"),)))


def as_postponed(outbox: StoredOutbox, claim: Claim) -> None:
    outbox.postpone(claim, SOON, LATER, [effect("then", "b")])


def as_failed(outbox: StoredOutbox, claim: Claim) -> None:
    outbox.mark_failed(claim, NEVER, [effect("then", "b")])


EVERY_WAY = pytest.mark.parametrize("settle", [as_done, as_postponed, as_failed])


def test_a_claim_has_the_payload_and_the_end_of_the_lease(
    store_client: StoreClient, clock: SettableClock
) -> None:
    incident_id = store_client.incident()
    store_client.enqueue(incident_id, effect("channel", "a"))
    clock.advance(5)
    claim = store_client.claim_one()
    assert (claim.incident_id, claim.kind, claim.payload) == (incident_id, "channel", {})
    assert (claim.fence, claim.failures, claim.created_at) == (1, 0, START)
    assert claim.lease_until == START + timedelta(seconds=5) + LEASE


def test_idempotency_keys_differ(store_client: StoreClient) -> None:
    store_client.enqueue(None, *(effect("answer") for _ in range(5)))
    assert len({claim.idempotency_key for claim in store_client.claim()}) == 5


def test_a_leased_effect_cannot_be_claimed_until_the_lease_ends(
    store_client: StoreClient, other_store_client: StoreClient, clock: SettableClock
) -> None:
    store_client.enqueue(None, effect("answer"))
    first = store_client.claim_one()
    clock.advance(LEASE.total_seconds() - 0.001)
    assert other_store_client.claimable() == []
    clock.advance(0.001)
    second = other_store_client.claim_one()
    assert (second.id, second.idempotency_key) == (first.id, first.idempotency_key)
    assert second.fence == first.fence + 1


@EVERY_WAY
def test_a_worker_that_lost_the_lease_cannot_record_the_outcome(
    store_client: StoreClient,
    other_store_client: StoreClient,
    database: Database,
    clock: SettableClock,
    settle: Settle,
) -> None:
    store_client.enqueue(store_client.incident(), effect("channel", "a"), effect("panel", "a"))
    stale = store_client.claim_one()
    clock.advance(60)
    other_store_client.claim_one()
    before = contents(database)
    with pytest.raises(LostLease):
        settle(store_client.outbox, stale)
    assert contents(database) == before


@EVERY_WAY
def test_the_worker_that_took_over_can_record_the_outcome(
    store_client: StoreClient, other_store_client: StoreClient, clock: SettableClock, settle: Settle
) -> None:
    store_client.enqueue(store_client.incident(), effect("channel", "a"))
    store_client.claim_one()
    clock.advance(60)
    settle(other_store_client.outbox, other_store_client.claim_one())


@EVERY_WAY
def test_a_late_outcome_counts_while_nobody_took_over(
    store_client: StoreClient, clock: SettableClock, settle: Settle
) -> None:
    store_client.enqueue(store_client.incident(), effect("channel", "a"))
    claim = store_client.claim_one()
    clock.advance(3600)
    settle(store_client.outbox, claim)


@EVERY_WAY
@pytest.mark.parametrize("first", [as_done, as_failed])
def test_an_outcome_cannot_be_recorded_twice(
    store_client: StoreClient, database: Database, first: Settle, settle: Settle
) -> None:
    store_client.enqueue(store_client.incident(), effect("channel", "a"))
    claim = store_client.claim_one()
    first(store_client.outbox, claim)
    before = contents(database)
    with pytest.raises(LostLease):
        settle(store_client.outbox, claim)
    assert contents(database) == before


def test_recording_the_same_failure_twice_counts_it_once(
    store_client: StoreClient, clock: SettableClock
) -> None:
    """As after a commit whose response was lost."""
    store_client.enqueue(None, effect("answer"))
    claim = store_client.claim_one()
    for _ in range(2):
        store_client.outbox.postpone(claim, SOON, LATER)
    clock.set(SOON)
    assert store_client.claim_one().failures == 1


@pytest.mark.parametrize(("failed", "failures"), [(True, 1), (False, 0)])
def test_a_postponed_effect_is_retried_at_its_time(
    store_client: StoreClient, clock: SettableClock, *, failed: bool, failures: int
) -> None:
    store_client.enqueue(store_client.incident(), effect("channel", "a"), effect("panel", "a"))
    store_client.outbox.postpone(
        store_client.claim_one(), SOON, RetryReason("Later", failed=failed)
    )
    assert store_client.claimable() == []
    clock.set(SOON)
    again = store_client.claim_one()
    assert (again.kind, again.failures, again.fence) == ("channel", failures, 2)


def test_a_failed_effect_is_not_retried_by_itself(
    store_client: StoreClient, clock: SettableClock
) -> None:
    store_client.enqueue(store_client.incident(), effect("channel", "a"))
    store_client.outbox.mark_failed(store_client.claim_one(), NEVER)
    clock.advance(1_000_000)
    assert store_client.claimable() == []


def test_next_due_is_the_due_time_of_the_earliest_ready_effect(
    store_client: StoreClient, clock: SettableClock
) -> None:
    assert store_client.outbox.next_due() is None
    store_client.enqueue(store_client.incident(), effect("channel", "a"), effect("panel", "a"))
    assert store_client.outbox.next_due() == START
    claim = store_client.claim_one()
    assert store_client.outbox.next_due() == START + LEASE
    store_client.outbox.postpone(claim, SOON, LATER)
    assert store_client.outbox.next_due() == SOON
    clock.set(SOON)
    store_client.outbox.mark_failed(store_client.claim_one(), NEVER)
    assert store_client.outbox.next_due() is None
