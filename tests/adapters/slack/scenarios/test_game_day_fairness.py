"""What nobody can do to a Game Day: learn what is sealed, help in another team, hide a drill."""

from collections.abc import Iterator

import pytest

from firefighter.domain.drill_events import DrillEnding
from firefighter.domain.events import SeverityChanged, StatusChanged
from firefighter.domain.game_day_phases import GameDayPhase
from firefighter.domain.game_day_roles import GameDayRole
from firefighter.domain.ids import UserId
from firefighter.playground.slack import Person
from tests.adapters.slack.scenarios.drill_case import drill_of, start_drill
from tests.adapters.slack.scenarios.game_day_case import (
    GameDayCase,
    evaluate,
    hero_of_blue,
    prepare_two_teams,
    start,
    start_two_teams,
)
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, modal_text, open_scenario
from tests.clock import MovedClock

OTHER_TEAM = "This is the drill of another team."


@pytest.fixture
def scenario(sqlite_url: str, clock: MovedClock) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, clock) as scenario:
        yield scenario


def refused_start(case: GameDayCase) -> str:
    case.press(case.master, "game_day_step.start")
    reply = case.master.submit({})
    case.scenario.settle()
    while case.master.view is not None:
        case.master.close_view()
    return str(reply) + case.told(case.master)


def test_it_does_not_start_while_a_hero_runs_a_drill_of_its_scenario(scenario: Scenario) -> None:
    """They would see its injects, and its debrief would tell the cause to everybody."""
    case = prepare_two_teams(scenario)
    drill = start_drill(scenario, scenario="two-prices", by=case.heroes[0], length="20")
    assert "is playing one of these scenarios" in refused_start(case)
    assert case.phase is GameDayPhase.ARMED
    drill.press(scenario.ben, "stop_drill")
    drill.send(scenario.ben)
    start(case)


def test_it_does_not_start_while_another_game_day_plays_its_scenario(scenario: Scenario) -> None:
    start_two_teams(scenario)
    other = prepare_two_teams(scenario, title="Other")
    assert "is playing one of these scenarios" in refused_start(other)
    assert other.phase is GameDayPhase.ARMED


def test_teams_have_names_of_their_own(scenario: Scenario) -> None:
    case = prepare_two_teams(scenario)
    case.press_in_view(case.master, "add_team")
    reply = case.master.submit({"team_name": " red "})
    scenario.settle()
    assert "Another team has that name." in str(reply) + case.told(case.master)
    assert list(case.game_day.teams.values()) == ["Red", "Blue"]


def test_a_game_day_that_is_played_keeps_a_safety_officer(scenario: Scenario) -> None:
    case = start_two_teams(scenario)
    case.press(case.officer, "join_game_day")
    reply = case.officer.submit({"seat": "leave"})
    scenario.settle()
    assert "needs a safety officer" in str(reply) + case.told(case.officer)
    assert case.game_day.holders(GameDayRole.SAFETY_OFFICER) == (UserId(case.officer.id),)


def test_the_end_asks_first_and_can_be_called_off(scenario: Scenario) -> None:
    case = start_two_teams(scenario)
    case.press(case.master, "game_day_step.evaluate")
    assert case.master.view is not None
    assert "This can't be undone." in modal_text(case.master.view)
    case.master.close_view()
    assert case.phase is GameDayPhase.RUNNING
    evaluate(case)


def test_heroes_of_another_team_see_and_change_nothing_of_a_drill(scenario: Scenario) -> None:
    case = start_two_teams(scenario)
    red, _blue = case.drills
    scenario.type(case.heroes[0], f"hypothesis {red.reference} The quagga sleeps")
    rival = hero_of_blue(case)
    for words in ("timeline", "show", "hypothesis", "severity sev1", "close", "note It is fine"):
        name, _space, rest = words.partition(" ")
        told = scenario.answer(rival, f"{name} {red.reference} {rest}".strip())
        assert OTHER_TEAM in told, words
    red.press(rival, "role.commander")
    assert OTHER_TEAM in case.told(rival)
    assert red.incident.commander is None
    assert not [each for each in red.timeline if isinstance(each, StatusChanged | SeverityChanged)]
    evaluate(case)
    scenario.type(rival, f"timeline {red.reference}")
    assert rival.view is not None
    assert "quagga" in modal_text(rival.view)


def test_every_team_can_stop_the_exercise_of_another(scenario: Scenario) -> None:
    case = start_two_teams(scenario)
    red, _blue = case.drills
    rival = hero_of_blue(case)
    red.press(rival, "stop_drill")
    red.send(rival)
    assert drill_of(red).ending is DrillEnding.STOPPED


def test_a_drill_is_neither_hidden_nor_merged_while_it_is_played(scenario: Scenario) -> None:
    case = start_two_teams(scenario)
    red, blue = case.drills
    own = case.heroes[0]
    refusal = "While its Game Day is played, a drill can't be made private or merged."
    assert refusal in said(scenario, own, f"private {red.reference}")
    assert refusal in said(scenario, case.master, f"merge {red.reference} {blue.reference}")
    assert not red.incident.private
    assert red.incident.status.is_active


@pytest.mark.parametrize("mode", ["informed", "dungeons_and_dragons"])
def test_what_turned_out_to_be_real_pauses_a_game_day_and_it_can_go_on(
    scenario: Scenario, mode: str
) -> None:
    """The real incident affects the same service, as its form proposes."""
    case = start_two_teams(scenario, mode=mode)
    red, blue = case.drills
    red.press(case.heroes[0], "declare_real")
    red.send(case.heroes[0], services=["checkout"])
    scenario.slack.wait_until(lambda: case.phase is not GameDayPhase.RUNNING)
    scenario.settle()
    assert {GameDayPhase.PAUSED} == {case.phase}
    assert not drill_of(red).is_over
    assert not drill_of(blue).is_over
    case.press(case.master, "game_day_step.resume")
    assert case.phase is GameDayPhase.RUNNING


def test_what_turned_out_to_be_real_pauses_a_drill_alone(scenario: Scenario) -> None:
    case = start_drill(scenario, services=["checkout"])
    case.press(scenario.ben, "declare_real")
    case.send(scenario.ben)
    scenario.settle()
    real = scenario.case(2)
    assert real.incident.services == ("checkout",)
    assert drill_of(case).paused_since
    assert not drill_of(case).is_over


def said(scenario: Scenario, person: Person, words: str) -> str:
    """What the command answers, or the form that it opens once it is sent."""
    reply = scenario.type(person, words)
    if person.view is not None:
        reply = person.submit({})
        scenario.settle()
    return f"{reply} {scenario.told(person)}"
