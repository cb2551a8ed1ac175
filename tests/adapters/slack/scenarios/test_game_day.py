"""Game Days by signed requests: from the first idea to what was learnt."""

from dataclasses import replace
from http import HTTPStatus

import httpx
import pytest

from firefighter.domain.drill_events import DrillEnding
from firefighter.domain.game_day_phases import GameDayPhase
from firefighter.playground.slack import SlackError
from firefighter.ports.game_days import GameDayPlace
from firefighter.settings.policy import Policy
from tests.adapters.slack.scenarios.drill_case import drill_of
from tests.adapters.slack.scenarios.game_day_case import (
    SEALED,
    GameDayCase,
    arm,
    create,
    evaluate,
    open_case,
    prepare,
    shape,
    start,
)
from tests.adapters.slack.scenarios.incident_case import shown
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text, open_scenario


def test_its_card_says_what_is_missing(scenario: Scenario) -> None:
    case = create(scenario)
    assert case.phase is GameDayPhase.IDEAS
    card = shown(case.card)
    assert "EXERCISE" in card
    assert "Somebody who answers for the service." in card
    assert case.channel().name == f"game-day-{case.id}"
    assert case.offers()[0] == "game_day_step.shape"
    case.press(case.master, "game_day_step.shape")
    assert case.phase is GameDayPhase.IDEAS
    assert "Still missing:" in case.told(case.master)


def test_what_has_no_other_trace_is_answered(scenario: Scenario) -> None:
    case = open_case(scenario)
    case.press_in_view(case.master, "suggest_experiments")
    assert "Nothing to propose" in case.told(case.master)
    shape(case)
    case.press(case.master, "vote_experiments")
    case.send(case.master, points_1="3")
    card = shown(case.card)
    assert "1 person has voted" in card
    assert "A vote." not in card, "the card counts what it may not show"
    arm(case)
    assert case.officer.view is not None
    assert "It works" in case.officer.view.title
    card = shown(case.card)
    assert f"Consent: <@{case.owner.id}>" in card
    assert f"Stop button tried by <@{case.officer.id}>" in card


def test_services_are_typed_where_none_are_configured(sqlite_url: str) -> None:
    with open_scenario(Policy(), sqlite_url) as scenario:
        case = create(scenario, owner=scenario.dora.id, service_names=" checkout,  search index, ")
        assert case.game_day.details.services == ("checkout", "search index")
        assert "A service that it is about." not in shown(case.card)
        case.press_in_view(case.master, "set_up_game_day")
        assert case.master.view is not None
        assert "checkout, search index" in str(case.master.view.blocks)
        too_long = {"service_names": "checkout, " + "x" * 121}
        assert "120" in case.master.submit(too_long).errors["service_names"]
        case.send(case.master, service_names="")
        assert "A service that it is about." in shown(case.card)


def test_a_hero_without_a_team_is_refused_where_the_team_is_chosen(scenario: Scenario) -> None:
    case = create(scenario)
    case.press_in_view(case.master, "seat_in_game_day")
    hero = {"user": case.heroes[0].id, "role": "hero"}
    errors = case.master.submit(hero).errors
    assert list(errors) == ["role"]
    assert "There is no team yet." in errors["role"]
    case.master.close_view()
    case.press_in_view(case.master, "add_team")
    case.send(case.master, team_name="Red")
    case.press_in_view(case.master, "seat_in_game_day")
    assert case.master.submit(hero).errors == {"team": "EXERCISE · Choose the team of the hero."}


def test_leaving_the_form_that_cancels_keeps_it(scenario: Scenario) -> None:
    case = create(scenario)
    case.press_in_view(case.master, "game_day_step.cancel")
    assert case.master.view is not None
    assert case.master.view.body["close"]["text"] == "Keep it"


def test_all_phases_from_ideas_to_closed(scenario: Scenario) -> None:
    case = open_case(scenario)
    shape(case)
    arm(case)
    start(case)
    (drill,) = case.drills
    assert drill_of(drill).plan.team == tuple(each.id for each in case.heroes)
    assert drill.incident.title.endswith("· Red")
    board = case.message(GameDayPlace.SCOREBOARD)
    assert "Red" in shown(board)
    case.press(case.master, "game_day_step.pause")
    assert drill_of(drill).paused_since
    case.press(case.officer, "game_day_step.resume")
    assert "EXERCISE · Only a game master" in case.told(case.officer)
    case.press(case.master, "game_day_step.resume")
    assert drill_of(drill).is_running
    evaluate(case)
    assert case.phase is GameDayPhase.EVALUATING
    assert drill_of(drill).ending is DrillEnding.GAME_DAY_OVER
    assert any("trophy" in shown(each) for each in scenario.slack.messages(case.channel()))
    for person in case.heroes:
        case.press(person, "game_day_answer")
        case.send(person, went_well="We talked", to_change="The dashboard")
    case.on_experiment(case.master, "judge")
    case.send(case.master, verdict="refuted", finding="The list stayed old.")
    case.press(case.master, "game_day_step.debrief")
    assert "learnt" in shown(case.card)
    case.press(case.master, "game_day_learning")
    case.send(case.master, text="Alert on old prices", owner=scenario.ben.id, due="2030-01-15")
    (follow_up,) = drill.incident.follow_ups.values()
    assert follow_up.text == "Alert on old prices"
    case.press(case.master, "game_day_step.close")
    assert "Nothing left to do." in shown(case.card)
    assert case.offers() == ["game_day"]
    told = scenario.slack.messages(drill.incident_channel)
    assert sum("*Cause*" in shown(each) for each in told) == 1


