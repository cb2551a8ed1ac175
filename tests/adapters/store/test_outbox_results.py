from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.outbox import StoredOutbox
from firefighter.adapters.store.records import StoredRecords
from firefighter.adapters.store.tables import RateLimitRow
from firefighter.domain.ids import IncidentId
from firefighter.ports.outbox import Outcome
from firefighter.ports.snapshot import ChannelId, Place, PlaceRef
from tests.adapters.store.concurrency import until_somebody_waits_for_a_lock
from tests.adapters.store.store_client import LEASE, StoreClient, effect
from tests.clock import START, SettableClock

CHANNEL = PlaceRef(Place.CHANNEL, ChannelId("C1"))
PANEL = PlaceRef(Place.CHANNEL_PANEL, ChannelId("C1"), "1714532400.000100")


def settle(store_client: StoreClient, incident_id: IncidentId, *located: PlaceRef) -> None:
    store_client.enqueue(incident_id, effect("make", "a"))
    store_client.outbox.done(store_client.claim_one(), Outcome(located))


def test_a_created_place_is_stored(store_client: StoreClient, records: StoredRecords) -> None:
    incident_id = store_client.incident()
    assert records.snapshot(incident_id).places == {}
    settle(store_client, incident_id, CHANNEL, PANEL)
    assert records.snapshot(incident_id).places == {
        Place.CHANNEL: CHANNEL,
        Place.CHANNEL_PANEL: PANEL,
    }


def test_a_place_created_again_replaces_the_old_one(
    store_client: StoreClient, records: StoredRecords
) -> None:
    incident_id = store_client.incident()
    newer = PlaceRef(Place.CHANNEL, ChannelId("C2"))
    settle(store_client, incident_id, CHANNEL)
    settle(store_client, incident_id, newer)
    assert records.snapshot(incident_id).places == {Place.CHANNEL: newer}


def test_an_incident_is_found_by_its_channel(
    store_client: StoreClient, records: StoredRecords
) -> None:
    incident_id = store_client.incident()
    settle(store_client, incident_id, CHANNEL)
    settle(store_client, incident_id, PlaceRef(Place.ANNOUNCEMENT, ChannelId("C0"), "1.1"))
    assert records.incident_in(ChannelId("C1")) == incident_id
    assert records.incident_in(ChannelId("C0")) is None
    assert records.incident_in(ChannelId("C404")) is None


def rate_limits(outbox: StoredOutbox) -> dict[str, timedelta]:
    _claims, closed = outbox.claim("a worker", 1, LEASE)
    return {scope: until - START for scope, until in closed.items()}


def test_a_rate_limit_applies_to_every_worker_until_it_ends(
    store_client: StoreClient, other_store_client: StoreClient, clock: SettableClock
) -> None:
    store_client.outbox.record_rate_limit("chat.update", START + timedelta(seconds=30))
    store_client.outbox.record_rate_limit("chat.postMessage C1", START + timedelta(seconds=1))
    assert rate_limits(other_store_client.outbox) == {
        "chat.update": timedelta(seconds=30),
        "chat.postMessage C1": timedelta(seconds=1),
    }
    clock.advance(1)
    assert rate_limits(other_store_client.outbox) == {"chat.update": timedelta(seconds=30)}
    clock.advance(29)
    assert rate_limits(other_store_client.outbox) == {}


def test_a_rate_limit_can_be_extended(store_client: StoreClient) -> None:
    for seconds in (5, 60):
        store_client.outbox.record_rate_limit("chat.update", START + timedelta(seconds=seconds))
    assert rate_limits(store_client.outbox) == {"chat.update": timedelta(seconds=60)}


@pytest.mark.postgresql
def test_two_workers_may_record_the_same_rate_limit_at_once(
    postgresql_database: Database, clock: SettableClock
) -> None:
    store_client, until = StoreClient(postgresql_database, clock), START + timedelta(seconds=5)
    with ThreadPoolExecutor() as pool:
        with postgresql_database.writing() as session:
            session.add(RateLimitRow(scope="chat.update", until=until))
            session.flush()
            other = pool.submit(store_client.outbox.record_rate_limit, "chat.update", until)
            until_somebody_waits_for_a_lock(postgresql_database)
        other.result()
    assert rate_limits(store_client.outbox) == {"chat.update": timedelta(seconds=5)}
