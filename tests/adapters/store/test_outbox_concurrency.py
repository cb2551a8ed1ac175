import random
from functools import partial
from threading import Event

from sqlalchemy import func, select

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.tables import EffectRow, EffectState, NeedRow
from firefighter.domain.ids import IncidentId
from firefighter.ports.store import EffectRequest
from tests.adapters.store.concurrency import retry_while_busy, run_at_once
from tests.adapters.store.store_client import LATER, StoreClient, effect
from tests.clock import START

LANES = ("a", "b", "c", "d")


def test_two_workers_claiming_at_once_never_get_the_same_effect(
    store_client: StoreClient, other_store_client: StoreClient
) -> None:
    store_client.enqueue(None, *(effect("answer") for _ in range(60)))

    def claim_all(where: StoreClient) -> list[int]:
        claimed = []
        while claims := retry_while_busy(partial(where.claim, 2)):
            claimed += [claim.id for claim in claims]
        return claimed

    results = run_at_once(
        *[partial(claim_all, where) for where in [store_client, other_store_client] * 2]
    )
    claimed = [one for result in results if isinstance(result, list) for one in result]
    assert len(claimed) == len(set(claimed)) == 60


def test_concurrent_enqueueing_and_finishing_keeps_order_and_loses_nothing(
    store_client: StoreClient, other_store_client: StoreClient, database: Database
) -> None:
    incident_id, all_enqueued, started = store_client.incident(), Event(), list[int]()
    enqueuers = [
        partial(enqueue_at_random, where, incident_id, dice(seed))
        for seed, where in enumerate([store_client, other_store_client])
    ]

    def enqueue_all() -> None:
        assert run_at_once(*enqueuers) == [None, None]
        all_enqueued.set()

    settlers = [
        partial(settle_at_random, where, all_enqueued, dice(seed), started)
        for seed, where in enumerate([store_client, other_store_client, store_client])
    ]
    assert run_at_once(enqueue_all, *settlers) == [None] * 4
    settle_at_random(store_client, all_enqueued, dice(0), started)
    assert_all_done_in_order(database, started)


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - guards nothing


def enqueue_at_random(
    store_client: StoreClient, incident_id: IncidentId, dice: random.Random
) -> None:
    for _ in range(20):
        requests = []
        for _ in range(dice.randint(1, 3)):
            lane, needs = dice.choice(LANES), dice.sample(LANES, dice.randint(0, 2))
            requests.append(EffectRequest("work", {"needs": needs}, lane, tuple(needs)))
        retry_while_busy(partial(store_client.enqueue, incident_id, *requests))


def settle_at_random(
    store_client: StoreClient, all_enqueued: Event, dice: random.Random, started: list[int]
) -> None:
    """Notes each start before its outcome can unblock others."""
    while True:
        last_look = all_enqueued.is_set()
        claims = retry_while_busy(partial(store_client.claim, 2))
        for claim in claims:
            started.append(claim.id)
            if dice.random() < 0.2:
                retry_while_busy(partial(store_client.outbox.postpone, claim, START, LATER))
            else:
                retry_while_busy(partial(store_client.done, claim))
        if last_look and not claims:
            return


def assert_all_done_in_order(database: Database, started: list[int]) -> None:
    with database.reading() as session:
        rows = session.scalars(select(EffectRow).order_by(EffectRow.id)).all()
        assert session.scalar(select(func.count()).select_from(NeedRow)) == 0
    assert {(row.state, row.blockers) for row in rows} == {(EffectState.DONE, 0)}
    first = {effect_id: started.index(effect_id) for effect_id in started}
    last = {effect_id: number for number, effect_id in enumerate(started)}
    for row in rows:
        incident, _slash, lane = row.lane.partition("/")
        awaited = {f"{incident}/{one}" for one in [lane, *row.payload["needs"]]}
        earlier = [one.id for one in rows if one.id < row.id and one.lane in awaited]
        assert all(last[one] < first[row.id] for one in earlier)
