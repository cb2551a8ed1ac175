from dataclasses import MISSING, fields, replace
from datetime import datetime, timedelta, timezone
from functools import partial

import pytest

from firefighter.domain.errors import Overtaken, UnknownIncident
from firefighter.domain.events import Described, UpdatePosted
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.incident import Cancellation, Incident, Kind
from firefighter.domain.lifecycle import CancelReason, Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.room import RoomState
from firefighter.domain.severity import Severity
from firefighter.store.records import StoredRecords
from tests.clock import START
from tests.store.desk import ANA, RULES, Desk, delivery
from tests.store.threads import at_once, insist

BOB = UserId("U0BOB")
FIRST = FollowUpNumber(1)
TOKYO = timezone(timedelta(hours=9))


UPDATE = UpdatePosted(
    actor=BOB,
    at=START + timedelta(microseconds=2),
    impact="One in five\npayments fails",
    changed="Rolled back «checkout» 🔥",
    next_step="Watch it",
    next_by=ANA,
    next_update=START + timedelta(minutes=30),
)


def a_full_incident(incident_id: IncidentId, original: IncidentId) -> Incident:
    return Incident(
        id=incident_id,
        kind=Kind.DRILL,
        title="Zahlungen 🔥 schlagen fehl — «checkout»",
        severity=Severity.SEV3,
        policy=RULES.policy(Severity.SEV3),
        private=True,
        declared_by=ANA,
        services=("payments", "api", "checkout"),
        summary="Several lines,\n\twith 'quotes' and %s and :binds.",
        impact="One in five\npayments fails",
        latest_update=UPDATE,
        update_due=START + timedelta(minutes=30, microseconds=1),
        status=Status.CLOSED,
        has_room=True,
        room_state=RoomState.ARCHIVED,
        room_name="inc-7-payments",
        room_kept_by=BOB,
        has_page=True,
        holders={RoleKey("commander"): ANA, RoleKey("scribe"): BOB},
        milestones={
            milestone: START + timedelta(minutes=number, microseconds=number)
            for number, milestone in enumerate(Milestone)
        },
        mitigation="Rolled back.",
        trigger="deployment",
        failure_class="capacity",
        cancellation=Cancellation(CancelReason.DUPLICATE, original),
        follow_ups={FIRST: FollowUp(number=FIRST, text="Add an alarm", owner=BOB)},
        events=[Described(actor=ANA, at=START, summary="…")],
    )


def test_every_field_comes_back_as_it_was_stored(desk: Desk, records: StoredRecords) -> None:
    original = desk.incident()
    with desk.units(delivery()) as unit:
        incident = a_full_incident(unit.incidents.next_id(), original)
        unit.incidents.add(incident)
    assert records.snapshot(incident.id).incident == replace(incident, version=1, events=[])


def test_the_full_incident_leaves_no_field_at_its_default() -> None:
    incident = a_full_incident(IncidentId(2), IncidentId(1))
    for field in fields(Incident):
        if field.default is not MISSING:
            assert getattr(incident, field.name) != field.default or field.name == "version"
        if field.default_factory is not MISSING:
            assert getattr(incident, field.name) != field.default_factory()


def test_what_is_taken_away_is_gone_after_the_next_change(
    desk: Desk, records: StoredRecords
) -> None:
    original = desk.incident()
    with desk.units(delivery()) as unit:
        incident = a_full_incident(unit.incidents.next_id(), original)
        unit.incidents.add(incident)
    with desk.units(delivery()) as unit:
        changed = unit.incidents.get(incident.id)
        changed.holders = {RoleKey("commander"): BOB}
        changed.milestones = {Milestone.DECLARED: START}
        changed.services = ("checkout", "payments")
        changed.cancellation = None
        changed.latest_update = None
        changed.update_due = None
        changed.events.append(Described(actor=ANA, at=START, summary="…"))
    assert records.snapshot(incident.id).incident == replace(changed, events=[])


def test_a_time_of_another_zone_comes_back_as_the_same_instant_in_utc(
    desk: Desk, records: StoredRecords
) -> None:
    at = datetime(2024, 5, 1, 12, 0, 0, 123456, tzinfo=TOKYO)
    incident_id = desk.incident()
    with desk.units(delivery()) as unit:
        incident = unit.incidents.get(incident_id)
        incident.milestones[Milestone.DETECTED] = at
        incident.describe("New", actor=ANA, now=at)
    detected = records.snapshot(incident_id).incident.milestones[Milestone.DETECTED]
    (entry,) = [one for one in records.timeline(incident_id) if one.event.kind == "described"]
    assert detected == entry.event.at == at
    assert detected.utcoffset() == entry.event.at.utcoffset() == timedelta(0)


def test_each_change_counts_the_version_up(desk: Desk, records: StoredRecords) -> None:
    incident_id = desk.incident()
    for version in (2, 3):
        with desk.units(delivery()) as unit:
            unit.incidents.get(incident_id).describe(f"{version}", actor=ANA, now=START)
        assert records.snapshot(incident_id).incident.version == version


def test_looking_at_an_incident_without_changing_it_keeps_its_version(
    desk: Desk, records: StoredRecords
) -> None:
    incident_id = desk.incident()
    desk.enqueue(incident_id)
    assert records.snapshot(incident_id).incident.version == 1


def test_a_change_to_a_version_that_is_no_longer_the_newest_is_overtaken(
    desk: Desk, records: StoredRecords
) -> None:
    incident_id = desk.incident()
    seen = records.snapshot(incident_id).incident
    with desk.units(delivery()) as unit:
        unit.incidents.get(incident_id).describe("Newer", actor=BOB, now=START)
    seen.describe("Older", actor=ANA, now=START)
    with pytest.raises(Overtaken), desk.units(delivery()) as unit:
        unit.incidents.add(seen)
    assert records.snapshot(incident_id).incident.summary == "Newer"


def test_changes_made_at_once_wait_for_each_other_and_none_is_lost(
    desk: Desk, other_desk: Desk, records: StoredRecords
) -> None:
    incident_id = desk.incident()

    def take(where: Desk, role: str) -> None:
        with where.units(delivery()) as unit:
            incident = unit.incidents.get(incident_id)
            incident.take_role(RoleKey(role), seen=None, actor=ANA, now=START)

    roles = [f"role {number}" for number in range(8)]
    results = at_once(
        *(
            partial(insist, partial(take, where, role))
            for role, where in zip(roles, [desk, other_desk] * 4, strict=True)
        )
    )
    assert results == [None] * 8
    assert sorted(records.snapshot(incident_id).incident.holders) == roles


def test_an_unknown_incident_is_said_to_be_unknown(desk: Desk, records: StoredRecords) -> None:
    with pytest.raises(UnknownIncident), desk.units(delivery()) as unit:
        unit.incidents.get(IncidentId(404))
    with pytest.raises(UnknownIncident):
        records.snapshot(IncidentId(404))
    with pytest.raises(UnknownIncident):
        records.timeline(IncidentId(404))
