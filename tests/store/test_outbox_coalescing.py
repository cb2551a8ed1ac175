from datetime import timedelta

import pytest
from sqlalchemy import text

from firefighter.ports.outbox import Setback
from firefighter.store.database import Database
from firefighter.store.tables import EffectState
from tests.clock import START, SettableClock
from tests.store.contents import contents
from tests.store.desk import LATER, NEVER, Desk, effect

DRAW = effect("draw", "card", coalesces=True)


def test_one_that_waits_absorbs_all_that_follow(desk: Desk) -> None:
    incident_id = desk.incident()
    for _ in range(10):
        desk.enqueue(incident_id, DRAW)
    assert desk.rounds() == [["draw"]]


def test_one_that_is_blocked_absorbs_what_follows(desk: Desk) -> None:
    incident_id = desk.incident()
    desk.enqueue(incident_id, effect("post", "card"), DRAW)
    desk.enqueue(incident_id, DRAW)
    assert desk.rounds() == [["post"], ["draw"]]


def test_one_that_waits_after_a_failure_absorbs_what_follows(
    desk: Desk, clock: SettableClock
) -> None:
    incident_id = desk.incident()
    desk.enqueue(incident_id, DRAW)
    desk.outbox.postpone(desk.claim_one(), START + timedelta(seconds=5), LATER)
    desk.enqueue(incident_id, DRAW)
    assert desk.claimable() == []
    clock.advance(5)
    assert desk.rounds() == [["draw"]]


def test_one_under_way_may_have_been_drawn_already_and_absorbs_nothing(desk: Desk) -> None:
    incident_id = desk.incident()
    desk.enqueue(incident_id, DRAW)
    under_way = desk.claim_one()
    desk.enqueue(incident_id, DRAW)
    desk.enqueue(incident_id, DRAW)
    assert desk.claimable() == []
    desk.done(under_way)
    assert desk.rounds() == [["draw"]]


def test_one_whose_worker_died_absorbs_nothing(desk: Desk, clock: SettableClock) -> None:
    incident_id = desk.incident()
    desk.enqueue(incident_id, DRAW)
    desk.claim_one()
    clock.advance(61)
    desk.enqueue(incident_id, DRAW)
    assert desk.rounds() == [["draw"], ["draw"]]


def test_one_that_is_done_absorbs_nothing(desk: Desk) -> None:
    incident_id = desk.incident()
    for _ in range(2):
        desk.enqueue(incident_id, DRAW)
        assert desk.rounds() == [["draw"]]


def test_those_of_other_lanes_and_incidents_are_kept_apart(desk: Desk) -> None:
    first, second = desk.incident(), desk.incident()
    desk.enqueue(first, DRAW, effect("draw", "panel", coalesces=True))
    desk.enqueue(second, DRAW)
    assert desk.rounds() == [["draw", "draw", "draw"]]


def test_those_that_do_not_coalesce_are_all_done(desk: Desk) -> None:
    incident_id = desk.incident()
    for _ in range(2):
        desk.enqueue(incident_id, effect("say", "lines"))
    assert desk.rounds() == [["say"], ["say"]]


def test_a_parked_one_gets_another_chance_with_a_clean_slate(
    desk: Desk, clock: SettableClock
) -> None:
    incident_id = desk.incident()
    desk.enqueue(incident_id, DRAW)
    parked = desk.claim_one()
    desk.outbox.park(parked, NEVER)
    assert desk.outbox.next_due() is None
    clock.advance(100)
    desk.enqueue(incident_id, DRAW)
    revived = desk.claim_one()
    assert (revived.id, revived.mark, revived.failures) == (parked.id, parked.mark, 0)
    assert revived.fence > parked.fence
    desk.done(revived)
    assert desk.rounds() == []


def test_a_parked_one_is_revived_also_when_another_waits_behind_it(desk: Desk) -> None:
    incident_id = desk.incident()
    desk.enqueue(incident_id, DRAW)
    first = desk.claim_one()
    desk.enqueue(incident_id, DRAW)
    desk.outbox.park(first, NEVER)
    desk.enqueue(incident_id, DRAW)
    assert desk.rounds() == [["draw"], ["draw"]]


@pytest.mark.postgresql
def test_a_parked_one_is_revived_whichever_the_database_finds_first(
    postgresql_database: Database, clock: SettableClock
) -> None:
    with postgresql_database.writing() as session:
        for way in ("enable_indexscan", "enable_bitmapscan"):
            name = postgresql_database.url.database
            session.execute(text(f"ALTER DATABASE {name} SET {way} = off"))
    postgresql_database.close()  # connections to come read in the order of writing
    test_a_parked_one_is_revived_also_when_another_waits_behind_it(Desk(postgresql_database, clock))


@pytest.mark.parametrize("failed", [True, False])
def test_absorbing_adds_no_row(desk: Desk, database: Database, *, failed: bool) -> None:
    incident_id = desk.incident()
    desk.enqueue(incident_id, DRAW)
    desk.outbox.postpone(desk.claim_one(), START, Setback("Later", failed=failed))
    before = contents(database)["effects"]
    desk.enqueue(incident_id, DRAW)
    assert contents(database)["effects"] == before


def test_what_belongs_to_no_incident_coalesces_too_but_waits_for_nothing(desk: Desk) -> None:
    desk.enqueue(None, DRAW)
    desk.enqueue(None, DRAW, effect("draw", "panel", coalesces=True))
    held, panel = desk.claim()
    assert [held.kind, panel.kind] == ["draw", "draw"]
    desk.enqueue(None, DRAW)
    assert desk.claimable() == ["draw"]


def test_news_gives_what_belongs_to_no_incident_another_chance_instead_of_a_twin(
    desk: Desk,
) -> None:
    desk.enqueue(None, DRAW)
    desk.outbox.park(desk.claim_one(), NEVER)
    desk.enqueue(None, DRAW)
    assert desk.outbox.unsettled() == {EffectState.PENDING: 1}
