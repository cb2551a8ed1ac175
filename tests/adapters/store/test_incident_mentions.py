"""Incidents that mention another one, and requested effects."""

from datetime import timedelta

import pytest

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.records import StoredRecords
from firefighter.domain.events import (
    AnyEvent,
    FollowUpChanged,
    Linked,
    Merged,
    Relation,
    StatusChanged,
)
from firefighter.domain.events import Unlinked as Apart
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.ids import IncidentId
from firefighter.domain.lifecycle import DeclineReason, Status, StepKind
from tests.adapters.store.store_client import ANA, RULES, StoreClient, delivery, effect
from tests.clock import START, SettableClock


def naming(other: IncidentId) -> list[AnyEvent]:
    return [
        Linked(actor=ANA, at=START, other=other, relation=Relation.CAUSE),
        Apart(actor=ANA, at=START, other=other),
        Merged(actor=ANA, at=START, duplicate=other, title="Cache is cold"),
        StatusChanged(
            actor=ANA,
            at=START,
            step_kind=StepKind.DECLINE,
            before=Status.OPEN,
            after=Status.CLOSED,
            decline_reason=DeclineReason.DUPLICATE,
            duplicate_of=other,
            merged=True,
        ),
    ]


@pytest.mark.parametrize("number", range(4))
def test_incidents_that_mention_one_are_found(
    database: Database, clock: SettableClock, number: int
) -> None:
    store_client, records = StoreClient(database, clock), StoredRecords(database, RULES)
    named, other, stranger = (
        store_client.incident(),
        store_client.incident(),
        store_client.incident(),
    )
    going: AnyEvent = StatusChanged(
        actor=ANA, at=START, step_kind=StepKind.INVESTIGATE, before=Status.OPEN, after=Status.OPEN
    )
    came = FollowUp(number=FollowUpNumber(1), text="Fix it")
    added = FollowUpChanged(actor=ANA, at=START, before=None, after=came)
    told: dict[IncidentId, list[AnyEvent]] = {
        other: [going, naming(named)[number]],
        stranger: [going, added],
    }
    for incident_id, events in told.items():
        with store_client.units(delivery()) as unit:
            incident = unit.incidents.get(incident_id)
            for event in events:
                incident.record(event)
    assert records.incidents_naming(named) == (other,)
    assert records.incidents_naming(stranger) == ()


def test_incidents_that_are_only_linked_are_found_too(
    database: Database, clock: SettableClock
) -> None:
    store_client, records = StoreClient(database, clock), StoredRecords(database, RULES)
    one, other = store_client.incident(), store_client.incident()
    with store_client.units(delivery()) as unit:
        unit.links.put(one, other, Relation.RELATED)
    assert (records.incidents_naming(one), records.incidents_naming(other)) == ((other,), (one,))


def test_requested_effects_include_done_ones(database: Database, clock: SettableClock) -> None:
    store_client, records = StoreClient(database, clock), StoredRecords(database, RULES)
    one, other = store_client.incident(), store_client.incident()
    store_client.enqueue(one, effect("line"))
    store_client.done(claim := store_client.claim_one())
    clock.advance(60)
    store_client.enqueue(one, effect("line"), effect("card"))
    store_client.enqueue(other, effect("line"))
    first, second = records.requested_effects(one, "line")
    assert first.idempotency_key == claim.idempotency_key
    assert second.at - first.at == timedelta(minutes=1)
