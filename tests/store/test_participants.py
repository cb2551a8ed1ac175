"""Who took part is counted, whatever comes at once and in whatever order it is told."""

from datetime import timedelta
from functools import partial

from firefighter.domain.ids import UserId
from firefighter.domain.participants import Participant
from firefighter.domain.roles import COMMANDER
from firefighter.store.records import StoredRecords
from tests.clock import START, SettableClock
from tests.store.desk import ANA, Desk, delivery
from tests.store.threads import at_once

BOB, CAM = UserId("U0BOB"), UserId("U0CAM")
LATER = START + timedelta(minutes=5)


def test_who_declares_changes_and_is_given_a_role_took_part(
    desk: Desk, records: StoredRecords, clock: SettableClock
) -> None:
    incident_id = desk.incident()
    clock.advance(300)
    with desk.units(delivery()) as unit:
        incident = unit.incidents.get(incident_id)
        incident.assign_role(COMMANDER, CAM, seen=None, actor=BOB, now=clock.now())
    assert records.participants(incident_id) == (
        Participant(ANA, START, START),
        Participant(BOB, LATER, LATER),
        Participant(CAM, LATER, LATER),
    )


def test_what_is_told_late_widens_the_time_and_counts(desk: Desk, records: StoredRecords) -> None:
    incident_id = desk.incident()
    for minutes, messages in ((5, 1), (9, 1), (7, 0), (-2, 1)):
        with desk.units(delivery()) as unit:
            at = START + timedelta(minutes=minutes)
            unit.participants.took_part(incident_id, ANA, at, messages=messages)
    assert records.participants(incident_id) == (
        Participant(ANA, START - timedelta(minutes=2), START + timedelta(minutes=9), 3),
    )


def test_none_is_lost_when_many_speak_at_once(
    desk: Desk, other_desk: Desk, records: StoredRecords
) -> None:
    incident_id = desk.incident()

    def speak(where: Desk) -> None:
        with where.units(delivery()) as unit:
            unit.participants.took_part(incident_id, BOB, LATER, messages=1)

    assert at_once(*(partial(speak, where) for where in [desk, other_desk] * 4)) == [None] * 8
    assert records.participants(incident_id)[-1] == Participant(BOB, LATER, LATER, 8)


def test_an_incident_s_participants_are_its_own(desk: Desk, records: StoredRecords) -> None:
    first, second = desk.incident(), desk.incident()
    with desk.units(delivery()) as unit:
        unit.participants.took_part(second, BOB, LATER)
    assert [one.user for one in records.participants(first)] == [ANA]
