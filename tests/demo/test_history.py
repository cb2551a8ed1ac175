"""The invented year, and that it is on record once however often it is asked for."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from firefighter.demo.browser.history import INCIDENTS, a_year
from firefighter.demo.browser.ledger import Ledger
from firefighter.domain.milestones import Milestone
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.settings.policy import Policy
from firefighter.store import schema
from firefighter.store.database import Database

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
PEOPLE = ("U1", "U2")
YEAR = list(a_year(NOW, PEOPLE))
RULES: Rules = Policy().rules()


def test_it_is_the_same_each_time() -> None:
    assert list(a_year(NOW, PEOPLE)) == YEAR
    assert list(a_year(NOW, PEOPLE, seed=2)) != YEAR


def test_each_incident_goes_from_its_beginning_to_its_end_within_the_year() -> None:
    assert len(YEAR) == INCIDENTS
    for record in YEAR:
        milestones = record.past(RULES, "test").incident.milestones
        moments = [milestones[each] for each in Milestone if each in milestones]
        assert moments == sorted(moments)
        assert NOW - timedelta(days=366) < moments[0]
        assert moments[-1] < NOW


def test_the_bad_ones_are_rare_and_most_begin_on_working_days() -> None:
    severities = Counter(record.severity for record in YEAR)
    assert 0 < severities[Severity.SEV1] < severities[Severity.SEV2] < severities[Severity.SEV3]
    weekend = sum(record.declared_at.weekday() > 4 for record in YEAR)
    assert weekend < INCIDENTS / 4


def test_it_is_on_record_once(tmp_path: Path) -> None:
    file = tmp_path / "firefighter.db"
    database = Database(f"sqlite:///{file}")
    schema.upgrade(database)
    database.close()
    ledger = Ledger(file, RULES)
    assert not ledger.has_history()
    for _ in range(2):
        ledger.bring_in(record.past(RULES, "playground") for record in YEAR)
    assert ledger.has_history()
    assert ledger.incident("C1") is None
    assert ledger.achieved() == frozenset()
    ledger.close()