def test_everybody_may_stop_it_without_being_named(scenario: Scenario) -> None:
    case = open_case(scenario)
    prepare(case)
    start(case)
    hero = case.heroes[0]
    case.press(hero, "stop_game_day")
    assert hero.view is not None
    assert "Only game masters are told who stopped it" in modal_text(hero.view)
    case.send(hero)
    assert case.phase is GameDayPhase.STOPPED
    (told,) = [each.text for each in case.master.dms]
    assert told.startswith(f"EXERCISE · <@{hero.id}> stopped {case.game_day.reference}.")
    assert not any(f"<@{hero.id}> stopped" in each.text for each in case.officer.dms)
    (drill,) = case.drills
    assert drill_of(drill).ending is DrillEnding.STOPPED
    assert hero.id not in case.lines[-1]
    assert "was stopped" in "\n".join(case.lines)
    evaluate(case)
    assert "no team wins" in shown(case.message(GameDayPlace.RESULT))


@pytest.mark.parametrize("mode", ["informed", "dungeons_and_dragons"])
def test_a_hero_sees_nothing_sealed_before_the_reveal(scenario: Scenario, mode: str) -> None:
    case = open_case(scenario, mode=mode)
    prepare(case)
    hero = case.heroes[0]
    assert SEALED in case.shown_to(case.master)
    if mode == "informed":
        assert "hypothesis " not in case.shown_to(hero)
    else:
        assert SEALED not in case.shown_to(hero)
        assert SEALED not in str([each.blocks for each in scenario.slack.messages(case.channel())])
    start(case)
    evaluate(case)
    assert SEALED in case.shown_to(hero)


def test_who_was_a_hero_never_sees_what_is_sealed(scenario: Scenario) -> None:
    case = open_case(scenario, mode="dungeons_and_dragons")
    prepare(case)
    hero = case.heroes[0]
    case.press(hero, "join_game_day")
    case.send(hero, seat="leave")
    assert SEALED not in case.shown_to(hero)
    case.press_in_view(case.master, "seat_in_game_day")
    reply = case.master.submit({"user": hero.id, "role": "observer"})
    assert "can't get a role" in str(reply.errors)


def test_two_game_masters_press_at_once(scenario: Scenario) -> None:
    case = open_case(scenario)
    case.press_in_view(case.master, "seat_in_game_day")
    case.send(case.master, user=scenario.ben.id, role="game_master")
    prepare(with_other_officer(case))
    for person in (case.master, scenario.ben):
        case.press(person, "game_day_step.start")
    case.send(case.master)
    reply = scenario.ben.submit({})
    scenario.settle()
    assert reply.acknowledged
    assert len(case.drills) == 1
    assert "*Running*" in "\n".join(scenario.told(scenario.ben))
    evaluate(case)


def with_other_officer(case: GameDayCase) -> GameDayCase:
    """Where Ben is a game master."""
    return replace(case, officer=case.scenario.dora)


def test_a_villain_gets_a_private_channel_and_the_injects(scenario: Scenario) -> None:
    case = open_case(scenario)
    prepare(case)
    villain = scenario.dora
    case.press_in_view(case.master, "seat_in_game_day")
    case.send(case.master, user=villain.id, role="villain")
    villains = case.channel(GameDayPlace.VILLAINS_CHANNEL)
    assert villains.is_private
    assert {villain.id, case.master.id, case.officer.id} <= set(villains.members)
    assert not set(villains.members) & {each.id for each in case.heroes}
    start(case)
    (drill,) = case.drills
    assert scenario.type(villain, f"injects {drill.reference}").acknowledged
    assert villain.view is not None
    hero = case.heroes[0]
    refused = scenario.answer(hero, f"injects {drill.reference}")
    assert "Only game masters and villains see the injects" in refused
    evaluate(case)


def test_who_cannot_be_invited_is_named_in_its_channel_once(scenario: Scenario) -> None:
    case = open_case(scenario)
    late = scenario.slack.add_person("late", real_name="Late")
    scenario.slack.faults.answer("conversations.invite", SlackError("cant_invite"), times=None)
    case.press_in_view(case.master, "seat_in_game_day")
    case.send(case.master, user=late.id, role="villain")
    scenario.slack.faults.clear()
    told = [line for line in case.lines if "I couldn't add" in line]
    assert len(told) == 1
    assert told[0].startswith("EXERCISE · ")
    assert f"<@{late.id}> (not allowed by Slack)" in told[0]


def test_who_is_deactivated_gets_no_seat(scenario: Scenario) -> None:
    case = open_case(scenario)
    left = scenario.slack.add_person("left", real_name="Left")
    scenario.slack.deactivate(left)
    case.press_in_view(case.master, "seat_in_game_day")
    case.master.submit({"user": left.id, "role": "villain"})
    assert case.master.view is not None
    assert f"<@{left.id}> is deactivated and can't take part" in str(case.master.view.body)


def test_the_scoreboard_is_a_page_for_a_screen(scenario: Scenario) -> None:
    case = open_case(scenario)
    assert scenario.slack.request_url is not None
    site = scenario.slack.request_url.removesuffix("/slack/events")
    page = httpx.get(f"{site}/game-days/{case.game_day.wall_token}")
    assert page.status_code == HTTPStatus.OK
    assert "EXERCISE" in page.text
    assert "<script" not in page.text
    assert httpx.get(f"{site}/game-days/nothing").status_code == HTTPStatus.NOT_FOUND
