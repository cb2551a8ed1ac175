from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from sqlalchemy import select

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.records import StoredRecords
from firefighter.adapters.store.tables import TimelineRow
from firefighter.domain.actors import Program, ProgramKind
from firefighter.domain.drill_events import (
    DiagnosisJudged,
    DrillEnded,
    DrillEnding,
    DrillPaused,
    DrillResumed,
    DrillRevealed,
    DrillStarted,
    DrillStopped,
    HintTaken,
    InjectSent,
)
from firefighter.domain.errors import Missing
from firefighter.domain.events import (
    AlertRecorded,
    AnyEvent,
    ChannelAdopted,
    ChannelChanged,
    ChannelKept,
    ChannelRenamed,
    ChannelState,
    ChecklistItemConfirmed,
    Classified,
    DecisionRecorded,
    Declared,
    Described,
    Details,
    Edited,
    EntryCorrected,
    EntryRemoved,
    FollowUpChanged,
    HypothesisChanged,
    Linked,
    Merged,
    MessageDropped,
    MessageNoted,
    MessageReworded,
    MilestonesCorrected,
    NoteTaken,
    PageAcknowledged,
    Paged,
    PagingEnd,
    PagingEnded,
    PostmortemApproved,
    PostmortemPageRequested,
    Relation,
    Reported,
    ReviewRequested,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    Unlinked,
    UpdatePosted,
    UpdatePutOff,
    UpdateWaived,
    VisibilityChanged,
)
from firefighter.domain.experiment_events import ExperimentRunReported, RunSummary
from firefighter.domain.experiment_runs import (
    ExperimentRunNumber,
    RunReason,
    RunVerdict,
    Score,
    ScoreDifference,
    Tool,
)
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber, FollowUpState
from firefighter.domain.hypotheses import Hypothesis, HypothesisNumber, HypothesisState
from firefighter.domain.ids import EntryId, IncidentId, RoleKey, UserId
from firefighter.domain.lifecycle import DeclineReason, Status, StepKind
from firefighter.domain.milestones import Correction, Milestone
from firefighter.domain.pictures import Picture
from firefighter.domain.scenario import InjectKind, ScenarioId
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry
from tests.adapters.store.store_client import ANA, RULES, StoreClient, delivery
from tests.clock import START, SettableClock

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
POOL = Hypothesis(
    number=HypothesisNumber(2), text="The pool is full", proposed_by=BOB, proposed_at=EARLIER
)
GRAPH = Picture(file="F1", name="é.png", alt="Errors", media_type="image/png", width=40)

