from datetime import timedelta
from functools import partial

import pytest

from firefighter.domain.errors import AlreadyHandled, UnknownIncident
from firefighter.domain.ids import IncidentId
from firefighter.ports.outbox import Claim
from firefighter.ports.store import DeliveryId
from firefighter.store.database import Database
from tests.clock import START, SettableClock
from tests.store.contents import contents
from tests.store.desk import LATER, NEVER, Desk, effect
from tests.store.threads import at_once, insist

ONE = DeliveryId("Ev0001")


def handle(desk: Desk, delivery: DeliveryId) -> None:
    with desk.units(delivery) as unit:
        unit.enqueue(None, effect("answer"))


def test_a_second_delivery_is_known_and_changes_nothing(desk: Desk, database: Database) -> None:
    handle(desk, ONE)
    before = contents(database)
    with pytest.raises(AlreadyHandled):
        handle(desk, ONE)
    assert contents(database) == before


def test_another_delivery_is_handled(desk: Desk) -> None:
    handle(desk, ONE)
    handle(desk, DeliveryId("Ev0002"))
    assert desk.claimable() == ["answer", "answer"]


def test_of_the_same_delivery_at_once_exactly_one_is_handled(desk: Desk, other_desk: Desk) -> None:
    results = at_once(
        *[partial(insist, partial(handle, where, ONE)) for where in [desk, other_desk] * 3]
    )
    refused = [result for result in results if result is not None]
    assert {type(result) for result in refused} == {AlreadyHandled}
    assert len(refused) == 5
    assert desk.claimable() == ["answer"]


def test_a_refused_change_leaves_the_delivery_unhandled(desk: Desk, database: Database) -> None:
    before = contents(database)
    with pytest.raises(UnknownIncident), desk.units(ONE) as unit:
        unit.incidents.get(IncidentId(7))
    assert contents(database) == before
    handle(desk, ONE)


def test_old_deliveries_are_forgotten_and_newer_ones_are_not(
    desk: Desk, clock: SettableClock
) -> None:
    handle(desk, ONE)
    clock.advance(60)
    handle(desk, DeliveryId("Ev0002"))
    desk.outbox.forget_deliveries(START + timedelta(seconds=60))
    handle(desk, ONE)
    with pytest.raises(AlreadyHandled):
        handle(desk, DeliveryId("Ev0002"))


A_DAY_S = 24 * 60 * 60


@pytest.mark.parametrize("way", ["held", "postponed", "parked"])
def test_what_an_effect_recorded_is_remembered_for_as_long_as_it_is_not_settled(
    desk: Desk, clock: SettableClock, way: str
) -> None:
    """Whoever comes back after a day away forgets first, and then tries the effect again."""
    claim = recorded(desk)
    if way == "postponed":
        desk.outbox.postpone(claim, clock.now() + timedelta(seconds=A_DAY_S), LATER)
    if way == "parked":
        desk.outbox.park(claim, NEVER)
    clock.advance(A_DAY_S)
    desk.outbox.forget_deliveries(clock.now())
    with pytest.raises(AlreadyHandled):
        handle(desk, claim.recorded_as)


def test_what_an_effect_recorded_is_forgotten_in_the_end(desk: Desk, clock: SettableClock) -> None:
    claim = recorded(desk)
    desk.done(claim)
    clock.advance(A_DAY_S)
    desk.outbox.forget_deliveries(clock.now())
    handle(desk, claim.recorded_as)


def recorded(desk: Desk) -> Claim:
    """An effect that recorded what it found out, and whose worker was killed before settling it."""
    desk.enqueue(None, effect("ring_service"))
    claim = desk.claim_one()
    handle(desk, claim.recorded_as)
    return claim
