from dataclasses import MISSING, fields, replace
from datetime import date, datetime, timedelta, timezone
from functools import partial

import pytest

from firefighter.adapters.store.incidents import _STORED_AS_IS
from firefighter.adapters.store.records import StoredRecords
from firefighter.adapters.store.tables import IncidentRow
from firefighter.domain.errors import EditConflict, Missing, UnknownIncident
from firefighter.domain.events import (
    ChannelState,
    Described,
    UpdatePosted,
)
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.hypotheses import Hypothesis, HypothesisNumber, HypothesisState
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.lifecycle import Decline, DeclineReason, Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.postmortem_checks import Confirmation
from firefighter.domain.review import Review
from firefighter.domain.severity import Severity
from tests.adapters.store.concurrency import retry_while_busy, run_at_once
from tests.adapters.store.store_client import ANA, RULES, StoreClient, delivery
from tests.clock import START

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
        has_channel=True,
        channel_state=ChannelState.ARCHIVED,
        channel_name="inc-7-payments",
        channel_kept_by=BOB,
        has_postmortem_page=True,
        holders={RoleKey("commander"): ANA, RoleKey("scribe"): BOB},
        milestones={
            milestone: START + timedelta(minutes=number, microseconds=number)
            for number, milestone in enumerate(Milestone)
        },
        mitigation="Rolled back.",
        trigger="deployment",
        failure_class="capacity",
        contributing_factors=("workload", "a company's own"),
        reopened=2,
        declined=Decline(DeclineReason.DUPLICATE, original),
        confirmed={Missing.FACTORS: Confirmation(ANA, START)},
        follow_ups={FIRST: FollowUp(number=FIRST, text="Add an alarm", owner=BOB)},
        review=Review(ANA, START, (BOB, ANA), date(2026, 3, 9), {BOB: START}),
        hypotheses={
            number: Hypothesis(
                number=number,
                text="The pool is exhausted",
                proposed_by=ANA,
                proposed_at=START,
                state=state,
                note="12 of 12 in use",
                changed_by=BOB,
                changed_at=START + timedelta(minutes=3, microseconds=1),
            )
            for number, state in (
                (HypothesisNumber(1), HypothesisState.CONFIRMED),
                (HypothesisNumber(2), HypothesisState.REFUTED),
            )
        },
        events=[Described(actor=ANA, at=START, summary="…")],
    )


def test_every_field_is_read_as_it_was_stored(
    store_client: StoreClient, records: StoredRecords
) -> None:
    original = store_client.incident()
    with store_client.units(delivery()) as unit:
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


def test_removed_parts_are_deleted_by_the_next_change(
    store_client: StoreClient, records: StoredRecords
) -> None:
    original = store_client.incident()
    with store_client.units(delivery()) as unit:
        incident = a_full_incident(unit.incidents.next_id(), original)
        unit.incidents.add(incident)
    with store_client.units(delivery()) as unit:
        changed = unit.incidents.get(incident.id)
        changed.holders = {RoleKey("commander"): BOB}
        changed.milestones = {Milestone.DECLARED: START}
        changed.services = ("checkout", "payments")
        changed.declined = None
        changed.latest_update = None
        changed.update_due = None
        changed.events.append(Described(actor=ANA, at=START, summary="…"))
    assert records.snapshot(incident.id).incident == replace(changed, events=[])


def test_a_time_of_another_zone_is_read_as_the_same_instant_in_utc(
    store_client: StoreClient, records: StoredRecords
) -> None:
    at = datetime(2024, 5, 1, 12, 0, 0, 123456, tzinfo=TOKYO)
    incident_id = store_client.incident()
    with store_client.units(delivery()) as unit:
        incident = unit.incidents.get(incident_id)
        incident.milestones[Milestone.DETECTED] = at
        incident.describe("New", actor=ANA, now=at)
    detected = records.snapshot(incident_id).incident.milestones[Milestone.DETECTED]
    (entry,) = [one for one in records.timeline(incident_id) if one.event.kind == "described"]
    assert detected == entry.event.at == at
    assert detected.utcoffset() == entry.event.at.utcoffset() == timedelta(0)


def test_each_change_increments_the_version(
    store_client: StoreClient, records: StoredRecords
) -> None:
    incident_id = store_client.incident()
    for version in (2, 3):
        with store_client.units(delivery()) as unit:
            unit.incidents.get(incident_id).describe(f"{version}", actor=ANA, now=START)
        assert records.snapshot(incident_id).incident.version == version


def test_reading_an_incident_keeps_its_version(
    store_client: StoreClient, records: StoredRecords
) -> None:
    incident_id = store_client.incident()
    store_client.enqueue(incident_id)
    assert records.snapshot(incident_id).incident.version == 1


def test_changing_an_outdated_version_is_an_edit_conflict(
    store_client: StoreClient, records: StoredRecords
) -> None:
    incident_id = store_client.incident()
    seen = records.snapshot(incident_id).incident
    with store_client.units(delivery()) as unit:
        unit.incidents.get(incident_id).describe("Newer", actor=BOB, now=START)
    seen.describe("Older", actor=ANA, now=START)
    with pytest.raises(EditConflict), store_client.units(delivery()) as unit:
        unit.incidents.add(seen)
    assert records.snapshot(incident_id).incident.summary == "Newer"


def test_simultaneous_changes_wait_for_each_other_and_none_is_lost(
    store_client: StoreClient, other_store_client: StoreClient, records: StoredRecords
) -> None:
    incident_id = store_client.incident()

    def take(where: StoreClient, role: str) -> None:
        with where.units(delivery()) as unit:
            incident = unit.incidents.get(incident_id)
            incident.take_role(RoleKey(role), seen=None, actor=ANA, now=START)

    roles = [f"role {number}" for number in range(8)]
    results = run_at_once(
        *(
            partial(retry_while_busy, partial(take, where, role))
            for role, where in zip(roles, [store_client, other_store_client] * 4, strict=True)
        )
    )
    assert results == [None] * 8
    assert sorted(records.snapshot(incident_id).incident.holders) == roles


def test_an_unknown_incident_raises_unknown_incident(
    store_client: StoreClient, records: StoredRecords
) -> None:
    with pytest.raises(UnknownIncident), store_client.units(delivery()) as unit:
        unit.incidents.get(IncidentId(404))
    with pytest.raises(UnknownIncident):
        records.snapshot(IncidentId(404))
    with pytest.raises(UnknownIncident):
        records.timeline(IncidentId(404))


def test_every_column_and_every_field_of_an_incident_is_stored() -> None:
    columns = {column.name for column in IncidentRow.__table__.columns}
    assert columns - set(_STORED_AS_IS) == {
        "decline_reason",
        "confirmations",
        "contributing_factors",
        "duplicate_of",
        "origin",
        "review",
    }
    assert {each.name for each in fields(Incident)} - set(_STORED_AS_IS) == {
        "declined",
        "confirmed",
        "contributing_factors",
        "events",
        "follow_ups",
        "holders",
        "hypotheses",
        "latest_update",
        "milestones",
        "policy",
        "review",
        "services",
    }
