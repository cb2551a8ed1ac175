"""Metrics computed in the database equal those of the formulas in `domain/metrics`."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, update

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.import_export import StoredImportExport
from firefighter.adapters.store.statistics import StoredStatistics
from firefighter.adapters.store.tables import STALE_VERSION, FactRow, IncidentRow
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber, FollowUpState
from firefighter.domain.history import IncidentHistory
from firefighter.domain.lifecycle import Status, Step, StepKind
from firefighter.domain.metrics.breakdown import Punctuality, breakdown_of
from firefighter.domain.metrics.facts import Duration, fact_of
from firefighter.domain.metrics.periods import Period, days_between
from firefighter.domain.metrics.report import Question, Report, baseline, evidence_of, report_on
from firefighter.domain.milestones import Milestone
from tests.adapters.store.past_incidents import (
    SERVICES,
    SPRING,
    empty,
    past_incident,
    past_incidents,
    with_number,
)
from tests.adapters.store.store_client import RULES, StoreClient, delivery
from tests.clock import SettableClock
from tests.domain.incidents import ANA

ZONES = [ZoneInfo("Europe/Paris"), ZoneInfo("America/St_Johns"), ZoneInfo("Asia/Kathmandu"), UTC]
SPRING_QUARTER = days_between(date(2026, 3, 1), date(2026, 6, 1), UTC)

_days = st.dates(date(2026, 2, 25), date(2026, 6, 3))


@st.composite
def questions(draw: st.DrawFn) -> Question:
    first, last = sorted(draw(st.lists(_days, min_size=2, max_size=2, unique=True)))
    period = days_between(first, last, draw(st.sampled_from(ZONES)))
    return Question(period, draw(st.sampled_from(["", *SERVICES])), draw(st.booleans()))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    past=st.lists(past_incidents(), max_size=40),
    asked=st.lists(questions(), min_size=1, max_size=3),
)
def test_database_and_formulas_agree(
    database: Database, past: list[IncidentHistory], asked: list[Question]
) -> None:
    empty(database)
    StoredImportExport(database, RULES).add(past)
    facts = [fact_of(one.incident, one.complete) for one in with_number(past)]
    for question in asked:
        found = StoredStatistics(database, RULES, SettableClock()).report(question)
        assert found == report_on(facts, question, RULES.zone, RULES.taxonomy.group_of())


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    past=st.lists(past_incidents(), max_size=40), asked=questions(), started=_days, data=st.data()
)
def test_database_and_formulas_agree_on_the_evidence_of_change(
    database: Database,
    past: list[IncidentHistory],
    asked: Question,
    started: date,
    data: st.DataObject,
) -> None:
    empty(database)
    StoredImportExport(database, RULES).add(past)
    facts = [fact_of(one.incident, one.complete) for one in with_number(past)]
    now = asked.period.start + data.draw(st.floats(0.01, 2)) * (
        asked.period.end - asked.period.start
    )
    history_start = datetime(started.year, started.month, started.day, tzinfo=UTC)
    for times in (1, 3):
        found = baseline(asked.period, history_start, now, times)
        evidence = StoredStatistics(database, RULES, SettableClock()).evidence(asked, found)
        assert evidence == evidence_of(facts, asked, found)


TEAMS = {"Shop": ("checkout", "payments"), "Find": ("search",)}
TEAM_RULES = replace(RULES, teams=TEAMS)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(past=st.lists(past_incidents(), max_size=40), asked=questions())
def test_database_and_formulas_agree_on_parts(
    database: Database, past: list[IncidentHistory], asked: Question
) -> None:
    empty(database)
    StoredImportExport(database, TEAM_RULES).add(past)
    facts = [fact_of(one.incident, one.complete, one.timeline) for one in with_number(past)]
    found = StoredStatistics(database, TEAM_RULES, SettableClock()).breakdown(asked)
    expected = breakdown_of(facts, asked, RULES.working_hours, TEAMS, RULES.zone)
    assert replace(found, follow_ups=Punctuality(), postmortems=Punctuality()) == expected


def test_time_in_status_of_handled_incidents_is_stored(
    database: Database, clock: SettableClock
) -> None:
    clock.set(SPRING)
    client = StoreClient(database, clock)
    number = client.incident()
    clock.set(SPRING + timedelta(minutes=5))
    with client.units(delivery()) as unit:
        incident = unit.incidents.get(number)
        incident.advance(Step(StepKind.INVESTIGATE), actor=ANA, now=clock.now())
    found = StoredStatistics(database, RULES, clock).breakdown(Question(SPRING_QUARTER))
    assert found.statuses[Status.OPEN].values == (300,)


def test_follow_ups_completed_by_their_due_date_are_in_time(
    database: Database, clock: SettableClock
) -> None:
    clock.set(SPRING)
    client = StoreClient(database, clock)
    number = client.incident()
    due = SPRING.date() + timedelta(days=3)
    with client.units(delivery()) as unit:
        incident = unit.incidents.get(number)
        for which in (1, 2, 3):
            added = FollowUp(number=FollowUpNumber(which), text="Add a test", due=due)
            incident.follow_up(added, actor=ANA, now=clock.now())
    for day, which in ((1, 1), (5, 2)):
        clock.set(SPRING + timedelta(days=day))
        with client.units(delivery()) as unit:
            incident = unit.incidents.get(number)
            done = replace(incident.follow_ups[FollowUpNumber(which)], state=FollowUpState.DONE)
            incident.follow_up(done, actor=ANA, now=clock.now())
    asked = Question(SPRING_QUARTER)
    statistics = StoredStatistics(database, RULES, clock)
    assert statistics.breakdown(asked).follow_ups == Punctuality(due=3, in_time=1)
    clock.set(SPRING + timedelta(days=3))
    assert statistics.breakdown(asked).follow_ups == Punctuality()


@pytest.mark.parametrize("size", [20, 60])
def test_durations_of_two_periods_are_ranked_in_the_database(database: Database, size: int) -> None:
    past = []
    for number in range(2 * size):
        one = past_incident()
        declared = SPRING + timedelta(days=31 * (number >= size) + number % 20)
        one.incident.milestones.clear()
        one.incident.milestones |= {
            Milestone.DECLARED: declared,
            Milestone.MITIGATED: declared + timedelta(minutes=number % 7 * (number % size)),
        }
        past.append(one)
    StoredImportExport(database, RULES).add(past)
    facts = [fact_of(one.incident) for one in with_number(past)]
    asked = Question(days_between(date(2026, 4, 1), date(2026, 5, 2), UTC))
    found = baseline(asked.period, SPRING, asked.period.end)
    evidence = StoredStatistics(database, RULES, SettableClock()).evidence(asked, found)
    assert evidence == evidence_of(facts, asked, found)
    ranking = evidence.durations[Duration.RESPOND]
    assert (ranking.now, ranking.before) == (size, size)
    assert ranking.is_exact == (size == 20)


def report(database: Database, period: Period = SPRING_QUARTER) -> Report:
    return StoredStatistics(database, RULES, SettableClock()).report(Question(period))


def test_an_empty_database_has_a_report(database: Database) -> None:
    assert report(database) == report_on([], Question(SPRING_QUARTER), RULES.zone)


def test_a_declared_incident_is_counted_at_once(database: Database, clock: SettableClock) -> None:
    clock.set(SPRING)
    StoreClient(database, clock).incident()
    assert report(database).counted == 1


def test_stale_facts_are_derived_again(database: Database, clock: SettableClock) -> None:
    clock.set(SPRING)
    StoreClient(database, clock).incident()
    before = report(database)
    with database.writing() as session:
        session.execute(update(FactRow).values(version=STALE_VERSION, severity="SEV4"))
    assert report(database) == before


def test_counting_loads_no_incident(database: Database) -> None:
    loaded: list[object] = []
    note: Callable[..., None] = lambda *_: loaded.append(1)  # noqa: E731 - a listener
    event.listen(IncidentRow, "load", note)
    try:
        report(database)
    finally:
        event.remove(IncidentRow, "load", note)
    assert loaded == []


def test_history_starts_with_the_first_incident_on_record(
    database: Database, clock: SettableClock
) -> None:
    clock.set(SPRING)
    statistics = StoredStatistics(database, RULES, clock)
    assert statistics.history_start() is None
    number = StoreClient(database, clock).incident()
    assert statistics.history_start() == SPRING.replace(microsecond=0)
    with database.writing() as session:
        session.execute(update(FactRow).where(FactRow.incident_id == number).values(private=True))
    assert statistics.history_start() is None
    assert statistics.history_start(private=True) == SPRING.replace(microsecond=0)
