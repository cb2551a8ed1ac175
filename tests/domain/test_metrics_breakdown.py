from datetime import UTC, date, timedelta

from firefighter.domain.lifecycle import Status
from firefighter.domain.metrics.breakdown import (
    MONTHS,
    Breakdown,
    Summary,
    breakdown_of,
    months_of,
)
from firefighter.domain.metrics.facts import Duration, Fact, Group
from firefighter.domain.metrics.periods import days_between
from firefighter.domain.metrics.report import Question, WorkingHours
from tests.domain.facts import SPRING, fact

ALL = Question(days_between(date(2026, 3, 1), date(2026, 5, 1), UTC))
TEAMS = {"Shop": ("checkout", "payments"), "Find": ("search",)}


def breakdown(*known: Fact, question: Question = ALL) -> Breakdown:
    return breakdown_of(known, question, WorkingHours(), TEAMS, UTC)


def test_incident_counts_once_for_its_team() -> None:
    found = breakdown(fact(1, 1, "checkout", "payments"), fact(2, 2, "search"), fact(3, 3))
    assert {name: part.incidents for name, part in found.services.items()} == {
        "checkout": 1,
        "payments": 1,
        "search": 1,
    }
    assert {name: part.incidents for name, part in found.teams.items()} == {"Shop": 1, "Find": 1}


def test_nights_are_on_working_days_and_weekends_are_not() -> None:
    sunday_noon, monday_night, monday_noon = 0.5, 1.1, 1.5
    days = (sunday_noon, monday_night, monday_noon)
    found = breakdown(*(fact(n, day, "search") for n, day in enumerate(days)))
    search = found.services["search"]
    assert (search.incidents, search.nights, search.weekends) == (3, 1, 1)


def test_durations_are_medians_with_the_number_measured() -> None:
    lasting = [fact(n, n, "search", seconds={Duration.CLOSE: 60 * n}) for n in range(1, 5)]
    found = breakdown(*lasting, fact(9, 9, "search"))
    assert found.services["search"].durations == {Duration.CLOSE: Summary(4, 150)}


def test_months_are_in_order_also_without_incidents() -> None:
    found = breakdown(fact(1, 40), fact(2, 1, group=Group.DRILL))
    assert [(month, part.incidents) for month, part in found.months.items()] == [
        (date(2026, 3, 1), 0),
        (date(2026, 4, 1), 1),
    ]


def test_long_period_has_its_latest_months() -> None:
    months = months_of(days_between(date(2020, 5, 6), date(2026, 2, 3), UTC))
    assert len(months) == MONTHS
    assert (months[0], months[-1]) == (date(2024, 3, 1), date(2026, 2, 1))


def test_time_in_status_counts_where_it_is_known() -> None:
    known = [fact(n, n, status_seconds={Status.OPEN: 60 * n}) for n in range(1, 4)]
    found = breakdown(*known, fact(9, 9)).statuses
    assert list(found) == [Status.OPEN]
    assert (found[Status.OPEN].measured, found[Status.OPEN].of) == (3, 4)
    assert found[Status.OPEN].median == 120
    assert SPRING + timedelta(days=9) < ALL.period.end
