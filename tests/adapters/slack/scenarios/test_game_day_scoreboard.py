"""The live scoreboard of a Game Day: how often it is edited, and when it tells no points."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import httpx
import pytest

from firefighter.domain.game_day import GameDay
from firefighter.domain.ids import UserId
from firefighter.domain.scoring import Adjustment
from firefighter.jobs.game_days import SCOREBOARD_EVERY
from firefighter.ports.game_days import GameDayPlace
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.game_day_score import rank_game_day
from firefighter.use_cases.game_days import change_game_day
from tests.adapters.slack.scenarios.game_day_case import (
    GameDayCase,
    debrief,
    evaluate,
    hero_of_blue,
    learn,
    open_case,
    prepare,
    start,
    start_two_teams,
)
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, open_scenario
from tests.clock import MovedClock

POINTS = "point"


@pytest.fixture
def case(sqlite_url: str, clock: MovedClock) -> Iterator[GameDayCase]:
    with open_scenario(POLICY, sqlite_url, clock) as scenario:
        case = open_case(scenario)
        prepare(case)
        start(case)
        yield case


def follow_ups(drill: IncidentCase) -> list[str]:
    return [each.text for each in drill.incident.follow_ups.values()]


def board(case: GameDayCase) -> str:
    return shown(case.message(GameDayPlace.SCOREBOARD))


def result(case: GameDayCase) -> str:
    return shown(case.message(GameDayPlace.RESULT))


def points(case: GameDayCase) -> dict[str, int]:
    """By team, from what is on record now."""
    ranked = rank_game_day(case.scenario.bot.context, case.game_day)
    return {each.team: each.score.total for each in ranked}


def shows_points(case: GameDayCase) -> bool:
    """Whether scoreboard and result message show them."""
    texts = [f"*{team}* · {number} {POINTS}" for team, number in points(case).items()]
    return all(text in board(case) and text in result(case) for text in texts)


def page(case: GameDayCase) -> str:
    site = str(case.scenario.slack.request_url).removesuffix("/slack/events")
    return httpx.get(f"{site}/game-days/{case.game_day.wall_token}").text


def edits(case: GameDayCase) -> int:
    ts = case.snapshot.places[GameDayPlace.SCOREBOARD].ts
    calls = case.scenario.slack.calls_of("chat.update")
    return sum(each.arguments.get("ts") == ts for each in calls)


def adjust(case: GameDayCase, points: int) -> None:
    master = UserId(case.master.id)

    def given(game_day: GameDay, now: datetime) -> None:
        adjustment = Adjustment(points, "Well explained")
        team = min(game_day.teams)
        game_day.adjust_score(team, adjustment, actor=master, now=now)

    delivery = DeliveryId(f"adjust:{case.id}:{points}")
    change_game_day(case.scenario.bot.context, delivery, case.id, given)


def test_a_burst_of_events_is_one_edit(case: GameDayCase, clock: MovedClock) -> None:
    slack = case.scenario.slack
    clock.move_on(timedelta(minutes=2))
    slack.wait_until(lambda: edits(case) > 0)
    case.scenario.settle()
    (drill,) = case.drills
    before, began = edits(case), clock.now()
    for points in range(1, 4):
        adjust(case, points)
        case.scenario.type(
            case.heroes[0], f"note Looking at server {points}", drill.incident_channel.name
        )
    case.scenario.settle()
    clock.move_on(SCOREBOARD_EVERY)
    slack.wait_until(lambda: edits(case) > before)
    case.scenario.settle()
    slots = (clock.now() - began) // SCOREBOARD_EVERY + 1
    assert 1 <= edits(case) - before <= slots


def test_trying_severities_tells_nothing(case: GameDayCase, clock: MovedClock) -> None:
    (drill,) = case.drills
    hero, seen = case.heroes[0], set()
    for severity in ("sev1", "sev2", "sev4"):
        case.scenario.type(hero, f"severity {drill.reference} {severity} because")
        clock.move_on(timedelta(seconds=20))
        case.scenario.bot.worker.wake()
        case.scenario.settle()
        scores = rank_game_day(case.scenario.bot.context, case.game_day)
        seen.add(tuple((each.team, each.score.total) for each in scores))
    assert len(seen) == 1


def test_it_is_dark_in_the_last_ten_minutes(case: GameDayCase, clock: MovedClock) -> None:
    slack = case.scenario.slack
    assert POINTS in page(case)
    clock.move_on(timedelta(minutes=51))
    slack.wait_until(lambda: "points are shown at the end" in board(case))
    assert "Red" not in board(case)
    assert "points are shown at the end" in page(case)
    assert "<td" not in page(case)
    evaluate(case)
    assert "Red" in board(case)
    assert "<td" in page(case)


def test_what_a_team_has_learnt_counts_for_that_team_until_it_is_closed(
    scenario: Scenario, clock: MovedClock
) -> None:
    case = start_two_teams(scenario)
    red, other = case.drills
    evaluate(case)
    adjust(case, 3)
    clock.move_on(SCOREBOARD_EVERY)
    scenario.slack.wait_until(lambda: shows_points(case))
    debrief(case)
    before = points(case)
    learn(case, hero_of_blue(case), "Add an alert on prices")
    assert follow_ups(red) == []
    assert follow_ups(other) == ["Add an alert on prices"]
    after = points(case)
    assert (after["Red"], after["Blue"] > before["Blue"]) == (before["Red"], True)
    clock.move_on(SCOREBOARD_EVERY)
    scenario.slack.wait_until(lambda: shows_points(case))
    learn(case, case.master, "Write a runbook", team="2")
    assert follow_ups(other) == ["Add an alert on prices", "Write a runbook"]
    learn(case, case.heroes[0], "Test the copy job")
    assert follow_ups(red) == ["Test the copy job"]
    case.press(case.master, "game_day_step.close")
    assert shows_points(case), "nothing is redrawn after it is closed"
