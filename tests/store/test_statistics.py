"""The database and the formulas come to the same figures, each in its own way."""

from collections.abc import Callable
from datetime import UTC, date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Delete, Update, delete, event, update

from firefighter.domain.history import Past
from firefighter.domain.metrics.facts import fact_of
from firefighter.domain.metrics.periods import Period, days_between
from firefighter.domain.metrics.report import Question, Report, report_on
from firefighter.store.archive import StoredArchive
from firefighter.store.database import Database
from firefighter.store.statistics import StoredStatistics
from firefighter.store.tables import FactRow, IncidentRow
from tests.clock import SettableClock
from tests.store.desk import RULES, Desk
from tests.store.pasts import SERVICES, SPRING, empty, numbered, pasts

ZONES = [ZoneInfo("Europe/Paris"), ZoneInfo("America/St_Johns"), ZoneInfo("Asia/Kathmandu"), UTC]
SPRING_QUARTER = days_between(date(2026, 3, 1), date(2026, 6, 1), UTC)

_days = st.dates(date(2026, 2, 25), date(2026, 6, 3))


@st.composite
def questions(draw: st.DrawFn) -> Question:
    first, last = sorted(draw(st.lists(_days, min_size=2, max_size=2, unique=True)))
    period = days_between(first, last, draw(st.sampled_from(ZONES)))
    return Question(period, draw(st.sampled_from(["", *SERVICES])), draw(st.booleans()))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(past=st.lists(pasts(), max_size=40), asked=st.lists(questions(), min_size=1, max_size=3))
def test_both_ways_lead_to_the_same_figures(
    database: Database, past: list[Past], asked: list[Question]
) -> None:
    empty(database)
    StoredArchive(database, RULES).add(past)
    facts = [fact_of(one.incident, one.complete) for one in numbered(past)]
    for question in asked:
        found = StoredStatistics(database, RULES, SettableClock()).report(question)
        assert found == report_on(facts, question)


def report(database: Database, period: Period = SPRING_QUARTER) -> Report:
    return StoredStatistics(database, RULES, SettableClock()).report(Question(period))


def test_nothing_at_all_has_figures_too(database: Database) -> None:
    assert report(database) == report_on([], Question(SPRING_QUARTER))


def test_what_is_declared_is_counted_at_once(database: Database, clock: SettableClock) -> None:
    clock.set(SPRING)
    Desk(database, clock).incident()
    assert report(database).counted == 1


@pytest.mark.parametrize(
    "older_code",
    [delete(FactRow), update(FactRow).values(version=FactRow.version - 1, severity="SEV4")],
)
def test_facts_that_older_code_left_behind_are_derived_again(
    database: Database, clock: SettableClock, older_code: Delete | Update
) -> None:
    clock.set(SPRING)
    Desk(database, clock).incident()
    before = report(database)
    with database.writing() as session:
        session.execute(older_code)
    assert report(database) == before


def test_no_incident_is_loaded_to_count_it(database: Database) -> None:
    loaded: list[object] = []
    note: Callable[..., None] = lambda *_: loaded.append(1)  # noqa: E731 - a listener
    event.listen(IncidentRow, "load", note)
    try:
        report(database)
    finally:
        event.remove(IncidentRow, "load", note)
    assert loaded == []
