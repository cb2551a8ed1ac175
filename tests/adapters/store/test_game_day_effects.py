"""Effects of a Game Day in the outbox: order, coalescing, results and retries."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.failed_effects import find_troubles
from firefighter.adapters.store.tables import EffectRow
from firefighter.domain.ids import GameDayId, IncidentId
from firefighter.ports.outbox import Outcome
from firefighter.ports.store import EffectRequest
from tests.adapters.store.concurrency import retry_while_busy, run_at_once
from tests.adapters.store.store_client import LATER, NEVER, StoreClient, delivery, effect
from tests.clock import START, SettableClock
from tests.domain.game_days import created

DRAW = effect("draw", "card", coalesces=True)


def add(store_client: StoreClient) -> GameDayId:
    with store_client.units(delivery()) as unit:
        unit.game_days.add(game_day := created(game_day_id=unit.game_days.next_id()))
    return game_day.id


def enqueue(store_client: StoreClient, game_day_id: GameDayId, *requests: EffectRequest) -> None:
    with store_client.units(delivery()) as unit:
        unit.game_days.get(game_day_id)
        for request in requests:
            unit.enqueue_for_game_day(game_day_id, request)


@pytest.mark.parametrize(
    ("requests", "rounds"),
    [
        pytest.param(
            [effect("one", "a"), effect("two", "a"), effect("three", "a")],
            [["one"], ["two"], ["three"]],
            id="in one lane in order",
        ),
        pytest.param(
            [effect("one", "a"), effect("two", "b"), effect("three")],
            [["one", "three", "two"]],
            id="in different lanes at the same time",
        ),
        pytest.param(
            [effect("channel", "a"), effect("pin", "b", ("a",)), effect("topic", "c", ("a",))],
            [["channel"], ["pin", "topic"]],
            id="after what they need",
        ),
        pytest.param([DRAW, DRAW, DRAW], [["draw"]], id="once if one covers the others"),
    ],
)
@pytest.mark.parametrize("together", [True, False], ids=["in one transaction", "one by one"])
def test_effects_of_a_game_day_are_done(
    store_client: StoreClient,
    requests: list[EffectRequest],
    rounds: list[list[str]],
    together: bool,
) -> None:
    game_day_id = add(store_client)
    for group in [requests] if together else [[each] for each in requests]:
        enqueue(store_client, game_day_id, *group)
    assert store_client.rounds() == rounds


def test_the_same_lane_of_an_incident_and_of_another_game_day_is_another(
    store_client: StoreClient, database: Database
) -> None:
    first, second, incident_id = add(store_client), add(store_client), store_client.incident()
    assert (first, incident_id) == (1, 1)
    enqueue(store_client, first, effect("one", "card"), effect("two", "card"), DRAW)
    enqueue(store_client, second, effect("one", "card"), DRAW)
    store_client.enqueue(incident_id, effect("one", "card"), DRAW)
    with database.reading() as session:
        lanes = set(session.scalars(select(EffectRow.lane)))
    assert lanes == {"gd1/card", "gd2/card", "1/card"}
    assert store_client.rounds() == [["one", "one", "one"], ["draw", "draw", "two"], ["draw"]]


def test_a_claim_says_whose_effect_it_is(store_client: StoreClient) -> None:
    enqueue(store_client, add(store_client), effect("one"))
    claim = store_client.claim_one()
    assert (claim.game_day_id, claim.incident_id) == (GameDayId(1), None)


def test_a_leased_effect_covers_nothing(store_client: StoreClient) -> None:
    game_day_id = add(store_client)
    enqueue(store_client, game_day_id, DRAW)
    under_way = store_client.claim_one()
    enqueue(store_client, game_day_id, DRAW)
    enqueue(store_client, game_day_id, DRAW)
    assert store_client.claimable() == []
    store_client.done(under_way)
    assert store_client.rounds() == [["draw"]]


def test_what_follows_an_effect_belongs_to_the_game_day(store_client: StoreClient) -> None:
    game_day_id = add(store_client)
    enqueue(store_client, game_day_id, effect("one", "card"), effect("two", "card"))
    store_client.outbox.done(
        store_client.claim_one(), Outcome(next_effects=(effect("three", "card"),))
    )
    claim = store_client.claim_one()
    assert claim.kind == "two"
    store_client.done(claim)
    claim = store_client.claim_one()
    assert (claim.kind, claim.game_day_id) == ("three", game_day_id)


def test_a_poisoned_effect_blocks_its_game_day_only(store_client: StoreClient) -> None:
    first, second = add(store_client), add(store_client)
    enqueue(store_client, first, effect("poisoned", "card"), effect("behind", "card"))
    store_client.outbox.mark_failed(store_client.claim_one(), NEVER)
    enqueue(store_client, second, effect("other", "card"))
    assert store_client.rounds() == [["other"]]
    with store_client.units(delivery()) as unit:
        assert unit.retry_failed_of_game_day(second) == 0
        assert unit.retry_failed_of_game_day(first) == 1
    assert store_client.rounds() == [["poisoned"], ["behind"]]


def test_a_change_gives_a_failed_drawing_another_chance(store_client: StoreClient) -> None:
    game_day_id = add(store_client)
    enqueue(store_client, game_day_id, DRAW)
    store_client.outbox.mark_failed(store_client.claim_one(), NEVER)
    enqueue(store_client, game_day_id, DRAW)
    assert store_client.rounds() == [["draw"]]


def test_a_postponed_effect_comes_again(store_client: StoreClient, clock: SettableClock) -> None:
    game_day_id = add(store_client)
    enqueue(store_client, game_day_id, effect("one", "card"))
    again = START + timedelta(seconds=5)
    store_client.outbox.postpone(store_client.claim_one(), again, LATER, (effect("two", "card"),))
    assert store_client.claimable() == []
    clock.advance(5)
    assert store_client.rounds() == [["one"], ["two"]]


def test_failed_ones_are_retried_at_the_start_and_are_no_trouble_of_an_incident(
    store_client: StoreClient, database: Database
) -> None:
    game_day_id, incident_id = add(store_client), store_client.incident()
    enqueue(store_client, game_day_id, effect("one"))
    store_client.outbox.mark_failed(store_client.claim_one(), NEVER)
    with store_client.units(delivery()) as unit:
        assert unit.retry_failed(incident_id) == 0
    with database.reading() as session:
        assert find_troubles(session, IncidentId(game_day_id)).failed == 0
    assert store_client.outbox.unsettled() == {"failed": 1}
    assert store_client.outbox.retry_without_incident() == 1
    assert store_client.rounds() == [["one"]]


def test_effects_of_several_processes_keep_their_order(
    store_client: StoreClient, other_store_client: StoreClient
) -> None:
    game_day_id = add(store_client)

    def one(where: StoreClient, number: int) -> None:
        retry_while_busy(lambda: enqueue(where, game_day_id, effect(f"{number}", "card")))

    clients = [store_client, other_store_client] * 3
    run_at_once(*[partial(one, where, number) for number, where in enumerate(clients)])
    rounds = store_client.rounds()
    assert sorted(kind for (kind,) in rounds) == [str(number) for number in range(6)]
