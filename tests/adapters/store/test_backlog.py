from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.statistics import StoredStatistics
from firefighter.adapters.store.tables import FollowUpRow, IncidentRow
from firefighter.domain.events import Described
from firefighter.domain.follow_ups import FollowUpKind, FollowUpState, Priority
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.lifecycle import Status, Step, StepKind
from firefighter.domain.metrics.backlog import (
    FollowUpCount,
    LatePostmortem,
    OpenPostmortems,
    OverdueFollowUps,
)
from firefighter.domain.metrics.periods import days_between
from firefighter.domain.metrics.report import Load, PersonLoad, Question
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import Severity
from tests.adapters.store.store_client import ANA, RULES, StoreClient, delivery
from tests.clock import SettableClock

BOB = UserId("U0BOB")
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
SPRING = Question(days_between(date(2026, 3, 1), date(2026, 6, 1), UTC))


@pytest.fixture
def statistics(database: Database, clock: SettableClock) -> StoredStatistics:
    clock.set(MONDAY)
    return StoredStatistics(database, RULES, clock)


def test_an_empty_database_has_no_backlog(statistics: StoredStatistics) -> None:
    backlog = statistics.backlog()
    assert (backlog.open, backlog.open_incidents, backlog.overdue) == (0, [], [])
    assert statistics.load(SPRING) == Load([], 0)


def test_open_incidents_are_listed_with_what_is_missing(
    statistics: StoredStatistics, database: Database, clock: SettableClock
) -> None:
    StoreClient(database, clock).incident()
    clock.advance(timedelta(hours=25).total_seconds())
    (one,) = statistics.backlog().open_incidents
    assert one.lacks_commander()
    assert one.is_stale(clock.now())
    assert (one.declared_at, one.last_activity_at) == (MONDAY, MONDAY)


def test_private_incidents_are_not_in_the_public_backlog(
    statistics: StoredStatistics, database: Database, clock: SettableClock
) -> None:
    number = StoreClient(database, clock).incident()
    with database.writing() as session:
        session.get_one(IncidentRow, number).private = True
    assert statistics.backlog().open == 0
    assert statistics.backlog(private=True).open == 1


def test_person_hours_count_only_spans_of_activity(
    statistics: StoredStatistics, database: Database, clock: SettableClock
) -> None:
    store_client = StoreClient(database, clock)
    number = store_client.incident()
    a_week_min = 7 * 24 * 60
    for minutes, actor in ((10, BOB), (20, ANA), (40, BOB), (71, BOB), (a_week_min, ANA)):
        with store_client.units(delivery()) as unit:
            at = MONDAY + timedelta(minutes=minutes)
            said = Described(actor=actor, at=at, summary=str(minutes))
            unit.incidents.get(number).events.append(said)
    found = statistics.load(SPRING)
    assert found == Load([PersonLoad(BOB, 1, 30 * 60), PersonLoad(ANA, 1, 20 * 60)], 1)
    assert found.seconds == 50 * 60


def test_overdue_follow_ups_are_counted_by_owner(
    statistics: StoredStatistics, database: Database, clock: SettableClock
) -> None:
    number = StoreClient(database, clock).incident()
    done, open_ = FollowUpState.DONE, FollowUpState.OPEN
    rows = [(ANA, 1, open_), (ANA, 5, open_), (None, 3, open_), (BOB, 9, open_), (BOB, 1, done)]
    classes = [(Priority.P1, FollowUpKind.DETECT)] * 2 + [(None, None)] + [(Priority.P0, None)] * 2
    with database.writing() as session:
        for each, (owner, days, state) in enumerate(rows, 1):
            priority, kind = classes[each - 1]
            session.add(
                FollowUpRow(
                    incident_id=number,
                    number=each,
                    text="Write it down",
                    owner=owner,
                    due=date(2026, 3, 2) + timedelta(days=days),
                    state=state,
                    source="",
                    ticket="",
                    kind=kind,
                    priority=priority,
                )
            )
    clock.set(datetime(2026, 3, 8, 12, tzinfo=UTC))
    assert statistics.backlog().follow_ups == 4
    assert statistics.backlog().overdue_follow_ups == 3
    assert statistics.backlog().overdue == [
        OverdueFollowUps(ANA, 2, date(2026, 3, 3)),
        OverdueFollowUps(None, 1, date(2026, 3, 5)),
    ]
    assert statistics.backlog().priorities == {
        Priority.P0: FollowUpCount(open=1, overdue=0),
        Priority.P1: FollowUpCount(open=2, overdue=2),
    }
    assert statistics.backlog().kinds == {FollowUpKind.DETECT: FollowUpCount(open=2, overdue=2)}


def test_a_postmortem_is_late_after_its_review_period(
    statistics: StoredStatistics, database: Database, clock: SettableClock
) -> None:
    late = mitigated(database, clock)
    clock.set(MONDAY + timedelta(days=1))
    mitigated(database, clock)
    clock.set(MONDAY + timedelta(days=10) - timedelta(seconds=1))
    assert statistics.backlog().postmortems == OpenPostmortems(2, 0, [])
    clock.advance(1)
    one = LatePostmortem(late, "Checkout is down", Severity.SEV2, date(2026, 3, 12), ANA)
    assert statistics.backlog().postmortems == OpenPostmortems(2, 1, [one])


def test_a_postmortem_is_no_longer_open_once_its_incident_is_closed(
    statistics: StoredStatistics, database: Database, clock: SettableClock
) -> None:
    closed, private, again = (mitigated(database, clock) for _ in range(3))
    with database.writing() as session:
        session.get_one(IncidentRow, closed).status = Status.CLOSED
        session.get_one(IncidentRow, private).private = True
        session.get_one(IncidentRow, again).status = Status.INVESTIGATING
    clock.advance(timedelta(days=11).total_seconds())
    assert statistics.backlog().postmortems == OpenPostmortems(0, 0, [])
    assert statistics.backlog(private=True).postmortems.overdue == 1


def test_without_a_review_period_no_postmortem_is_late(
    database: Database, clock: SettableClock
) -> None:
    mitigated(database, clock)
    clock.advance(timedelta(days=100).total_seconds())
    policy = replace(RULES.policy(Severity.SEV2), review_days=None)
    rules = replace(RULES, severities={**RULES.severities, Severity.SEV2: policy})
    backlog = StoredStatistics(database, rules, clock).backlog()
    assert backlog.postmortems == OpenPostmortems(1, 0, [])


def mitigated(database: Database, clock: SettableClock) -> IncidentId:
    """An incident with Ana as commander and a severity that requires a post-mortem."""
    store_client = StoreClient(database, clock)
    number = store_client.incident()
    with store_client.units(delivery()) as unit:
        incident = unit.incidents.get(number)
        incident.take_role(COMMANDER, seen=None, actor=ANA, now=clock.now())
        step = Step(StepKind.MITIGATE, note="Rolled back")
        incident.advance(step, actor=ANA, now=clock.now())
    return number
