from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from sqlalchemy import select

from firefighter.domain.events import (
    AnyEvent,
    Classified,
    Declared,
    Described,
    Details,
    Edited,
    EntryCorrected,
    EntryRemoved,
    FollowUpChanged,
    Linked,
    Merged,
    MessageDropped,
    MessageNoted,
    MessageReworded,
    MilestonesCorrected,
    NoteTaken,
    Paged,
    PageWanted,
    PagingEnd,
    PagingEnded,
    Reported,
    RoleChanged,
    RoomAdopted,
    RoomChanged,
    RoomKept,
    RoomRenamed,
    SeverityChanged,
    StatusChanged,
    Unlinked,
    UpdatePosted,
    UpdatePutOff,
    UpdateWaived,
    VisibilityChanged,
)
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber, FollowUpState
from firefighter.domain.ids import EntryId, IncidentId, RoleKey, UserId
from firefighter.domain.lifecycle import CancelReason, Status, Trigger
from firefighter.domain.milestones import Correction, Milestone
from firefighter.domain.pictures import Picture
from firefighter.domain.relations import Relation
from firefighter.domain.room import RoomState
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry
from firefighter.store.database import Database
from firefighter.store.records import StoredRecords
from firefighter.store.tables import TimelineRow
from tests.clock import START, SettableClock
from tests.store.desk import ANA, RULES, Desk, delivery

BOB = UserId("U0BOB")
EARLIER = START - timedelta(hours=1, microseconds=1)
ALARM = FollowUp(
    number=FollowUpNumber(3),
    text="Add an alarm",
    owner=BOB,
    due=date(2026, 3, 9),
    source="https://example.slack.com/archives/C0ROOM/p1",
    ticket="https://tickets.example/7",
)
GRAPH = Picture(file="F1", name="é.png", alt="Errors", media_type="image/png", width=40)

EVENTS: tuple[AnyEvent, ...] = (
    Declared(actor=ANA, at=EARLIER, title="Ünïcode 🔥", severity=Severity.SEV1),
    Described(actor=ANA, at=EARLIER, summary="Two\nlines"),
    StatusChanged(
        actor=ANA,
        at=EARLIER,
        trigger=Trigger.CANCEL,
        before=Status.OPEN,
        after=Status.CLOSED,
        note="the same as INC-1",
        cancel_reason=CancelReason.DUPLICATE,
        duplicate_of=IncidentId(1),
        overridden=True,
    ),
    StatusChanged(
        actor=BOB,
        at=EARLIER,
        trigger=Trigger.INVESTIGATE,
        before=Status.OPEN,
        after=Status.INVESTIGATING,
    ),
    SeverityChanged(
        actor=BOB, at=EARLIER, before=Severity.SEV3, after=Severity.SEV1, opens_room=True
    ),
    RoleChanged(actor=ANA, at=EARLIER, role=RoleKey("scribe"), before=None, after=BOB),
    RoleChanged(actor=BOB, at=EARLIER, role=RoleKey("scribe"), before=BOB, after=None),
    PageWanted(actor=ANA, at=EARLIER),
    Classified(actor=ANA, at=EARLIER, trigger="traffic", failure_class="capacity"),
    Reported(actor=UserId(""), at=EARLIER, stage="Monitoring", message="A fix is out"),
    UpdatePosted(actor=BOB, at=EARLIER, impact="None", changed="Nothing"),
    UpdatePutOff(actor=BOB, at=EARLIER, until=START),
    UpdateWaived(actor=BOB, at=EARLIER),
    MilestonesCorrected(
        actor=BOB,
        at=EARLIER,
        corrections=(
            Correction(Milestone.IMPACT_STARTED, None, EARLIER),
            Correction(Milestone.DETECTED, START, EARLIER),
        ),
    ),
    UpdatePosted(
        actor=BOB,
        at=EARLIER,
        impact="One in five\npayments fails",
        changed="Rolled back",
        next_step="Watch it",
        next_by=ANA,
        next_update=START,
    ),
    NoteTaken(actor=BOB, at=EARLIER, text="Cache\nflushed"),
    MessageNoted(
        actor=BOB,
        at=EARLIER,
        channel="C0ROOM",
        ts="1772334000.000100",
        author=ANA,
        text="It is the cache",
        permalink="https://example.slack.com/archives/C0ROOM/p1772334000000100",
        by_hand=True,
        pictures=(GRAPH,),
    ),
    MessageReworded(
        actor=ANA, at=EARLIER, channel="C0ROOM", ts="1.1", text="It was", pictures=(GRAPH,)
    ),
    MessageReworded(actor=ANA, at=EARLIER, channel="C0ROOM", ts="1.1", text="It was the cache"),
    MessageDropped(actor=ANA, at=EARLIER, channel="C0ROOM", ts="1.1"),
    EntryCorrected(actor=ANA, at=EARLIER, entry=EntryId(7), happened_at=START, text="Better"),
    EntryRemoved(actor=ANA, at=EARLIER, entry=EntryId(7)),
    Edited(actor=ANA, at=EARLIER, before=Details("One"), after=Details("Two", ("checkout",))),
    RoomAdopted(actor=ANA, at=EARLIER, channel="C1"),
    FollowUpChanged(actor=ANA, at=EARLIER, before=None, after=ALARM),
    FollowUpChanged(
        actor=BOB, at=EARLIER, before=ALARM, after=replace(ALARM, state=FollowUpState.DONE)
    ),
    Merged(
        actor=BOB,
        at=EARLIER,
        duplicate=IncidentId(7),
        title="Payments fail",
        people=(ANA,),
        into_room=True,
        follow_ups=2,
    ),
    Paged(actor=BOB, at=EARLIER, key="7:press", service="database", through="Bell", reason="Full"),
    PagingEnded(
        actor=BOB,
        at=EARLIER,
        key="7:press",
        service="database",
        through="Bell",
        reason="Full",
        end=PagingEnd.REFUSED,
        why="invalid key",
    ),
    Linked(actor=ANA, at=EARLIER, other=IncidentId(7), relation=Relation.CAUSE),
    Unlinked(actor=ANA, at=EARLIER, other=IncidentId(7)),
    RoomAdopted(actor=ANA, at=EARLIER, channel="C0TEAM"),
    VisibilityChanged(actor=ANA, at=EARLIER, private=True, left="C0ROOM", people=(ANA, BOB)),
    RoomChanged(actor=ANA, at=EARLIER, before=RoomState.OPEN, after=RoomState.ARCHIVED),
    RoomRenamed(actor=ANA, at=EARLIER, name="war-room"),
    RoomKept(actor=ANA, at=EARLIER),
)