EVENTS: tuple[AnyEvent, ...] = (
    Declared(actor=ANA, at=EARLIER, title="Ünïcode 🔥", severity=Severity.SEV1),
    Described(actor=ANA, at=EARLIER, summary="Two\nlines"),
    StatusChanged(
        actor=ANA,
        at=EARLIER,
        step_kind=StepKind.DECLINE,
        before=Status.OPEN,
        after=Status.CLOSED,
        note="the same as INC-1",
        decline_reason=DeclineReason.DUPLICATE,
        duplicate_of=IncidentId(1),
        overridden=True,
    ),
    StatusChanged(
        actor=BOB,
        at=EARLIER,
        step_kind=StepKind.INVESTIGATE,
        before=Status.OPEN,
        after=Status.INVESTIGATING,
    ),
    SeverityChanged(
        actor=BOB, at=EARLIER, before=Severity.SEV3, after=Severity.SEV1, opens_channel=True
    ),
    RoleChanged(actor=ANA, at=EARLIER, role=RoleKey("scribe"), before=None, after=BOB),
    RoleChanged(actor=BOB, at=EARLIER, role=RoleKey("scribe"), before=BOB, after=None),
    PostmortemPageRequested(actor=ANA, at=EARLIER),
    ChecklistItemConfirmed(actor=ANA, at=EARLIER, item=Missing.FACTORS),
    Classified(
        actor=ANA,
        at=EARLIER,
        trigger="traffic",
        failure_class="capacity",
        contributing_factors=("workload", "testing"),
    ),
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
    AlertRecorded(
        actor=Program(ProgramKind.ALERTS, "Alertmanager").actor,
        at=EARLIER,
        source="Alertmanager",
        title="Checkout returns 500",
        link="https://prometheus.example.com/graph",
        resolved=True,
        number=27,
        braked=True,
        severity=Severity.SEV1,
        unlikely_start=EARLIER,
    ),
    ExperimentRunReported(
        actor=Program(ProgramKind.TOKEN, "chaos").actor,
        at=EARLIER,
        run=RunSummary(
            number=ExperimentRunNumber(7),
            name="checkout-db-slow",
            tool=Tool.LITMUS,
            hypothesis="Checkout answers within a second",
            verdict=RunVerdict.REFUTED,
            reason=RunReason.PROBES_FAILED,
            score=Score(5000),
            tool_score=Score(8333),
            difference=ScoreDifference.UNCHECKED_FAULTS,
            checked=2,
            met=1,
            missed=("orders-are-stored",),
            url="https://chaos.example.com/1",
        ),
    ),
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
    ChannelAdopted(actor=ANA, at=EARLIER, channel="C1"),
    FollowUpChanged(actor=ANA, at=EARLIER, before=None, after=ALARM),
    FollowUpChanged(
        actor=BOB, at=EARLIER, before=ALARM, after=replace(ALARM, state=FollowUpState.DONE)
    ),
    DecisionRecorded(actor=ANA, at=EARLIER, text="Roll back"),
    ReviewRequested(
        actor=ANA, at=EARLIER, reviewers=(BOB,), due=START.date(), asked=(BOB,), removed=(ANA,)
    ),
    PostmortemApproved(actor=BOB, at=EARLIER, pending=0),
    HypothesisChanged(actor=ANA, at=EARLIER, before=None, after=POOL),
    HypothesisChanged(
        actor=BOB,
        at=EARLIER,
        before=HypothesisState.PROPOSED,
        after=replace(POOL, state=HypothesisState.TESTING, changed_by=BOB, changed_at=EARLIER),
        merged=IncidentId(7),
    ),
    Merged(
        actor=BOB,
        at=EARLIER,
        duplicate=IncidentId(7),
        title="Payments fail",
        people=(ANA,),
        into_channel=True,
        follow_ups=2,
        hypotheses=1,
    ),
    Paged(actor=BOB, at=EARLIER, key="7:press", service="database", provider="Bell", reason="Full"),
    PagingEnded(
        actor=BOB,
        at=EARLIER,
        key="7:press",
        service="database",
        provider="Bell",
        reason="Full",
        end=PagingEnd.REFUSED,
        why="invalid key",
    ),
    Linked(actor=ANA, at=EARLIER, other=IncidentId(7), relation=Relation.CAUSE),
    Unlinked(actor=ANA, at=EARLIER, other=IncidentId(7)),
    ChannelAdopted(actor=ANA, at=EARLIER, channel="C0TEAM"),
    VisibilityChanged(actor=ANA, at=EARLIER, private=True, left="C0ROOM", people=(ANA, BOB)),
    ChannelChanged(actor=ANA, at=EARLIER, before=ChannelState.OPEN, after=ChannelState.ARCHIVED),
    ChannelRenamed(actor=ANA, at=EARLIER, name="war-room"),
    ChannelKept(actor=ANA, at=EARLIER),
    DrillStarted(
        actor=ANA,
        at=EARLIER,
        team=(ANA, BOB),
        length_min=20,
        ends_at=START,
        scenario=ScenarioId("cold-tea"),
        scenario_version=2,
        real_pages=True,
    ),
    DrillPaused(actor=ANA, at=EARLIER),
    DrillResumed(actor=ANA, at=EARLIER, ends_at=START),
    DrillStopped(actor=UserId(""), at=EARLIER),
    DrillEnded(actor=UserId(""), at=EARLIER, ending=DrillEnding.REAL_INCIDENT, cause=IncidentId(7)),
    DrillEnded(actor=UserId(""), at=EARLIER, ending=DrillEnding.ALERT, alert="It is hot"),
    DrillRevealed(actor=UserId(""), at=EARLIER, cause="The plug", solution="Put it in"),
    DiagnosisJudged(actor=ANA, at=EARLIER, hypothesis=HypothesisNumber(2)),
    DiagnosisJudged(actor=ANA, at=EARLIER, hypothesis=None),
    InjectSent(
        actor=UserId(""),
        at=EARLIER,
        inject="complaint",
        inject_kind=InjectKind.MESSAGE,
        text="Where is\nmy tea?",
        persona="Nora, Support",
        to=BOB,
    ),
    HintTaken(actor=BOB, at=EARLIER, hint="plug", about="The plug", text="Look behind it", price=2),
    PageAcknowledged(actor=BOB, at=EARLIER, key="7:press", whom="database", paged_at=EARLIER),
)


