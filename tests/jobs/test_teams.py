"""Teams climb the ladder by what they really played, are told before a level lapses, and once."""

from datetime import UTC, datetime, timedelta

import pytest

from firefighter.adapters.store.database import Database
from firefighter.domain.errors import NoChange
from firefighter.domain.experiment_catalog import (
    REQUIRED_TO_RUN,
    DesignField,
    ExperimentDesign,
    ExperimentStepKind,
)
from firefighter.domain.maturity import (
    DoneBy,
    ExerciseStep,
    LevelNotReached,
    MaturityLevel,
    NotCoach,
    Requirement,
)
from firefighter.domain.scenario import Mode
from firefighter.effects.teams import notices
from firefighter.use_cases.experiments import add_experiment, take_experiment_step
from firefighter.use_cases.teams import sign_level
from tests.adapters.store.store_client import delivery
from tests.clock import SettableClock
from tests.jobs.team_years import (
    COACH,
    KIM,
    NIA,
    ODA,
    SEARCH,
    XEN,
    YAN,
    ZOE,
    Plan,
    TeamYears,
)

START = datetime(2025, 1, 6, 10, tzinfo=UTC)
ACCOMPANIED, VALIDATED, INDEPENDENT, AUTONOMOUS = MaturityLevel


def on(year: int, month: int, day: int = 5, hour: int = 10) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


@pytest.fixture
def years(database: Database, clock: SettableClock) -> TeamYears:
    return TeamYears(database, clock, START)


@pytest.fixture
def two_years(sqlite_database: Database, clock: SettableClock) -> TeamYears:
    """On one engine, since they take a while."""
    return TeamYears(sqlite_database, clock, START)


def sign(years: TeamYears, level: MaturityLevel, note: str = "") -> None:
    sign_level(years.context, delivery(), COACH, "shop", level=level, note=note, tell=notices)
    assert years.harness.run_until_idle()


def missing(years: TeamYears) -> set[Requirement]:
    return {each.requirement for each in years.card().standing.progress if not each.is_met}


def test_two_years_on_the_ladder_with_a_lapse(two_years: TeamYears) -> None:
    years = two_years
    assert missing(years) == {Requirement.ACCOMPANIED}
    with pytest.raises(LevelNotReached):
        sign(years, ACCOMPANIED)
    years.hold(Plan(at=on(2025, 1, 10)))
    sign(years, ACCOMPANIED, "A good start.")
    years.hold(Plan(at=on(2025, 3), service="search", by=(COACH, NIA), waives=True))
    years.hold(Plan(at=on(2025, 4), service="search", by=(COACH, NIA), done_after_days=None))
    years.live(on(2025, 5))
    assert missing(years) == {Requirement.EXERCISES, Requirement.ACTIONS_IN_TIME}
    years.hold(Plan(at=on(2025, 5, 6), leader=NIA, by=(NIA, COACH)))
    years.live(on(2025, 6))
    assert missing(years) == set()
    with pytest.raises(NotCoach):
        sign_level(years.context, delivery(), NIA, "Shop", level=VALIDATED, note="", tell=notices)
    with pytest.raises(LevelNotReached):
        sign(years, INDEPENDENT)
    sign(years, VALIDATED)
    assert missing(years) == {Requirement.LED, Requirement.HARD}
    years.hold(Plan(at=on(2025, 8), leader=NIA, by=(NIA,)))
    years.hold(Plan(at=on(2025, 10), leader=NIA, by=(NIA,), mode=Mode.DUNGEONS_AND_DRAGONS))
    years.live(on(2025, 12, 1))
    sign(years, INDEPENDENT)
    years.hold(Plan(at=on(2026, 2), leader=NIA, by=(NIA,)))
    years.hold(Plan(at=on(2026, 4), leader=XEN, by=(XEN, NIA), heroes=(YAN, ZOE, ODA)))
    years.hold(Plan(at=on(2026, 5), leader=NIA, by=(NIA,)))
    texts: dict[str, str] = {**dict.fromkeys(REQUIRED_TO_RUN, "checkout"), DesignField.TEAM: "Shop"}
    design = ExperimentDesign(title="Slow database").with_texts(texts)
    added = add_experiment(years.context, delivery(), KIM, design)
    assert missing(years) == {Requirement.CATALOG}
    take_experiment_step(years.context, delivery(), KIM, added.key, ExperimentStepKind.MARK_READY)
    years.live(on(2026, 6, 1))
    sign(years, AUTONOMOUS)
    with pytest.raises(NoChange):
        sign(years, AUTONOMOUS)
    assert years.card().standing.next_level is None
    years.live(on(2027, 1, 6))
    standing = years.card().standing
    assert standing.level is INDEPENDENT
    assert [term.signature.level for term in standing.lapsed] == [AUTONOMOUS]
    assert (
        years.told(COACH)
        == years.told(KIM)
        == [
            ("2025-01-17 11:40", "signed", 1, "2025-01-17"),
            ("2025-06-05 12:00", "signed", 2, "2025-06-05"),
            ("2025-12-01 11:00", "signed", 3, "2025-12-01"),
            ("2026-06-01 12:00", "signed", 4, "2026-06-01"),
            ("2026-11-01 09:00", "lapses_soon", 4, "2026-12-01"),
            ("2026-12-02 09:00", "lapsed", 4, "2026-12-01"),
            ("2027-01-05 09:00", "lapses_soon", 3, "2027-02-05"),
        ]
    )


def test_card_shows_who_did_each_step(years: TeamYears) -> None:
    years.hold(Plan(at=on(2025, 2)))
    years.hold(Plan(at=on(2025, 3), by=(COACH, NIA)))
    years.hold(Plan(at=on(2025, 4), leader=NIA, by=(NIA,)))
    exercises = years.card().facts.exercises
    told = {step: [each.steps[step] for each in exercises] for step in ExerciseStep}
    assert told == {
        ExerciseStep.ELIGIBILITY: [DoneBy.COACH, DoneBy.BOTH, DoneBy.TEAM],
        ExerciseStep.SYSTEM: [DoneBy.COACH, DoneBy.COACH, DoneBy.TEAM],
        ExerciseStep.OBJECTIVES: [DoneBy.COACH, DoneBy.BOTH, DoneBy.TEAM],
        ExerciseStep.HYPOTHESIS: [DoneBy.COACH, DoneBy.BOTH, DoneBy.TEAM],
        ExerciseStep.OBSERVABILITY: [DoneBy.COACH, DoneBy.BOTH, DoneBy.TEAM],
        ExerciseStep.RUN: [DoneBy.COACH, DoneBy.COACH, DoneBy.TEAM],
        ExerciseStep.ACTION_PLAN: [DoneBy.COACH, DoneBy.BOTH, DoneBy.TEAM],
    }
    assert years.card(SEARCH).facts.exercises == ()


def test_notice_comes_once_whatever_is_restarted(years: TeamYears) -> None:
    years.hold(Plan(at=on(2025, 2)))
    sign(years, ACCOMPANIED)
    assert years.card().standing.level is ACCOMPANIED
    before = len(years.told(COACH))
    for _ in range(3):
        years.begin()
        years.live(years.clock.now() + timedelta(days=2))
    assert len(years.told(COACH)) == before
