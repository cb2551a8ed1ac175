"""Follow-ups are stored with their incident and found by their owner."""

from dataclasses import replace
from datetime import date

from firefighter.adapters.store.records import StoredRecords
from firefighter.domain.follow_ups import (
    FollowUp,
    FollowUpKind,
    FollowUpNumber,
    FollowUpState,
    Priority,
)
from firefighter.domain.ids import IncidentId, UserId
from tests.adapters.store.store_client import ANA, StoreClient, delivery
from tests.clock import START

BOB = UserId("U0BOB")
ALARM = FollowUp(
    number=FollowUpNumber(1),
    text="Add an alarm",
    owner=BOB,
    due=date(2026, 3, 9),
    source="https://example.slack.com/archives/C0ROOM/p1",
    ticket="https://tickets.example/7",
    kind=FollowUpKind.DETECT,
    priority=Priority.P1,
)


def write_down(store_client: StoreClient, incident_id: IncidentId, *follow_ups: FollowUp) -> None:
    for follow_up in follow_ups:
        with store_client.units(delivery()) as unit:
            unit.incidents.get(incident_id).follow_up(follow_up, actor=ANA, now=START)


def test_a_follow_up_is_read_as_it_was_written(
    store_client: StoreClient, records: StoredRecords
) -> None:
    incident_id = store_client.incident()
    bare = FollowUp(number=FollowUpNumber(2), text="Ask")
    write_down(store_client, incident_id, ALARM, bare)
    assert records.snapshot(incident_id).incident.follow_ups == {1: ALARM, 2: bare}


def test_a_changed_follow_up_replaces_the_old_one(
    store_client: StoreClient, records: StoredRecords
) -> None:
    incident_id = store_client.incident()
    done = replace(ALARM, state=FollowUpState.DONE, owner=None, due=None)
    write_down(store_client, incident_id, ALARM, done)
    assert records.snapshot(incident_id).incident.follow_ups == {1: done}


def test_open_follow_ups_of_a_person_are_ordered_by_urgency(
    store_client: StoreClient, records: StoredRecords
) -> None:
    first, second = store_client.incident("First"), store_client.incident("Second")
    numbers = [FollowUpNumber(number) for number in range(1, 7)]
    write_down(
        store_client,
        first,
        replace(ALARM, number=numbers[0], due=None),
        replace(ALARM, number=numbers[1], due=date(2026, 3, 10)),
        replace(ALARM, number=numbers[2], owner=ANA),
        replace(ALARM, number=numbers[3], state=FollowUpState.DONE),
        replace(ALARM, number=numbers[4], state=FollowUpState.DROPPED),
        replace(ALARM, number=numbers[5], due=None, priority=Priority.P0),
    )
    write_down(store_client, second, ALARM)
    found = [
        (incident.title, follow_up.number)
        for incident, follow_up, _home in records.follow_ups_of(BOB)
    ]
    assert found == [("Second", 1), ("First", 2), ("First", 6), ("First", 1)]
