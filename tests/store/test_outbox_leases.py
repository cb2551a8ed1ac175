from collections.abc import Callable
from datetime import timedelta

import pytest

from firefighter.ports.outbox import Claim, LostLease, Outcome, Setback
from firefighter.ports.places import ChannelId, Located, Place
from firefighter.store.database import Database
from firefighter.store.outbox import StoredOutbox
from tests.clock import START, SettableClock
from tests.store.contents import contents
from tests.store.desk import LATER, LEASE, NEVER, Desk, effect

SOON = START + timedelta(seconds=10)

Settle = Callable[[StoredOutbox, Claim], None]


def as_done(outbox: StoredOutbox, claim: Claim) -> None:
    located = (Located(Place.ROOM, ChannelId("C1")),)
    outbox.done(claim, Outcome(located, (effect("then", "b"),)))


def as_postponed(outbox: StoredOutbox, claim: Claim) -> None:
    outbox.postpone(claim, SOON, LATER, [effect("then", "b")])


def as_parked(outbox: StoredOutbox, claim: Claim) -> None:
    outbox.park(claim, NEVER, [effect("then", "b")])


EVERY_WAY = pytest.mark.parametrize("settle", [as_done, as_postponed, as_parked])


def test_a_claim_tells_what_is_to_be_done_and_until_when(desk: Desk, clock: SettableClock) -> None:
    incident_id = desk.incident()
    desk.enqueue(incident_id, effect("room", "a"))
    clock.advance(5)
    claim = desk.claim_one()
    assert (claim.incident_id, claim.kind, claim.payload) == (incident_id, "room", {})
    assert (claim.fence, claim.failures, claim.created_at) == (1, 0, START)
    assert claim.lease_until == START + timedelta(seconds=5) + LEASE


def test_marks_are_different(desk: Desk) -> None:
    desk.enqueue(None, *(effect("answer") for _ in range(5)))
    assert len({claim.mark for claim in desk.claim()}) == 5


def test_what_is_leased_is_nobody_else_s_until_the_lease_ends(
    desk: Desk, other_desk: Desk, clock: SettableClock
) -> None:
    desk.enqueue(None, effect("answer"))
    first = desk.claim_one()
    clock.advance(LEASE.total_seconds() - 0.001)
    assert other_desk.claimable() == []
    clock.advance(0.001)
    second = other_desk.claim_one()
    assert (second.id, second.mark) == (first.id, first.mark)
    assert second.fence == first.fence + 1


@EVERY_WAY
def test_who_lost_the_lease_may_not_settle(
    desk: Desk, other_desk: Desk, database: Database, clock: SettableClock, settle: Settle
) -> None:
    desk.enqueue(desk.incident(), effect("room", "a"), effect("panel", "a"))
    stale = desk.claim_one()
    clock.advance(60)
    other_desk.claim_one()
    before = contents(database)
    with pytest.raises(LostLease):
        settle(desk.outbox, stale)
    assert contents(database) == before


@EVERY_WAY
def test_who_took_over_may_settle(
    desk: Desk, other_desk: Desk, clock: SettableClock, settle: Settle
) -> None:
    desk.enqueue(desk.incident(), effect("room", "a"))
    desk.claim_one()
    clock.advance(60)
    settle(other_desk.outbox, other_desk.claim_one())


@EVERY_WAY
def test_a_late_result_counts_as_long_as_nobody_took_over(
    desk: Desk, clock: SettableClock, settle: Settle
) -> None:
    desk.enqueue(desk.incident(), effect("room", "a"))
    claim = desk.claim_one()
    clock.advance(3600)
    settle(desk.outbox, claim)


@EVERY_WAY
@pytest.mark.parametrize("first", [as_done, as_parked])
def test_what_is_settled_cannot_be_settled_again(
    desk: Desk, database: Database, first: Settle, settle: Settle
) -> None:
    desk.enqueue(desk.incident(), effect("room", "a"))
    claim = desk.claim_one()
    first(desk.outbox, claim)
    before = contents(database)
    with pytest.raises(LostLease):
        settle(desk.outbox, claim)
    assert contents(database) == before


def test_recording_the_same_failure_twice_counts_it_once(desk: Desk, clock: SettableClock) -> None:
    """As happens when the answer to the first commit was lost."""
    desk.enqueue(None, effect("answer"))
    claim = desk.claim_one()
    for _ in range(2):
        desk.outbox.postpone(claim, SOON, LATER)
    clock.set(SOON)
    assert desk.claim_one().failures == 1


@pytest.mark.parametrize(("failed", "failures"), [(True, 1), (False, 0)])
def test_what_is_postponed_is_tried_again_at_its_time(
    desk: Desk, clock: SettableClock, *, failed: bool, failures: int
) -> None:
    desk.enqueue(desk.incident(), effect("room", "a"), effect("panel", "a"))
    desk.outbox.postpone(desk.claim_one(), SOON, Setback("Later", failed=failed))
    assert desk.claimable() == []
    clock.set(SOON)
    again = desk.claim_one()
    assert (again.kind, again.failures, again.fence) == ("room", failures, 2)


def test_what_is_parked_is_not_tried_again(desk: Desk, clock: SettableClock) -> None:
    desk.enqueue(desk.incident(), effect("room", "a"))
    desk.outbox.park(desk.claim_one(), NEVER)
    clock.advance(1_000_000)
    assert desk.claimable() == []


def test_the_next_time_to_look_is_when_the_earliest_ready_effect_is_due(
    desk: Desk, clock: SettableClock
) -> None:
    assert desk.outbox.next_due() is None
    desk.enqueue(desk.incident(), effect("room", "a"), effect("panel", "a"))
    assert desk.outbox.next_due() == START
    claim = desk.claim_one()
    assert desk.outbox.next_due() == START + LEASE
    desk.outbox.postpone(claim, SOON, LATER)
    assert desk.outbox.next_due() == SOON
    clock.set(SOON)
    desk.outbox.park(desk.claim_one(), NEVER)
    assert desk.outbox.next_due() is None
