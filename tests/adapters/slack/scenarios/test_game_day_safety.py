"""What ends, stops and pauses a Game Day by itself, and what cannot be lost in one."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from firefighter.domain.drill_events import DrillEnding
from firefighter.domain.experiments import ExperimentNumber
from firefighter.domain.game_day_phases import GameDayPhase
from firefighter.ports.game_days import GameDayPlace
from tests.adapters.slack.scenarios.drill_case import drill_of
from tests.adapters.slack.scenarios.experiment_case import open_tool
from tests.adapters.slack.scenarios.game_day_case import (
    GameDayCase,
    add_people,
    evaluate,
    open_case,
    prepare,
    start,
)
from tests.adapters.slack.scenarios.incident_case import shown
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, modal_text, open_scenario
from tests.clock import MovedClock

FIRST = ExperimentNumber(1)


@pytest.fixture
def scenario(sqlite_url: str, clock: MovedClock) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, clock) as scenario:
        yield scenario


def running(scenario: Scenario, *, teams: int = 1, **values: object) -> GameDayCase:
    case = open_case(scenario, **values)
    others = {"Blue": add_people(scenario, 3, "blue")} if teams == 2 else {}
    prepare(case, {"Red": case.heroes, **others})
    start(case)
    return case


def waits_for(case: GameDayCase, *phases: GameDayPhase) -> None:
    """Returns once a job has led it there."""
    case.scenario.slack.wait_until(lambda: case.phase in phases)
    case.scenario.settle()


def settled(case: GameDayCase, until: Callable[[], bool]) -> None:
    case.scenario.slack.wait_until(until)
    case.scenario.settle()


def test_it_ends_by_itself_and_a_pause_moves_its_end(scenario: Scenario, clock: MovedClock) -> None:
    case = running(scenario)
    clock.move_on(timedelta(minutes=50))
    case.press(case.master, "game_day_step.pause")
    clock.move_on(timedelta(minutes=30))
    case.press(case.master, "game_day_step.resume")
    clock.move_on(timedelta(minutes=9))
    case.press(case.master, "game_day")
    assert case.phase is GameDayPhase.RUNNING
    clock.move_on(timedelta(minutes=2))
    waits_for(case, GameDayPhase.EVALUATING)
    (drill,) = case.drills
    assert drill_of(drill).ending in {DrillEnding.GAME_DAY_OVER, DrillEnding.TIME_OVER}
    assert sum("Everything may be seen now." in each for each in case.lines) == 1


def test_it_is_evaluated_once_the_last_drill_is_over(scenario: Scenario) -> None:
    case = running(scenario, teams=2)
    red, blue = case.drills
    hero = case.heroes[0]
    red.press(hero, "stop_drill")
    assert hero.view is not None
    assert "Only game masters are told who stopped it." in modal_text(hero.view)
    red.send(hero)
    settled(case, lambda: bool(case.master.dms))
    assert case.phase is GameDayPhase.RUNNING
    assert not drill_of(blue).is_over
    told = scenario.answer(hero, f"score INC-{red.id}")
    assert "once the Game Day is over" in told
    blue.press(scenario.ana, "stop_drill")
    blue.send(scenario.ana)
    waits_for(case, GameDayPhase.EVALUATING)
    assert all(drill_of(each).ending is DrillEnding.STOPPED for each in case.drills)
    settled(case, lambda: len(case.master.dms) == 2)
    first, last = (each.text for each in case.master.dms)
    assert first.startswith(
        f"EXERCISE · <@{hero.id}> stopped INC-{red.id}, the drill of Red in GD-"
    )
    assert last.startswith(f"EXERCISE · <@{scenario.ana.id}> stopped INC-{blue.id}")
    assert not any(hero.id in each and "stopped" in each for each in case.lines)


def test_a_real_sev1_stops_it_and_says_why(scenario: Scenario) -> None:
    case = running(scenario, teams=2)
    scenario.declare("sev1 Payments are down")
    waits_for(case, GameDayPhase.STOPPED)
    assert [drill_of(each).ending for each in case.drills] == [DrillEnding.REAL_INCIDENT] * 2
    assert "The Game Day was stopped. A real incident needs the people." in "\n".join(case.lines)


def test_a_real_incident_of_its_service_stops_it(scenario: Scenario) -> None:
    case = running(scenario, mode="dungeons_and_dragons")
    scenario.declare("sev3 The coffee machine is broken")
    assert case.phase is GameDayPhase.RUNNING
    scenario.declare_by_form(title="Checkout is slow", services=["checkout"])
    waits_for(case, GameDayPhase.STOPPED)
    (drill,) = case.drills
    assert drill_of(drill).ending is DrillEnding.SAME_SERVICE
    assert "A real incident needs the people." in "\n".join(case.lines)


def test_a_chaos_experiment_that_was_stopped_stops_it(scenario: Scenario) -> None:
    case = running(scenario, teams=2)
    tool = open_tool(scenario)
    service = case.game_day.experiments[FIRST].plan.service
    tool.add("database-slow", service=service)
    tool.report("database-slow", status="aborted")
    waits_for(case, GameDayPhase.STOPPED)
    assert [drill_of(each).ending for each in case.drills] == [DrillEnding.EXPERIMENT_STOPPED] * 2
    assert "The Game Day was stopped. A chaos experiment was stopped." in "\n".join(case.lines)


def test_a_silent_safety_officer_is_asked_and_then_it_stops(
    scenario: Scenario, clock: MovedClock
) -> None:
    case = running(scenario, environment="production")
    clock.move_on(timedelta(minutes=11))
    settled(case, lambda: bool(case.officer.dms))
    assert "In 5 minutes it stops." in case.officer.dms[-1].text
    assert case.phase is GameDayPhase.RUNNING
    clock.move_on(timedelta(minutes=5))
    waits_for(case, GameDayPhase.STOPPED)
    assert "The safety officer has not answered for 15 minutes." in "\n".join(case.lines)


def test_all_is_well_postpones_that(scenario: Scenario, clock: MovedClock) -> None:
    case = running(scenario, environment="production")
    clock.move_on(timedelta(minutes=11))
    settled(case, lambda: bool(case.officer.dms))
    case.press(case.officer, "all_is_well", on=case.officer.dms[-1])
    clock.move_on(timedelta(minutes=9))
    case.press(case.master, "game_day")
    assert case.phase is GameDayPhase.RUNNING
    assert len(case.officer.dms) == 1
    clock.move_on(timedelta(minutes=2))
    settled(case, lambda: len(case.officer.dms) == 2)
    assert case.phase is GameDayPhase.RUNNING


def test_this_is_real_pauses_it_and_tells_the_safety_officer(scenario: Scenario) -> None:
    case = running(scenario, teams=2)
    red, blue = case.drills
    red.press(case.heroes[0], "declare_real")
    red.send(case.heroes[0], title="Prices are wrong for real", severity="SEV3", services=[])
    waits_for(case, GameDayPhase.PAUSED)
    settled(case, lambda: bool(case.officer.dms))
    assert "is real. The Game Day is paused." in case.officer.dms[-1].text
    assert drill_of(red).paused_since
    assert drill_of(blue).paused_since
    case.press(case.master, "game_day_step.resume")
    assert all(drill_of(each).is_running for each in case.drills)


def test_no_drill_goes_on_while_it_is_paused(scenario: Scenario) -> None:
    case = running(scenario)
    (drill,) = case.drills
    case.press(case.master, "game_day_step.pause")
    drill.press(case.master, "resume_drill")
    assert drill_of(drill).paused_since
    assert "The Game Day is paused" in case.told(case.master)


def test_no_hero_stops_the_clock_of_a_team(scenario: Scenario) -> None:
    case = running(scenario)
    (drill,) = case.drills
    hero = case.heroes[0]
    drill.press(hero, "pause_drill")
    assert drill_of(drill).is_running
    assert "the safety officer pauses a drill" in case.told(hero)
    drill.press(case.officer, "pause_drill")
    assert drill_of(drill).paused_since


def test_a_paused_one_can_be_stopped(scenario: Scenario) -> None:
    case = running(scenario)
    case.press(case.master, "game_day_step.pause")
    case.press(case.heroes[0], "stop_game_day")
    case.send(case.heroes[0])
    waits_for(case, GameDayPhase.STOPPED)
    (drill,) = case.drills
    assert drill_of(drill).ending is DrillEnding.STOPPED
    evaluate(case)
    waits_for(case, GameDayPhase.EVALUATING)
    told = "".join(shown(each) for each in scenario.slack.messages(case.channel()))
    assert "no team wins" in told


def test_it_is_cancelled_in_preparation_and_not_stopped(scenario: Scenario) -> None:
    case = open_case(scenario)
    old_card = case.card
    case.press_in_view(case.master, "game_day_step.cancel")
    reply = case.master.submit({"note": " "})
    assert reply.errors
    case.send(case.master, note="Too many are away")
    assert case.phase is GameDayPhase.CANCELLED
    assert "cancelled the Game Day: Too many are away" in "\n".join(case.lines)
    assert case.offers() == ["game_day"]
    reply = case.master.press(old_card, action_id="game_day_step.shape", stale=True)
    scenario.settle()
    assert reply.acknowledged
    assert case.phase is GameDayPhase.CANCELLED
    assert "Cancelled" in case.told(case.master)


def test_a_stop_after_the_end_changes_nothing(scenario: Scenario) -> None:
    case = running(scenario)
    hero = case.heroes[0]
    case.press(hero, "stop_game_day")
    evaluate(case)
    reply = hero.submit({})
    scenario.settle()
    assert reply.acknowledged
    assert case.phase is GameDayPhase.EVALUATING
    assert "Evaluating" in case.told(hero)


def test_a_hero_who_joins_twice_is_told_so(scenario: Scenario) -> None:
    case = open_case(scenario)
    prepare(case)
    hero = case.heroes[0]
    before = case.game_day
    case.press(hero, "join_game_day")
    reply = hero.submit({"seat": "1"})
    assert "That is so already." in str(reply.errors) + case.told(hero)
    assert case.game_day.seats == before.seats


def test_who_wants_to_join_a_team_that_plays_is_told_when_to(scenario: Scenario) -> None:
    case = open_case(scenario, mode="dungeons_and_dragons")
    prepare(case)
    early, late = add_people(scenario, 2, "late")
    case.press(early, "join_game_day")
    start(case)
    reply = early.submit({"seat": "1"})
    assert "in the next one" in str(reply.errors) + case.told(early)
    case.press(late, "join_game_day")
    assert late.view is not None
    assert "in the next one" in modal_text(late.view)
    assert not {early.id, late.id} & set(case.game_day.seats)


def test_a_scenario_that_is_gone_at_the_start_is_a_sentence(scenario: Scenario) -> None:
    case = open_case(scenario)
    prepare(case, scenario="removed-scenario")
    case.press(case.master, "game_day_step.start")
    reply = case.master.submit({})
    scenario.settle()
    assert reply.acknowledged
    assert case.phase is GameDayPhase.ARMED
    assert case.drills == []
    assert "removed-scenario" in str(reply.errors) + case.told(case.master)


def test_its_channel_is_deleted_in_the_middle(scenario: Scenario) -> None:
    case = running(scenario)
    old = case.channel()
    case.master.delete_channel(old)
    scenario.settle()
    new = case.channel()
    assert new.id != old.id
    case.press(case.master, "game_day_step.pause")
    assert {case.master.id, case.officer.id, *(each.id for each in case.heroes)} <= set(new.members)
    assert "*Paused.*" in shown(case.card)
    assert "Red" in shown(case.message(GameDayPlace.SCOREBOARD))
