"""The learning report of a Game Day: hidden before the reveal, complete and current afterwards."""

from http import HTTPStatus

import httpx

from firefighter.domain.scenario import ScenarioId
from firefighter.ports.game_days import GameDayPlace
from tests.adapters.slack.scenarios.game_day_case import GameDayCase, open_case, prepare, start
from tests.adapters.slack.scenarios.incident_case import shown
from tests.adapters.slack.scenarios.scenario import Scenario


def report(case: GameDayCase) -> httpx.Response:
    site = str(case.scenario.slack.request_url).removesuffix("/slack/events")
    return httpx.get(f"{site}/game-days/{case.game_day.report_token}/report")


def answer(case: GameDayCase, number: int) -> None:
    hero = case.heroes[number]
    case.press(hero, "game_day_answer")
    anonymous = ["anonymous"] if number == 0 else []
    case.send(hero, went_well=f"Talking {number}", to_change="<b>Alerts</b>", anonymous=anonymous)


def test_it_is_told_from_the_reveal_on_and_stays_current(scenario: Scenario) -> None:
    case = open_case(scenario)
    prepare(case)
    start(case)
    (drill,) = case.drills
    drill.press(case.heroes[0], "role.commander")
    scenario.type(case.heroes[1], "note The list says 10", drill.incident_channel.name)
    scenario.settle()
    case.press_in_view(case.master, "game_day_note")
    case.send(case.master, kind="went_well", note="They split the work", team="1")
    assert report(case).status_code == HTTPStatus.NOT_FOUND
    assert "/report" not in shown(case.card)
    case.press(case.master, "game_day_step.evaluate")
    address = f"/game-days/{case.game_day.report_token}/report"
    assert address in shown(case.card)
    messages = scenario.slack.messages(case.channel())
    assert any("trophy" in shown(each) and address in shown(each) for each in messages)
    page = report(case)
    assert page.status_code == HTTPStatus.OK
    for told in ("EXERCISE", "Not judged yet.", "The list says 10", "They split the work", "Red"):
        assert told in page.text
    sealed = scenario.bot.context.scenarios.sealed(ScenarioId("two-prices"))
    assert sealed.cause.in_language("en")[:20] in page.text
    assert case.heroes[0].id not in page.text
    answer(case, 0)
    answer(case, 1)
    assert "Talking 1" not in report(case).text
    assert "Answers are shown once there are three." in report(case).text
    answer(case, 2)
    page = report(case)
    assert "Talking 1" in page.text
    assert "Talking 0 — Anonymous" in page.text
    assert "<b>Alerts" not in page.text
    case.on_experiment(case.master, "judge")
    case.send(case.master, verdict="refuted", finding="The list stayed old.")
    case.press_in_view(case.master, "adjust_score")
    case.send(case.master, team="1", points="2", reason="Clear updates")
    case.press(case.master, "game_day_step.debrief")
    case.press(case.master, "game_day_learning")
    owner, classes = scenario.ben.id, {"kind": "detect", "priority": "P2"}
    case.send(case.master, text="Alert on old prices", owner=owner, due="2030-01-15", **classes)
    page = report(case)
    for told in (
        "Refuted: The list stayed old.",
        "+2 · Clear updates",
        "Alert on old prices",
        "P2",
        "Detect",
        "2030",
    ):
        assert told in page.text
    assert "<script" not in page.text
    board = httpx.get(str(page.url).removesuffix("/report"))
    assert board.status_code == HTTPStatus.NOT_FOUND
    assert GameDayPlace.SCOREBOARD in case.snapshot.places
