"""Which incidents name another, and what was asked for."""

from datetime import timedelta

import pytest

from firefighter.domain.events import AnyEvent, FollowUpChanged, Linked, Merged, StatusChanged
from firefighter.domain.events import Unlinked as Apart
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.ids import IncidentId
from firefighter.domain.lifecycle import CancelReason, Status, Trigger
from firefighter.domain.relations import Relation
from firefighter.store.database import Database
from firefighter.store.records import StoredRecords
from tests.clock import START, SettableClock
from tests.store.desk import ANA, RULES, Desk, delivery, effect


def naming(other: IncidentId) -> list[AnyEvent]:
    return [
        Linked(actor=ANA, at=START, other=other, relation=Relation.CAUSE),
        Apart(actor=ANA, at=START, other=other),
        Merged(actor=ANA, at=START, duplicate=other, title="Cache is cold"),
        StatusChanged(
            actor=ANA,
            at=START,
            trigger=Trigger.CANCEL,
            before=Status.OPEN,
            after=Status.CLOSED,
            cancel_reason=CancelReason.DUPLICATE,
            duplicate_of=other,
            merged=True,
        ),
    ]


@pytest.mark.parametrize("number", range(4))
def test_who_names_an_incident_on_record_is_found(
    database: Database, clock: SettableClock, number: int
) -> None:
    desk, records = Desk(database, clock), StoredRecords(database, RULES)
    named, other, stranger = desk.incident(), desk.incident(), desk.incident()
    going: AnyEvent = StatusChanged(
        actor=ANA, at=START, trigger=Trigger.INVESTIGATE, before=Status.OPEN, after=Status.OPEN
    )
    came = FollowUp(number=FollowUpNumber(1), text="Fix it")
    added = FollowUpChanged(actor=ANA, at=START, before=None, after=came)
    told: dict[IncidentId, list[AnyEvent]] = {
        other: [going, naming(named)[number]],
        stranger: [going, added],
    }
    for incident_id, events in told.items():
        with desk.units(delivery()) as unit:
            incident = unit.incidents.get(incident_id)
            for event in events:
                incident.record(event)
    assert records.naming(named) == (other,)
    assert records.naming(stranger) == ()


def test_so_is_who_is_only_linked_with_it(database: Database, clock: SettableClock) -> None:
    desk, records = Desk(database, clock), StoredRecords(database, RULES)
    one, other = desk.incident(), desk.incident()
    with desk.units(delivery()) as unit:
        unit.links.put(one, other, Relation.RELATED)
    assert (records.naming(one), records.naming(other)) == ((other,), (one,))


def test_what_was_asked_for_is_known_also_when_it_is_done(
    database: Database, clock: SettableClock
) -> None:
    desk, records = Desk(database, clock), StoredRecords(database, RULES)
    one, other = desk.incident(), desk.incident()
    desk.enqueue(one, effect("line"))
    desk.done(claim := desk.claim_one())
    clock.advance(60)
    desk.enqueue(one, effect("line"), effect("card"))
    desk.enqueue(other, effect("line"))
    first, second = records.asked_for(one, "line")
    assert first.mark == claim.mark
    assert second.at - first.at == timedelta(minutes=1)
