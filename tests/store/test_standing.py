from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from firefighter.domain.events import Described
from firefighter.domain.follow_ups import FollowUpState
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.lifecycle import Status, Step, Trigger
from firefighter.domain.metrics.load import Load, Share
from firefighter.domain.metrics.periods import days_between
from firefighter.domain.metrics.report import Question
from firefighter.domain.metrics.standing import LatePostmortem, Overdue, Postmortems
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import Severity
from firefighter.store.database import Database
from firefighter.store.statistics import StoredStatistics
from firefighter.store.tables import FollowUpRow, IncidentRow
from tests.clock import SettableClock
from tests.store.desk import ANA, RULES, Desk, delivery

BOB = UserId("U0BOB")
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
SPRING = Question(days_between(date(2026, 3, 1), date(2026, 6, 1), UTC))


@pytest.fixture
def statistics(database: Database, clock: SettableClock) -> StoredStatistics:
    clock.set(MONDAY)
    return StoredStatistics(database, RULES, clock)


def test_nothing_waits_in_an_empty_house(statistics: StoredStatistics) -> None:
    standing = statistics.standing()
    assert (standing.open, standing.waiting, standing.overdue) == (0, [], [])
    assert statistics.load(SPRING) == Load([], 0)


def test_what_is_open_is_told_with_what_it_lacks(
    statistics: StoredStatistics, database: Database, clock: SettableClock
) -> None:
    Desk(database, clock).incident()
    clock.advance(timedelta(hours=25).total_seconds())
    (one,) = statistics.standing().waiting
    assert one.lacks_commander()
    assert one.is_stale(clock.now())
    assert (one.declared_at, one.heard_at) == (MONDAY, MONDAY)


def test_a_private_incident_waits_for_nobody_else(
    statistics: StoredStatistics, database: Database, clock: SettableClock
) -> None:
    number = Desk(database, clock).incident()
    with database.writing() as session:
        session.get_one(IncidentRow, number).private = True
    assert statistics.standing().open == 0
    assert statistics.standing(private=True).open == 1


def test_person_hours_run_from_the_first_entry_to_the_last(
    statistics: StoredStatistics, database: Database, clock: SettableClock
) -> None:
    desk = Desk(database, clock)
    number = desk.incident()
    for minutes, actor in ((10, BOB), (40, BOB), (50, ANA)):
        with desk.units(delivery()) as unit:
            at = MONDAY + timedelta(minutes=minutes)
            said = Described(actor=actor, at=at, summary=str(minutes))
            unit.incidents.get(number).events.append(said)
    found = statistics.load(SPRING)
    assert found == Load([Share(ANA, 1, 50 * 60), Share(BOB, 1, 30 * 60)], 1)
    assert found.seconds == 80 * 60


def test_overdue_follow_ups_are_told_by_owner(
    statistics: StoredStatistics, database: Database, clock: SettableClock
) -> None:
    number = Desk(database, clock).incident()
    done, open_ = FollowUpState.DONE, FollowUpState.OPEN
    rows = [(ANA, 1, open_), (ANA, 5, open_), (None, 3, open_), (BOB, 9, open_), (BOB, 1, done)]
    with database.writing() as session:
        for each, (owner, days, state) in enumerate(rows, 1):
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
                )
            )
    clock.set(datetime(2026, 3, 8, 12, tzinfo=UTC))
    assert statistics.standing().follow_ups == 4
    assert statistics.standing().overdue_follow_ups == 3
    assert statistics.standing().overdue == [
        Overdue(ANA, 2, date(2026, 3, 3)),
        Overdue(None, 1, date(2026, 3, 5)),
    ]


def test_a_postmortem_is_overdue_once_the_days_until_its_review_are_over(
    statistics: StoredStatistics, database: Database, clock: SettableClock
) -> None:
    late = mitigated(database, clock)
    clock.set(MONDAY + timedelta(days=1))
    mitigated(database, clock)
    clock.set(MONDAY + timedelta(days=10) - timedelta(seconds=1))
    assert statistics.standing().postmortems == Postmortems(2, 0, [])
    clock.advance(1)
    one = LatePostmortem(late, "Checkout is down", Severity.SEV2, date(2026, 3, 12), ANA)
    assert statistics.standing().postmortems == Postmortems(2, 1, [one])


def test_a_postmortem_is_no_longer_open_once_its_incident_is_closed(
    statistics: StoredStatistics, database: Database, clock: SettableClock
) -> None:
    closed, private, again = (mitigated(database, clock) for _ in range(3))
    with database.writing() as session:
        session.get_one(IncidentRow, closed).status = Status.CLOSED
        session.get_one(IncidentRow, private).private = True
        session.get_one(IncidentRow, again).status = Status.INVESTIGATING
    clock.advance(timedelta(days=11).total_seconds())
    assert statistics.standing().postmortems == Postmortems(0, 0, [])
    assert statistics.standing(private=True).postmortems.overdue == 1


def test_where_no_day_is_given_no_postmortem_is_overdue(
    database: Database, clock: SettableClock
) -> None:
    mitigated(database, clock)
    clock.advance(timedelta(days=100).total_seconds())
    policy = replace(RULES.policy(Severity.SEV2), review_days=None)
    rules = replace(RULES, severities={**RULES.severities, Severity.SEV2: policy})
    standing = StoredStatistics(database, rules, clock).standing()
    assert standing.postmortems == Postmortems(1, 0, [])


def mitigated(database: Database, clock: SettableClock) -> IncidentId:
    """Led by Ana, and of a severity that demands a post-mortem."""
    desk = Desk(database, clock)
    number = desk.incident()
    with desk.units(delivery()) as unit:
        incident = unit.incidents.get(number)
        incident.take_role(COMMANDER, seen=None, actor=ANA, now=clock.now())
        step = Step(Trigger.MITIGATE, note="Rolled back")
        incident.advance(step, actor=ANA, now=clock.now())
    return number
