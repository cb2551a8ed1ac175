"""The invented year, and that it is on record once however often it is asked for."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from firefighter.adapters.store import schema
from firefighter.adapters.store.database import Database
from firefighter.demo.browser.bot_database import BotDatabase
from firefighter.demo.browser.sample_incidents import INCIDENTS, sample_year
from firefighter.domain.milestones import Milestone
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.settings.policy import Policy

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
PEOPLE = ("U1", "U2")
YEAR = list(sample_year(NOW, PEOPLE))
RULES: Rules = Policy().rules()


def test_sample_is_the_same_each_time() -> None:
    assert list(sample_year(NOW, PEOPLE)) == YEAR
    assert list(sample_year(NOW, PEOPLE, seed=2)) != YEAR


def test_each_incident_goes_from_its_beginning_to_its_end_within_the_year() -> None:
    assert len(YEAR) == INCIDENTS
    for record in YEAR:
        milestones = record.past(RULES, "test").incident.milestones
        times = [milestones[each] for each in Milestone if each in milestones]
        assert times == sorted(times)
        assert NOW - timedelta(days=366) < times[0]
        assert times[-1] < NOW


def test_severe_incidents_are_rare_and_most_begin_on_working_days() -> None:
    severities = Counter(record.severity for record in YEAR)
    assert 0 < severities[Severity.SEV1] < severities[Severity.SEV2] < severities[Severity.SEV3]
    weekend = sum(record.declared_at.weekday() > 4 for record in YEAR)
    assert weekend < INCIDENTS / 4


def test_sample_is_imported_once(tmp_path: Path) -> None:
    file = tmp_path / "firefighter.db"
    database = Database(f"sqlite:///{file}")
    schema.upgrade(database)
    database.close()
    bot_database = BotDatabase(file, RULES)
    assert not bot_database.has_history()
    for _ in range(2):
        bot_database.import_incidents(record.past(RULES, "playground") for record in YEAR)
    assert bot_database.has_history()
    assert bot_database.incident("C1") is None
    assert bot_database.recorded_names() == frozenset()
    bot_database.close()
