from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from firefighter.domain.ids import IncidentId
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import ChannelId, Located, Place
from firefighter.store.database import Database
from firefighter.store.outbox import StoredOutbox
from firefighter.store.records import StoredRecords
from firefighter.store.tables import GateRow
from tests.clock import START, SettableClock
from tests.store.desk import LEASE, Desk, effect
from tests.store.threads import until_somebody_waits_for_a_lock

ROOM = Located(Place.ROOM, ChannelId("C1"))
PANEL = Located(Place.ROOM_PANEL, ChannelId("C1"), "1714532400.000100")


def settle(desk: Desk, incident_id: IncidentId, *located: Located) -> None:
    desk.enqueue(incident_id, effect("make", "a"))
    desk.outbox.done(desk.claim_one(), Outcome(located))


def test_a_place_is_on_record_once_it_is_made(desk: Desk, records: StoredRecords) -> None:
    incident_id = desk.incident()
    assert records.snapshot(incident_id).places == {}
    settle(desk, incident_id, ROOM, PANEL)
    assert records.snapshot(incident_id).places == {Place.ROOM: ROOM, Place.ROOM_PANEL: PANEL}


def test_a_place_that_is_made_anew_replaces_the_old_one(desk: Desk, records: StoredRecords) -> None:
    incident_id = desk.incident()
    newer = Located(Place.ROOM, ChannelId("C2"))
    settle(desk, incident_id, ROOM)
    settle(desk, incident_id, newer)
    assert records.snapshot(incident_id).places == {Place.ROOM: newer}


def test_a_channel_tells_which_incident_is_worked_in_it(desk: Desk, records: StoredRecords) -> None:
    incident_id = desk.incident()
    settle(desk, incident_id, ROOM)
    settle(desk, incident_id, Located(Place.ANNOUNCEMENT, ChannelId("C0"), "1.1"))
    assert records.worked_in(ChannelId("C1")) == incident_id
    assert records.worked_in(ChannelId("C0")) is None
    assert records.worked_in(ChannelId("C404")) is None


def gates(outbox: StoredOutbox) -> dict[str, timedelta]:
    _claims, closed = outbox.claim("a worker", 1, LEASE)
    return {gate: until - START for gate, until in closed.items()}


def test_a_closed_gate_is_known_to_every_worker_until_it_opens(
    desk: Desk, other_desk: Desk, clock: SettableClock
) -> None:
    desk.outbox.close_gate("chat.update", START + timedelta(seconds=30))
    desk.outbox.close_gate("chat.postMessage C1", START + timedelta(seconds=1))
    assert gates(other_desk.outbox) == {
        "chat.update": timedelta(seconds=30),
        "chat.postMessage C1": timedelta(seconds=1),
    }
    clock.advance(1)
    assert gates(other_desk.outbox) == {"chat.update": timedelta(seconds=30)}
    clock.advance(29)
    assert gates(other_desk.outbox) == {}


def test_a_gate_can_be_closed_again_for_longer(desk: Desk) -> None:
    for seconds in (5, 60):
        desk.outbox.close_gate("chat.update", START + timedelta(seconds=seconds))
    assert gates(desk.outbox) == {"chat.update": timedelta(seconds=60)}


@pytest.mark.postgresql
def test_two_workers_may_close_the_same_gate_at_once(
    postgresql_database: Database, clock: SettableClock
) -> None:
    desk, until = Desk(postgresql_database, clock), START + timedelta(seconds=5)
    with ThreadPoolExecutor() as pool:
        with postgresql_database.writing() as session:
            session.add(GateRow(gate="chat.update", until=until))
            session.flush()
            other = pool.submit(desk.outbox.close_gate, "chat.update", until)
            until_somebody_waits_for_a_lock(postgresql_database)
        other.result()
    assert gates(desk.outbox) == {"chat.update": timedelta(seconds=5)}
