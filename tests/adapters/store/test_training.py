"""The figures of training count drills of a period, and nothing else."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.statistics import StoredStatistics
from firefighter.domain.drill import Drill, DrillPlan, ScenarioRef
from firefighter.domain.drill_events import DrillEnding, HintTaken
from firefighter.domain.events import HypothesisChanged
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber, FollowUpState
from firefighter.domain.hypotheses import Hypothesis, HypothesisNumber, HypothesisState
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Kind
from firefighter.domain.metrics.periods import Period
from firefighter.domain.metrics.report import Question
from firefighter.domain.metrics.training import (
    TrainedClass,
    Training,
    never_trained,
    trained_classes,
)
from firefighter.domain.rules import Rules
from firefighter.domain.scenario import ScenarioId
from tests.adapters.store.store_client import StoreClient, delivery
from tests.clock import SettableClock
from tests.domain.incidents import ANA, BOB, CAM, declared

RULES = Rules()
TEA = ScenarioId("cold-tea")
NOTHING = Training(
    held=0,
    stopped=0,
    people=0,
    by_scenario={},
    hints=0,
    hypotheses=0,
    refuted=0,
    follow_ups=0,
    follow_ups_done=0,
)


def hold(
    client: StoreClient,
    clock: SettableClock,
    *,
    team: tuple[UserId, ...] = (BOB,),
    scenario: ScenarioId | None = TEA,
    private: bool = False,
    ending: DrillEnding = DrillEnding.REAL_INCIDENT,
) -> None:
    """A drill with a hint, two hypotheses and two follow-ups, which is stopped or ends."""
    plan = DrillPlan(team, 20, ScenarioRef(scenario, 1) if scenario else None)
    now = clock.now()
    with client.units(delivery()) as unit:
        incident = replace(declared(private=private), id=unit.incidents.next_id(), kind=Kind.DRILL)
        unit.incidents.add(incident)
        drill = Drill.start(incident, plan, actor=ANA, now=now)
        unit.drills.add(drill)
        incident.record(
            HintTaken(actor=BOB, at=now, hint="plug", about="The plug", text="Look", price=2)
        )
        for number, state in ((1, HypothesisState.PROPOSED), (2, HypothesisState.REFUTED)):
            hypothesis = Hypothesis(
                number=HypothesisNumber(number),
                text="The plug",
                proposed_by=BOB,
                proposed_at=now,
                state=state,
            )
            incident.change_hypothesis(
                HypothesisChanged.of(incident.hypotheses, hypothesis, actor=BOB, at=now)
            )
        for number, done in ((1, FollowUpState.OPEN), (2, FollowUpState.DONE)):
            follow_up = FollowUp(number=FollowUpNumber(number), text="Buy tea")
            incident.follow_up(follow_up, actor=BOB, now=now)
            if done is FollowUpState.DONE:
                incident.follow_up(replace(follow_up, state=done), actor=BOB, now=now)
        drill.end(incident, ending, now=now)


def counted(database: Database, clock: SettableClock, *, private: bool = False) -> Training:
    period = Period(clock.now() - timedelta(days=30), clock.now() + timedelta(1), ZoneInfo("UTC"))
    statistics = StoredStatistics(database, RULES, clock)
    return statistics.training(Question(period, private=private))


def test_nothing_is_counted_without_drills(
    store_client: StoreClient, database: Database, clock: SettableClock
) -> None:
    store_client.incident()
    assert counted(database, clock) == NOTHING


def test_drills_and_what_came_of_them_are_counted(
    store_client: StoreClient, database: Database, clock: SettableClock
) -> None:
    hold(store_client, clock, team=(BOB, CAM))
    hold(store_client, clock, team=(BOB,))
    hold(store_client, clock, team=(ANA,), scenario=None)
    assert counted(database, clock) == Training(
        held=3,
        stopped=3,
        people=3,
        by_scenario={TEA: 2},
        hints=3,
        hypotheses=6,
        refuted=3,
        follow_ups=6,
        follow_ups_done=3,
        since=clock.now(),
    )


def test_what_was_played_to_the_end_does_not_count_as_stopped(
    store_client: StoreClient, database: Database, clock: SettableClock
) -> None:
    for ending in (DrillEnding.TIME_OVER, DrillEnding.CLOSED, DrillEnding.GAME_DAY_OVER):
        hold(store_client, clock, ending=ending)
    assert counted(database, clock).stopped == 0
    hold(store_client, clock, ending=DrillEnding.ABANDONED)
    assert counted(database, clock).stopped == 1


def test_a_drill_of_another_period_is_not_counted(
    store_client: StoreClient, database: Database, clock: SettableClock
) -> None:
    hold(store_client, clock)
    started = clock.now()
    clock.advance(timedelta(days=40).total_seconds())
    assert counted(database, clock) == replace(NOTHING, since=started)


def test_a_private_drill_is_counted_only_if_asked_for(
    store_client: StoreClient, database: Database, clock: SettableClock
) -> None:
    hold(store_client, clock, private=True)
    assert counted(database, clock).held == 0
    assert counted(database, clock, private=True).held == 1


def test_drills_of_a_scenario_that_are_over_are_listed_oldest_first(
    store_client: StoreClient, database: Database, clock: SettableClock
) -> None:
    hold(store_client, clock)
    clock.advance(60)
    hold(store_client, clock, private=True)
    hold(store_client, clock, scenario=None)
    hold(store_client, clock)
    statistics = StoredStatistics(database, RULES, clock)
    period = Period(clock.now() - timedelta(days=30), clock.now() + timedelta(1), ZoneInfo("UTC"))
    assert statistics.played(Question(period)) == [1, 4]
    assert statistics.played(Question(period, private=True)) == [1, 2, 4]


def test_classes_that_happened_most_come_first() -> None:
    training = replace(NOTHING, by_scenario={TEA: 2, ScenarioId("gone"): 1})
    assert trained_classes(
        training, {TEA: "process"}, {"data": 3, "process": 1}, {"process": 1}
    ) == (
        TrainedClass("data", trained=0, happened=3),
        TrainedClass("process", trained=2, happened=1, contributed=1),
    )


def test_only_what_really_happened_is_missed() -> None:
    classes = (
        TrainedClass("data", trained=0, happened=3),
        TrainedClass("process", trained=2, happened=1),
        TrainedClass("network", trained=1, happened=0),
        TrainedClass("workload", trained=0, happened=0, contributed=2),
        TrainedClass("unknown", trained=0, happened=5),
    )
    assert never_trained(classes) == ("data", "workload")
