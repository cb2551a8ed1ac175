"""The learning report of a Game Day: a page that the bot and people write together."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

import httpx
import pytest

from firefighter.domain.follow_ups import FollowUpState
from firefighter.domain.ids import UserId
from firefighter.domain.scenario import ScenarioId
from firefighter.playground.confluence import LocalConfluence, Page
from firefighter.playground.slack import DropAfterDoing
from firefighter.ports.game_days import GameDayPlace
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.follow_ups import FollowUpDraft, add_follow_up, settle_follow_up
from firefighter.use_cases.visibility import make_private
from tests.adapters.slack.scenarios.game_day_case import (
    SEALED,
    GameDayCase,
    evaluate,
    open_case,
    prepare,
    start,
)
from tests.adapters.slack.scenarios.incident_case import shown
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, open_scenario
from tests.clock import MovedClock


@pytest.fixture
def with_wiki(sqlite_url: str, clock: MovedClock, wiki: LocalConfluence) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, clock, wiki) as scenario:
        yield scenario


def played(scenario: Scenario) -> GameDayCase:
    """It runs; the team has a commander and has noted something, and so has the game master."""
    case = open_case(scenario)
    prepare(case)
    start(case)
    (drill,) = case.drills
    drill.press(case.heroes[0], "role.commander")
    scenario.type(case.heroes[1], "note The list says 10", drill.incident_channel.name)
    scenario.settle()
    case.press_in_view(case.master, "game_day_note")
    case.send(case.master, kind="went_well", note="They split the work", team="1")
    return case


def answer(case: GameDayCase, number: int) -> None:
    hero = case.heroes[number]
    case.press(hero, "game_day_answer")
    anonymous = ["anonymous"] if number == 0 else []
    case.send(hero, went_well=f"Talking {number}", to_change="<b>Alerts</b>", anonymous=anonymous)


def judge(case: GameDayCase, finding: str = "The list stayed old.") -> None:
    case.on_experiment(case.master, "judge")
    case.send(case.master, verdict="refuted", finding=finding)


def discuss(case: GameDayCase) -> None:
    """Answers, a judgment, points, and what was learnt."""
    for number in range(3):
        answer(case, number)
    judge(case)
    case.press_in_view(case.master, "adjust_score")
    case.send(case.master, team="1", points="2", reason="Clear updates")
    case.press(case.master, "game_day_step.debrief")
    case.press(case.master, "game_day_learning")
    owner, classes = case.scenario.ben.id, {"kind": "detect", "priority": "P2"}
    case.send(case.master, text="Alert on old prices", owner=owner, due="2030-01-15", **classes)


def report_in(wiki: LocalConfluence) -> Page:
    """The only page about a Game Day; its drills may have pages of their own."""
    (page,) = [each for each in wiki.pages if "GD-" in each.title]
    return page


def notices(case: GameDayCase) -> list[str]:
    return [each for each in case.lines if each.startswith(":memo:")]


def test_what_the_game_master_did_stands_beside_what_the_team_did(
    with_wiki: Scenario, wiki: LocalConfluence
) -> None:
    case = played(with_wiki)
    (drill,) = case.drills
    with_wiki.type(case.master, f"severity {drill.reference} SEV2 Wider than thought")
    with_wiki.settle()
    evaluate(case)
    rows = [
        [re.sub("<[^>]*>", "", cell) for cell in re.findall("<td>(.*?)</td>", row, re.DOTALL)]
        for row in re.findall("<tr>(.*?)</tr>", report_in(wiki).body, re.DOTALL)
    ]
    columns = {words: _columns(rows, words) for words in ("declared", "SEV2", "The list says 10")}
    assert columns == {"declared": {1}, "SEV2": {1}, "The list says 10": {2}}


def _columns(rows: Sequence[Sequence[str]], words: str) -> set[int]:
    """In which columns of the timeline the words stand."""
    timeline = [each for each in rows if len(each) == len(("time", "happened", "did"))]
    return {place for row in timeline for place, cell in enumerate(row) if words in cell}


def test_it_is_created_once_at_the_reveal_and_refreshed_around_what_people_write(
    with_wiki: Scenario, wiki: LocalConfluence, clock: MovedClock
) -> None:
    case = played(with_wiki)
    assert [each for each in wiki.pages if "GD-" in each.title] == []
    assert case.snapshot.page is None
    wiki.faults.answer("pages.create", DropAfterDoing())
    evaluate(case)
    page = report_in(wiki)
    assert page.title.startswith(f"EXERCISE · {case.game_day.reference}: Prices (")
    assert wiki.labels(page.id) == ["learning-report", "checkout"]
    sealed = with_wiki.bot.context.scenarios.sealed(ScenarioId("two-prices"))
    told = ("Not judged yet.", "The list says 10", "They split the work", "Red", SEALED)
    assert [each for each in told if each not in page.body] == []
    assert sealed.cause.in_language("en")[:20] in page.body
    assert case.heroes[0].id not in page.body
    link = f"<{wiki.url}/pages/viewpage.action?pageId={page.id}|Learning report>"
    assert link in shown(case.card)
    assert link in shown(case.message(GameDayPlace.RESULT))
    assert link in case.shown_to(case.heroes[0])
    assert len(notices(case)) == 1
    assert link in notices(case)[0]
    ours = "<h2>Ana's thoughts</h2><p>Prices &amp; more</p>"
    wiki.edit(page.id, lambda body: body + ours)
    discuss(case)
    now = report_in(wiki)
    assert now.id == page.id
    added = (
        "Refuted: The list stayed old.",
        "+2 · Clear updates",
        "Alert on old prices",
        "P2",
        "Detect",
        "2030",
    )
    assert [each for each in (*added, ours, "Talking 1") if each not in now.body] == []
    assert "Talking 0 — Anonymous" in now.body
    assert now.body.count("<p>Alert on old prices</p>") == 1
    assert "<b>Alerts" not in now.body
    (drill,) = case.drills
    assert "<p>To do</p>" in now.body
    (number,) = drill.incident.follow_ups
    settle_follow_up(
        with_wiki.bot.context,
        DeliveryId("done"),
        UserId(with_wiki.ben.id),
        drill.id,
        number=number,
        state=FollowUpState.DONE,
    )
    clock.move_on(timedelta(minutes=1))
    with_wiki.slack.wait_until(lambda: "<p>Done</p>" in report_in(wiki).body)
    context, ana = with_wiki.bot.context, UserId(case.heroes[0].id)
    make_private(context, DeliveryId("private"), ana, drill.id)
    clock.move_on(timedelta(minutes=1))
    with_wiki.slack.wait_until(lambda: "The list says 10" not in report_in(wiki).body)
    assert ours in report_in(wiki).body


def test_edits_deletion_and_return_of_the_page_are_told_of_once_each(
    with_wiki: Scenario, wiki: LocalConfluence
) -> None:
    case = played(with_wiki)
    evaluate(case)
    page = report_in(wiki)
    wiki.edit(page.id, lambda body: body.replace("Not judged yet.", "Judged at lunch."))
    judge(case)
    judge(case, "The list was old for an hour.")
    body = report_in(wiki).body
    assert "Judged at lunch." in body
    assert "old for an hour" not in body
    assert "press the button in the Game Day's channel" in body
    _made, edited = notices(case)
    assert edited.endswith("no longer updated by the bot: Hypotheses.")
    messages = with_wiki.slack.messages(case.channel())
    (notice,) = [each for each in messages if each.text == edited]
    case.press(case.heroes[0], "resume_report", on=notice)
    body = report_in(wiki).body
    assert "old for an hour" in body
    assert "Judged at lunch." in body
    assert "press the button" not in body
    wiki.trash(page.id)
    answer(case, 0)
    judge(case)
    assert "Learning report" not in shown(case.card)
    assert "Learning report" not in shown(case.message(GameDayPlace.RESULT))
    _made, _edited, gone = notices(case)
    assert "is gone" in gone
    wiki.restore(page.id)
    answer(case, 1)
    _made, _edited, _gone, back = notices(case)
    assert "found again" in back
    assert "Learning report" in shown(case.card)
    assert "The list stayed old." in report_in(wiki).body
    wiki.trash(page.id)
    answer(case, 2)
    case.press_in_view(case.heroes[0], "make_report")
    assert report_in(wiki).id != page.id
    assert "The list stayed old." in report_in(wiki).body


def test_without_confluence_the_bot_serves_it(scenario: Scenario) -> None:
    case = played(scenario)
    evaluate(case)
    (drill,) = case.drills
    hero = UserId(case.heroes[1].id)
    draft = FollowUpDraft("Compare prices each night", hero)
    add_follow_up(scenario.bot.context, DeliveryId("own"), hero, drill.id, draft)
    discuss(case)
    page = case.snapshot.page
    assert page is not None
    assert "/learning-reports/" in page.url
    assert page.url in shown(case.card)
    site = str(scenario.slack.request_url).removesuffix("/slack/events")
    served = httpx.get(f"{site}/learning-reports/{page.id}").text
    told = (
        "EXERCISE",
        "Refuted: The list stayed old.",
        "Talking 1",
        "Alert on old prices",
        "Compare prices each night",
        "Hero 0 received information. It said: ",
    )
    assert [each for each in told if each not in served] == []
    assert "<b>Alerts" not in served
    assert "<script" not in served
    assert httpx.get(f"{site}/learning-reports/{page.id}.md").text.startswith("# EXERCISE")
