from datetime import timedelta

import pytest

from firefighter.ports.outbox import Setback
from firefighter.ports.places import Troubles
from firefighter.store.records import StoredRecords
from firefighter.store.tables import EffectState
from tests.clock import START, SettableClock
from tests.store.desk import LATER, NEVER, Desk, delivery, effect

SOON = START + timedelta(seconds=10)
LATER_STILL = START + timedelta(seconds=20)


def test_an_incident_whose_effects_wait_for_their_first_try_has_no_troubles(
    desk: Desk, records: StoredRecords
) -> None:
    incident_id = desk.incident()
    desk.enqueue(incident_id, effect("room", "a"), effect("panel", "a"))
    assert records.snapshot(incident_id).troubles == Troubles()


def test_what_was_tried_and_is_not_done_is_told_with_the_next_try(
    desk: Desk, records: StoredRecords
) -> None:
    incident_id = desk.incident()
    desk.enqueue(incident_id, effect("room", "a"), effect("topic", "b"), effect("pin", "b"))
    first, second = desk.claim()
    desk.outbox.postpone(first, LATER_STILL, Setback("no answer"))
    desk.outbox.postpone(second, SOON, Setback("asked to wait", failed=False))
    assert records.snapshot(incident_id).troubles == Troubles(
        waiting=2, why="asked to wait", next_try=SOON
    )


def test_the_reason_told_is_that_of_what_was_given_up(desk: Desk, records: StoredRecords) -> None:
    incident_id = desk.incident()
    desk.enqueue(incident_id, effect("room", "a"), effect("topic", "b"))
    first, second = desk.claim()
    desk.outbox.postpone(first, SOON, LATER)
    desk.outbox.park(second, NEVER)
    assert records.snapshot(incident_id).troubles == Troubles(1, 1, NEVER.why, SOON)


def test_troubles_are_over_when_the_effect_is_done(
    desk: Desk, records: StoredRecords, clock: SettableClock
) -> None:
    incident_id = desk.incident()
    desk.enqueue(incident_id, effect("room", "a"))
    claim = desk.claim_one()
    assert not claim.troubled
    desk.outbox.postpone(claim, SOON, LATER)
    clock.set(SOON)
    again = desk.claim_one()
    assert again.troubled
    desk.done(again)
    assert records.snapshot(incident_id).troubles == Troubles()


def test_another_incident_s_troubles_are_its_own(desk: Desk, records: StoredRecords) -> None:
    troubled, untroubled = desk.incident(), desk.incident()
    desk.enqueue(troubled, effect("room", "a"))
    desk.outbox.park(desk.claim_one(), NEVER)
    assert records.snapshot(untroubled).troubles == Troubles()


@pytest.mark.parametrize("way", ["postpone", "park"])
def test_what_people_should_see_of_a_setback_is_enqueued_with_it(desk: Desk, way: str) -> None:
    desk.enqueue(desk.incident(), effect("room", "a"))
    claim, card = desk.claim_one(), [effect("card", "b")]
    if way == "park":
        desk.outbox.park(claim, NEVER, card)
    else:
        desk.outbox.postpone(claim, SOON, LATER, card)
    assert desk.claimable() == ["card"]


def test_all_that_was_given_up_for_an_incident_can_be_tried_again(
    desk: Desk, records: StoredRecords
) -> None:
    incident_id, other = desk.incident(), desk.incident()
    desk.enqueue(incident_id, effect("room", "a"), effect("panel", "a"), effect("topic", "b"))
    desk.enqueue(other, effect("other", "a"))
    for claim in desk.claim():
        desk.outbox.park(claim, NEVER)
    assert desk.claimable() == []
    with desk.units(delivery()) as unit:
        unit.incidents.get(incident_id)
        assert unit.retry_parked(incident_id) == 2
    assert [claim.failures for claim in desk.claim()] == [0, 0]
    assert records.snapshot(other).troubles.parked == 1


def test_what_waits_and_what_was_given_up_is_counted(desk: Desk) -> None:
    assert desk.outbox.unsettled() == {}
    desk.enqueue(None, effect("given up"))
    desk.outbox.park(desk.claim_one(), NEVER)
    desk.enqueue(None, effect("waits"), effect("waits, too"))
    assert desk.outbox.unsettled() == {EffectState.PARKED: 1, EffectState.PENDING: 2}


def test_it_is_known_since_when_something_waits(desk: Desk, clock: SettableClock) -> None:
    assert desk.outbox.oldest_unsettled() is None
    desk.enqueue(None, effect("given up"))
    desk.outbox.park(desk.claim_one(), NEVER)
    clock.advance(5)
    desk.enqueue(None, effect("waits"))
    clock.advance(5)
    desk.enqueue(None, effect("waits, too"))
    assert desk.outbox.oldest_unsettled() == START + timedelta(seconds=5)


def test_what_was_given_up_and_belongs_to_no_incident_can_be_tried_again(desk: Desk) -> None:
    desk.enqueue(None, effect("tell"), effect("digest"))
    desk.enqueue(desk.incident(), effect("room", "a"))
    for claim in desk.claim():
        desk.outbox.park(claim, NEVER)
    assert desk.outbox.retry_homeless() == 2
    assert [(claim.kind, claim.failures) for claim in desk.claim()] == [("tell", 0), ("digest", 0)]
    assert desk.outbox.retry_homeless() == 0