def test_every_kind_of_event_has_an_example() -> None:
    assert {type(event) for event in EVENTS} == set(get_args(AnyEvent))


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.kind)
def test_an_event_is_read_as_it_was_written(
    store_client: StoreClient, records: StoredRecords, clock: SettableClock, event: AnyEvent
) -> None:
    incident_id = store_client.incident()
    clock.advance(90)
    with store_client.units(delivery()) as unit:
        unit.incidents.get(incident_id).events.append(event)
    assert records.timeline(incident_id)[1:] == (Entry(event, START + timedelta(seconds=90)),)


def test_entries_are_ordered_by_when_they_were_recorded(
    store_client: StoreClient, records: StoredRecords
) -> None:
    incident_id = store_client.incident()
    events = [
        Described(actor=ANA, at=START - timedelta(minutes=minutes), summary=str(minutes))
        for minutes in (3, 9, 1)
    ]
    with store_client.units(delivery()) as unit:
        unit.incidents.get(incident_id).events.extend(events[:2])
    with store_client.units(delivery()) as unit:
        unit.incidents.get(incident_id).events.append(events[2])
    assert [entry.event for entry in records.timeline(incident_id)][1:] == events


def test_timelines_of_incidents_are_separate(
    store_client: StoreClient, records: StoredRecords
) -> None:
    first, second = store_client.incident("First"), store_client.incident("Second")
    assert [event.title for event in _declared(records, first)] == ["First"]
    assert [event.title for event in _declared(records, second)] == ["Second"]


def _declared(records: StoredRecords, incident_id: IncidentId) -> list[Declared]:
    events = [entry.event for entry in records.timeline(incident_id)]
    return [event for event in events if isinstance(event, Declared)]


def test_each_entry_keeps_its_own_id(store_client: StoreClient, records: StoredRecords) -> None:
    first, second = store_client.incident("First"), store_client.incident("Second")
    with store_client.units(delivery()) as unit:
        unit.incidents.get(first).note("One", actor=ANA, now=START)
        assert len(unit.timeline(first)) == 1
    with store_client.units(delivery()) as unit:
        before = unit.timeline(first)
    numbers = [entry.id for entry in (*before, *records.timeline(second))]
    assert len(set(numbers)) == len(numbers)
    assert records.timeline(first) == before


def test_entries_recorded_before_pictures_existed_are_read(
    store_client: StoreClient, database: Database, records: StoredRecords
) -> None:
    event = MessageNoted(
        actor=ANA, at=EARLIER, channel="C1", ts="1.1", author=BOB, text="Hm", permalink="https://x"
    )
    incident_id = store_client.incident()
    with store_client.units(delivery()) as unit:
        unit.incidents.get(incident_id).events.append(event)
    with database.writing() as session:
        row = session.scalars(select(TimelineRow).order_by(TimelineRow.id.desc())).first()
        assert row is not None
        row.details = {name: value for name, value in row.details.items() if name != "pictures"}
    assert records.timeline(incident_id)[-1].event == event


def test_incidents_with_a_file_are_found_by_its_full_id(
    database: Database, clock: SettableClock
) -> None:
    store_client, records = StoreClient(database, clock), StoredRecords(database, RULES)
    first, second, _none = store_client.incident(), store_client.incident(), store_client.incident()
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
        with store_client.units(delivery()) as unit:
            picture = replace(GRAPH, file=file)
            unit.incidents.get(incident_id).record(replace(noted, pictures=(picture,)))
    assert records.incidents_showing("F1") == (first,)
    assert records.incidents_showing("F12") == (second,)
    assert (
        records.incidents_showing("F_")
        == records.incidents_showing("%")
        == records.incidents_showing("F9")
        == ()
    )
