"""Before the reveal of a Game Day, its heroes can reach nothing sealed; afterwards everything."""

import logging
from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import select

from firefighter.adapters.store.tables import SelfHostedPageRow
from firefighter.domain.game_day_phases import GameDayPhase
from firefighter.domain.ids import UserId
from firefighter.playground.confluence import LocalConfluence, Page
from firefighter.playground.slack import Person
from tests.adapters.slack.scenarios.drill_case import drill_of
from tests.adapters.slack.scenarios.game_day_case import (
    SEALED,
    GameDayCase,
    add_people,
    evaluate,
    open_case,
    prepare,
    start,
)
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, open_scenario
from tests.adapters.slack.scenarios.sealed_texts import (
    SCENARIO,
    everything_a_hero_can_reach,
    sealed_texts,
)
from tests.clock import MovedClock

NOTE, REASON = "okapi", "axolotl"
"""Words of a note and of the reason of an adjustment, which occur nowhere else."""


@pytest.fixture
def scenario(sqlite_url: str, clock: MovedClock, wiki: LocalConfluence) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, clock, wiki) as scenario:
        yield scenario


def site(case: GameDayCase) -> str:
    return str(case.scenario.slack.request_url).removesuffix("/slack/events")


def report_in(wiki: LocalConfluence, case: GameDayCase) -> list[Page]:
    """The learning report, if it is there."""
    return [each for each in wiki.pages if f" {case.game_day.reference}: " in each.title]


def of_the_game_day(
    case: GameDayCase, hero: Person, wiki: LocalConfluence
) -> Iterator[tuple[str, str]]:
    """What belongs to the Game Day itself, by where it was found."""
    scenario = case.scenario
    yield "view", case.shown_to(hero)
    for words in ("gameday", f"gameday {case.game_day.reference}", "list drills"):
        reply = scenario.type(hero, words)
        yield words, f"{reply.body} {hero.view and hero.view.blocks}"
        if hero.view:
            hero.close_view()
    yield "wall", httpx.get(f"{site(case)}/game-days/{case.game_day.wall_token}").text
    records = scenario.bot.context.game_days
    yield "events", str(records.game_day_events(UserId(hero.id), case.id))
    yield "list of Game Days", str(records.game_days(UserId(hero.id), 10))
    for page in wiki.pages:
        yield "Confluence", f"{page.title} {page.body} {wiki.labels(page.id)}"
    with scenario.bot.database.reading() as session:
        for each in session.scalars(select(SelfHostedPageRow)):
            yield "self-hosted pages", f"{each.title} {each.body}"


def two_teams(scenario: Scenario, mode: str) -> GameDayCase:
    """One team's drill is over, the other one still plays; there is a note and an adjustment."""
    case = open_case(scenario, mode=mode)
    title = "Prices of the list" if mode == "informed" else f"Prices {SEALED}"
    teams = {"Red": case.heroes, "Blue": add_people(scenario, 3, "blue")}
    prepare(case, teams, title=title)
    start(case)
    red, blue = case.drills
    case.press_in_view(case.master, "game_day_note")
    case.send(case.master, kind="fact", note=f"They asked about the {NOTE}", team="1")
    case.press_in_view(case.master, "adjust_score")
    case.send(case.master, team="1", points="1", reason=f"The {REASON}")
    red.press(scenario.ana, "step.mitigate")
    red.send(scenario.ana, note="Copied the prices again")
    red.press(scenario.ana, "stop_drill")
    red.send(scenario.ana)
    assert drill_of(red).is_over
    assert drill_of(blue).is_running
    assert case.phase is GameDayPhase.RUNNING
    return case


def told_by_the_log(record: logging.LogRecord) -> str:
    """Without what Slack's own library says when it is debugged: each call with all it carries."""
    is_kept = record.levelno >= logging.INFO or record.name.startswith("firefighter")
    return record.getMessage() if is_kept else ""


@pytest.mark.parametrize("mode", ["informed", "dungeons_and_dragons"])
def test_heroes_reach_nothing_sealed_before_the_reveal(
    scenario: Scenario, wiki: LocalConfluence, caplog: pytest.LogCaptureFixture, mode: str
) -> None:
    caplog.set_level(logging.DEBUG)
    case = two_teams(scenario, mode)
    red, _blue = case.drills
    hero = case.heroes[0]
    sealed = [*sealed_texts(scenario), SEALED, NOTE, REASON]
    assert report_in(wiki, case) == []
    reached = [
        *of_the_game_day(case, hero, wiki),
        *everything_a_hero_can_reach(scenario, red.id, hero),
    ]
    found = [(where, text) for where, told in reached for text in sealed if text in told]
    assert found == []
    logged = "\n".join(filter(None, map(told_by_the_log, caplog.records)))
    assert [text for text in sealed if text in logged] == []
    searched = scenario.type(hero, f"list drills {SEALED}")
    assert red.reference not in f"{searched.body} {hero.view and hero.view.blocks}"


def test_a_hero_cannot_run_a_drill_of_the_scenario_in_play(scenario: Scenario) -> None:
    case = open_case(scenario, mode="dungeons_and_dragons")
    prepare(case)
    start(case)
    hero, declared = case.heroes[0], scenario.count()
    scenario.type(hero, f"drill {SCENARIO}")
    reply = hero.submit({"team": [scenario.ben.id], "scenario": SCENARIO})
    assert "plays this scenario" in str(reply.errors)
    hero.close_view()
    assert scenario.count() == declared


def test_neither_names_nor_figures_tell_what_is_played(scenario: Scenario) -> None:
    """In Dungeons & Dragons mode: no service, no failure class, and channels named by team."""
    case = open_case(scenario, mode="dungeons_and_dragons")
    prepare(case)
    start(case)
    (drill,) = case.drills
    hero = case.heroes[0]
    assert drill.incident_channel.name == f"{drill.reference.lower()}-exercise-red"
    assert drill.incident.services == ()
    told = []
    for words in ("stats exercises", "list drills"):
        reply = scenario.type(hero, words)
        told.append(f"{reply.body} {hero.view and hero.view.blocks}")
        if hero.view:
            hero.close_view()
    assert [each for each in (str(SCENARIO), "checkout", "search") if each in "".join(told)] == []


def test_everything_is_told_after_the_reveal(scenario: Scenario, wiki: LocalConfluence) -> None:
    case = two_teams(scenario, "dungeons_and_dragons")
    hero = case.heroes[0]
    evaluate(case)
    assert SEALED in case.shown_to(hero)
    (page,) = report_in(wiki, case)
    assert [each for each in (SEALED, NOTE, REASON) if each not in page.body] == []
    sealed = scenario.bot.context.scenarios.sealed(SCENARIO)
    for drill in case.drills:
        assert sealed.cause.in_language("en")[:40] in "\n".join(drill.lines)
