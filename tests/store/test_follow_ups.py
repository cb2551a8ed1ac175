"""Follow-ups are part of their incident, and found again by who has to do them."""

from dataclasses import replace
from datetime import date

from firefighter.domain.follow_ups import FollowUp, FollowUpNumber, FollowUpState
from firefighter.domain.ids import IncidentId, UserId
from firefighter.store.records import StoredRecords
from tests.clock import START
from tests.store.desk import ANA, Desk, delivery

BOB = UserId("U0BOB")
ALARM = FollowUp(
    number=FollowUpNumber(1),
    text="Add an alarm",
    owner=BOB,
    due=date(2026, 3, 9),
    source="https://example.slack.com/archives/C0ROOM/p1",
    ticket="https://tickets.example/7",
)


def write_down(desk: Desk, incident_id: IncidentId, *follow_ups: FollowUp) -> None:
    for follow_up in follow_ups:
        with desk.units(delivery()) as unit:
            unit.incidents.get(incident_id).follow_up(follow_up, actor=ANA, now=START)


def test_a_follow_up_is_read_as_it_was_written(desk: Desk, records: StoredRecords) -> None:
    incident_id = desk.incident()
    bare = FollowUp(number=FollowUpNumber(2), text="Ask")
    write_down(desk, incident_id, ALARM, bare)
    assert records.snapshot(incident_id).incident.follow_ups == {1: ALARM, 2: bare}


def test_a_change_replaces_what_was_there(desk: Desk, records: StoredRecords) -> None:
    incident_id = desk.incident()
    done = replace(ALARM, state=FollowUpState.DONE, owner=None, due=None)
    write_down(desk, incident_id, ALARM, done)
    assert records.snapshot(incident_id).incident.follow_ups == {1: done}


def test_a_person_finds_what_is_left_to_do_the_most_urgent_first(
    desk: Desk, records: StoredRecords
) -> None:
    first, second = desk.incident("First"), desk.incident("Second")
    numbers = [FollowUpNumber(number) for number in range(1, 6)]
    write_down(
        desk,
        first,
        replace(ALARM, number=numbers[0], due=None),
        replace(ALARM, number=numbers[1], due=date(2026, 3, 10)),
        replace(ALARM, number=numbers[2], owner=ANA),
        replace(ALARM, number=numbers[3], state=FollowUpState.DONE),
        replace(ALARM, number=numbers[4], state=FollowUpState.DROPPED),
    )
    write_down(desk, second, ALARM)
    found = [
        (incident.title, follow_up.number) for incident, follow_up in records.follow_ups_of(BOB)
    ]
    assert found == [("Second", 1), ("First", 2), ("First", 1)]