def test_the_table_of_events_has_every_kind() -> None:
    assert {type(event) for event in EVENTS} == set(get_args(AnyEvent))


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.kind)
def test_an_event_is_read_as_it_was_written_with_when_it_was_recorded(
    desk: Desk, records: StoredRecords, clock: SettableClock, event: AnyEvent
) -> None:
    incident_id = desk.incident()
    clock.advance(90)
    with desk.units(delivery()) as unit:
        unit.incidents.get(incident_id).events.append(event)
    assert records.timeline(incident_id)[1:] == (Entry(event, START + timedelta(seconds=90)),)


def test_entries_are_in_the_order_of_recording_whenever_they_happened(
    desk: Desk, records: StoredRecords
) -> None:
    incident_id = desk.incident()
    events = [
        Described(actor=ANA, at=START - timedelta(minutes=minutes), summary=str(minutes))
        for minutes in (3, 9, 1)
    ]
    with desk.units(delivery()) as unit:
        unit.incidents.get(incident_id).events.extend(events[:2])
    with desk.units(delivery()) as unit:
        unit.incidents.get(incident_id).events.append(events[2])
    assert [entry.event for entry in records.timeline(incident_id)][1:] == events


def test_an_incident_s_timeline_holds_nothing_of_another(
    desk: Desk, records: StoredRecords
) -> None:
    first, second = desk.incident("First"), desk.incident("Second")
    assert [event.title for event in _declared(records, first)] == ["First"]
    assert [event.title for event in _declared(records, second)] == ["Second"]


def _declared(records: StoredRecords, incident_id: IncidentId) -> list[Declared]:
    events = [entry.event for entry in records.timeline(incident_id)]
    return [event for event in events if isinstance(event, Declared)]


def test_each_entry_has_a_number_of_its_own_which_it_keeps(
    desk: Desk, records: StoredRecords
) -> None:
    first, second = desk.incident("First"), desk.incident("Second")
    with desk.units(delivery()) as unit:
        unit.incidents.get(first).note("One", actor=ANA, now=START)
        assert len(unit.timeline(first)) == 1
    with desk.units(delivery()) as unit:
        before = unit.timeline(first)
    numbers = [entry.id for entry in (*before, *records.timeline(second))]
    assert len(set(numbers)) == len(numbers)
    assert records.timeline(first) == before


def test_what_was_recorded_before_there_were_pictures_is_read(
    desk: Desk, database: Database, records: StoredRecords
) -> None:
    event = MessageNoted(
        actor=ANA, at=EARLIER, channel="C1", ts="1.1", author=BOB, text="Hm", permalink="https://x"
    )
    incident_id = desk.incident()
    with desk.units(delivery()) as unit:
        unit.incidents.get(incident_id).events.append(event)
    with database.writing() as session:
        row = session.scalars(select(TimelineRow).order_by(TimelineRow.id.desc())).first()
        assert row is not None
        row.details = {name: value for name, value in row.details.items() if name != "pictures"}
    assert records.timeline(incident_id)[-1].event == event


def test_which_incidents_have_a_file_on_record_is_found_by_its_whole_id(
    database: Database, clock: SettableClock
) -> None:
    desk, records = Desk(database, clock), StoredRecords(database, RULES)
    first, second, _none = desk.incident(), desk.incident(), desk.incident()
    noted = MessageNoted(
        actor=ANA,
        at=EARLIER,
        channel="C1",
        ts="1.2",
        author=BOB,
        text="F9 is no file",
        permalink="",
        pictures=(GRAPH,),
    )
    for incident_id, file in ((first, "F1"), (second, "F12")):
        with desk.units(delivery()) as unit:
            picture = replace(GRAPH, file=file)
            unit.incidents.get(incident_id).record(replace(noted, pictures=(picture,)))
    assert records.showing("F1") == (first,)
    assert records.showing("F12") == (second,)
    assert records.showing("F_") == records.showing("%") == records.showing("F9") == ()
