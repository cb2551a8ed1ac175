"""Who judges the diagnosis of a drill, and what that does to its score."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from firefighter.domain.drill_events import DiagnosisJudged, DrillRevealed
from firefighter.domain.errors import DrillProblem, DrillRefused, UnknownHypothesis
from firefighter.domain.game_day_phases import GameDayPhase
from firefighter.domain.hypotheses import HypothesisNumber
from firefighter.domain.ids import UserId
from firefighter.domain.scenario import ScoringItem
from firefighter.playground.slack import Person
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.drill_score import judge_diagnosis, score_of
from tests.adapters.slack.scenarios.drill_case import start_drill
from tests.adapters.slack.scenarios.game_day_case import (
    debrief,
    evaluate,
    learn,
    open_case,
    prepare,
    start,
    start_two_teams,
)
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, modal_text, open_scenario
from tests.clock import MovedClock

JUDGE = "judge_diagnosis"
RIGHT, WRONG = "The copy job is late", "The cache is full"
NONE = "none"


@pytest.fixture
def scenario(sqlite_url: str, clock: MovedClock) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, clock) as scenario:
        yield scenario


def play(scenario: Scenario, clock: MovedClock, name: str = "two-prices") -> IncidentCase:
    """Ana runs it, Ben plays, confirms two hypotheses, and it is over."""
    case = start_drill(scenario, scenario=name, length="20")
    confirm_hypotheses(scenario, case, scenario.ben)
    clock.move_on(timedelta(minutes=21))
    scenario.slack.wait_until(
        lambda: any(isinstance(event, DrillRevealed) for event in case.timeline)
    )
    scenario.settle()
    return case


def confirm_hypotheses(scenario: Scenario, case: IncidentCase, person: Person) -> None:
    for number, text in ((1, WRONG), (2, RIGHT)):
        scenario.type(person, f"hypothesis {case.reference} {text}")
        scenario.type(person, f"hypothesis {case.reference} H{number} confirmed I saw it")
    scenario.settle()


def open_score(scenario: Scenario, case: IncidentCase, person: Person) -> str:
    scenario.type(person, f"score {case.reference}")
    assert person.view is not None
    return modal_text(person.view)


def judge(person: Person, case: IncidentCase, hypothesis: str) -> None:
    assert person.view is not None
    assert person.press(person.view, action_id=JUDGE).acknowledged
    case.send(person, hypothesis=hypothesis)


def refusal(case: IncidentCase, person: Person, number: int = 2) -> DrillProblem:
    delivery = DeliveryId(f"judged-{person.id}-{number}")
    with pytest.raises(DrillRefused) as refused:
        judge_diagnosis(
            case.sandbox.bot.context,
            delivery,
            UserId(person.id),
            case.id,
            HypothesisNumber(number),
        )
    return refused.value.problem


def judgments(case: IncidentCase) -> list[int | None]:
    return [each.hypothesis for each in case.timeline if isinstance(each, DiagnosisJudged)]


def diagnosis_points(case: IncidentCase) -> int | None:
    """None while it is left out of the score."""
    found = score_of(case.sandbox.bot.context, case.id)
    points = (each.points for each in found.items if each.item is ScoringItem.DIAGNOSIS)
    return next((int(each) for each in points), None)


def test_whoever_runs_the_drill_judges_which_hypothesis_names_the_cause(
    scenario: Scenario, clock: MovedClock
) -> None:
    case = play(scenario, clock)
    assert diagnosis_points(case) is None
    assert "Right diagnosis" not in open_score(scenario, case, scenario.ana)
    assert scenario.ana.view is not None
    scenario.ana.press(scenario.ana.view, action_id=JUDGE)
    assert scenario.ana.view is not None
    form = str(scenario.ana.view)
    assert all(each in form for each in (f"H1 {WRONG}", f"H2 {RIGHT}", "None of them"))
    case.send(scenario.ana, hypothesis="2")
    assert diagnosis_points(case) == 12
    assert "*Right diagnosis* · 12/12 points" in modal_text(scenario.ana.view)
    who = f"<@{scenario.ana.id}>"
    assert case.lines[-1] == f"EXERCISE · :dart: {who} judged that H2 names the cause."

    judge(scenario.ana, case, NONE)
    assert diagnosis_points(case) == 0
    assert case.lines[-1].endswith("judged that no hypothesis names the cause.")
    judge(scenario.ana, case, NONE)
    assert judgments(case) == [2, None]


def test_the_team_judges_nothing(scenario: Scenario, clock: MovedClock) -> None:
    case = play(scenario, clock)
    open_score(scenario, case, scenario.ben)
    assert JUDGE not in str(scenario.ben.view)
    assert refusal(case, scenario.ben) is DrillProblem.NOT_JUDGED_BY_YOU
    assert judgments(case) == []


def test_only_what_was_confirmed_by_the_end_can_be_named(
    scenario: Scenario, clock: MovedClock
) -> None:
    case = play(scenario, clock)
    scenario.type(scenario.ben, f"hypothesis {case.reference} Too late")
    scenario.type(scenario.ben, f"hypothesis {case.reference} H3 confirmed I saw it")
    assert refusal(case, scenario.ana, 3) is DrillProblem.NOT_CONFIRMED
    with pytest.raises(UnknownHypothesis):
        refusal(case, scenario.ana, 4)
    assert judgments(case) == []


def test_nothing_is_judged_before_the_end(scenario: Scenario) -> None:
    case = start_drill(scenario, scenario="two-prices", length="20")
    confirm_hypotheses(scenario, case, scenario.ben)
    open_score(scenario, case, scenario.ana)
    assert JUDGE not in str(scenario.ana.view)
    assert refusal(case, scenario.ana) is DrillProblem.NOT_OVER


def test_a_scenario_that_asks_for_no_diagnosis_has_none_judged(
    scenario: Scenario, clock: MovedClock
) -> None:
    case = play(scenario, clock, "burst-pipe")
    open_score(scenario, case, scenario.ana)
    assert JUDGE not in str(scenario.ana.view)
    assert refusal(case, scenario.ana) is DrillProblem.NO_DIAGNOSIS


def test_game_masters_judge_the_teams_of_a_game_day_until_it_is_closed(scenario: Scenario) -> None:
    case = start_two_teams(scenario)
    red, blue = case.drills
    confirm_hypotheses(scenario, red, case.heroes[0])
    open_score(scenario, red, case.master)
    assert JUDGE not in str(case.master.view)
    assert refusal(red, case.master) is DrillProblem.GAME_DAY_NOT_OVER
    case.master.close_view()
    evaluate(case)
    assert case.phase is GameDayPhase.EVALUATING
    scenario.settle()

    open_score(scenario, red, case.master)
    judge(case.master, red, "2")
    assert diagnosis_points(red) == 12
    assert diagnosis_points(blue) is None
    case.master.close_view()
    assert "The team had confirmed no hypothesis" not in open_score(scenario, blue, case.master)
    assert case.master.view is not None
    case.master.press(case.master.view, action_id=JUDGE)
    assert "The team had confirmed no hypothesis" in modal_text(case.master.view)
    blue.send(case.master, hypothesis=NONE)
    assert diagnosis_points(blue) == 0
    case.master.close_view()
    hero = case.heroes[0]
    open_score(scenario, red, hero)
    assert JUDGE not in str(hero.view)
    assert refusal(red, hero) is DrillProblem.NOT_GAME_MASTER


def test_nothing_is_judged_once_the_game_day_is_closed(scenario: Scenario) -> None:
    case = open_case(scenario)
    prepare(case)
    start(case)
    (drill,) = case.drills
    confirm_hypotheses(scenario, drill, case.heroes[0])
    evaluate(case)
    debrief(case)
    learn(case, case.heroes[0], "Test the copy job")
    open_score(scenario, drill, case.master)
    judge(case.master, drill, "2")
    case.master.close_view()
    case.press(case.master, "game_day_step.close")
    assert case.phase is GameDayPhase.CLOSED
    assert refusal(drill, case.master) is DrillProblem.SCORE_FINAL
    assert diagnosis_points(drill) == 12
