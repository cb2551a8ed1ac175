"""Participants are counted under concurrency and in any order."""

from datetime import timedelta
from functools import partial

from firefighter.adapters.store.records import StoredRecords
from firefighter.domain.ids import UserId
from firefighter.domain.roles import COMMANDER
from firefighter.domain.timeline import Participant
from tests.adapters.store.concurrency import run_at_once
from tests.adapters.store.store_client import ANA, StoreClient, delivery
from tests.clock import START, SettableClock

BOB, CAM = UserId("U0BOB"), UserId("U0CAM")
LATER = START + timedelta(minutes=5)


def test_people_who_declare_change_or_get_a_role_are_participants(
    store_client: StoreClient, records: StoredRecords, clock: SettableClock
) -> None:
    incident_id = store_client.incident()
    clock.advance(300)
    with store_client.units(delivery()) as unit:
        incident = unit.incidents.get(incident_id)
        incident.assign_role(COMMANDER, CAM, seen=None, actor=BOB, now=clock.now())
    assert records.participants(incident_id) == (
        Participant(ANA, START, START),
        Participant(BOB, LATER, LATER),
        Participant(CAM, LATER, LATER),
    )


def test_late_messages_widen_the_span_and_count(
    store_client: StoreClient, records: StoredRecords
) -> None:
    incident_id = store_client.incident()
    for minutes, messages in ((5, 1), (9, 1), (7, 0), (-2, 1)):
        with store_client.units(delivery()) as unit:
            at = START + timedelta(minutes=minutes)
            unit.participants.took_part(incident_id, ANA, at, messages=messages)
    assert records.participants(incident_id) == (
        Participant(ANA, START - timedelta(minutes=2), START + timedelta(minutes=9), 3),
    )


def test_no_message_is_lost_when_many_are_counted_at_once(
    store_client: StoreClient, other_store_client: StoreClient, records: StoredRecords
) -> None:
    incident_id = store_client.incident()

    def speak(where: StoreClient) -> None:
        with where.units(delivery()) as unit:
            unit.participants.took_part(incident_id, BOB, LATER, messages=1)

    assert (
        run_at_once(*(partial(speak, where) for where in [store_client, other_store_client] * 4))
        == [None] * 8
    )
    assert records.participants(incident_id)[-1] == Participant(BOB, LATER, LATER, 8)


def test_participants_of_incidents_are_separate(
    store_client: StoreClient, records: StoredRecords
) -> None:
    first, second = store_client.incident(), store_client.incident()
    with store_client.units(delivery()) as unit:
        unit.participants.took_part(second, BOB, LATER)
    assert [one.user for one in records.participants(first)] == [ANA]
