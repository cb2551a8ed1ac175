"""Teams that train, by signed requests: their card, their forms, and the coach's signature."""

from datetime import timedelta

import pytest

from firefighter.domain.experiments import ExperimentNumber, Verdict
from firefighter.domain.game_day_evaluation import Answer
from firefighter.domain.game_day_phases import GameDayStep, GameDayStepKind
from firefighter.domain.ids import TeamNumber, UserId
from firefighter.domain.teams import Team
from firefighter.playground.slack import Person, Reply
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.follow_ups import FollowUpDraft
from firefighter.use_cases.game_day_phases import advance_game_day
from firefighter.use_cases.game_days import add_learning, change_game_day
from firefighter.use_cases.teams import add_team
from tests.adapters.slack.scenarios.game_day_case import (
    GameDayCase,
    add_people,
    open_case,
    prepare,
    start,
)
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, modal_text, open_scenario
from tests.clock import MovedClock


def shown(person: Person) -> str:
    assert person.view is not None
    return modal_text(person.view) + str(person.view.blocks)


def buttons(person: Person) -> list[str]:
    assert person.view is not None
    rows = [block for block in person.view.blocks if block["type"] == "actions"]
    return [element["action_id"] for block in rows for element in block["elements"]]


def name_of(scenario: Scenario) -> str:
    """Of this test alone: the teams of the workspace are shared."""
    return f"Team {scenario.ana.handle}"


def send(scenario: Scenario, person: Person, **values: object) -> Reply:
    reply = person.submit(values)
    assert reply.acknowledged, reply
    scenario.settle()
    return reply


def create(scenario: Scenario, members: list[Person], coach: Person | None = None) -> None:
    """Leaves Ana with the card of the new team."""
    scenario.type(scenario.ana, f"team new {name_of(scenario)}")
    coached = {"coach": coach.id} if coach else {}
    reply = send(
        scenario,
        scenario.ana,
        members=[each.id for each in members],
        services=["checkout"],
        **coached,
    )
    assert not reply.errors, reply.errors


def hold(case: GameDayCase) -> None:
    """Plays and debriefs a Game Day that the game master prepared alone."""
    context, actor = case.scenario.bot.context, UserId(case.master.id)
    hero = UserId(case.heroes[0].id)

    def step(kind: GameDayStepKind) -> None:
        delivery = DeliveryId(f"{kind}:{case.id}")
        advance_game_day(context, delivery, actor, case.id, GameDayStep(kind))

    step(GameDayStepKind.EVALUATE)
    change_game_day(
        context,
        DeliveryId(f"answer:{case.id}"),
        case.id,
        lambda game_day, now: game_day.answer(Answer(now, "Good", "Nothing"), actor=hero),
    )
    change_game_day(
        context,
        DeliveryId(f"judge:{case.id}"),
        case.id,
        lambda game_day, now: game_day.judge(
            ExperimentNumber(1), Verdict.HELD, "As expected.", actor=actor, now=now
        ),
    )
    step(GameDayStepKind.DEBRIEF)
    due = context.rules.day_of(context.clock.now()) + timedelta(days=7)
    add_learning(
        context,
        DeliveryId(f"learn:{case.id}"),
        actor,
        case.id,
        FollowUpDraft("Add an alert", owner=hero, due=due),
        team=TeamNumber(1),
    )
    case.scenario.settle()


def test_team_is_created_by_form_and_shown_as_a_card(scenario: Scenario) -> None:
    create(scenario, [scenario.ben], scenario.dora)
    card = shown(scenario.ana)
    assert name_of(scenario) in card
    assert f"Coach: <@{scenario.dora.id}> · 1 member · checkout" in card
    assert "No level yet." in card
    assert "Exercises with the coach and all seven steps: 0 of 1" in card
    assert "edit_team" not in buttons(scenario.ana)
    scenario.type(scenario.ben, "team")
    assert name_of(scenario) in shown(scenario.ben)
    assert "edit_team" in buttons(scenario.ben)


def test_list_of_teams_compares_nobody(scenario: Scenario) -> None:
    create(scenario, [scenario.ben])
    scenario.type(scenario.ana, "team list")
    text = shown(scenario.ana)
    assert name_of(scenario) in text
    assert "evel" not in text


def test_unknown_team_is_refused_with_the_nearest_name(scenario: Scenario) -> None:
    create(scenario, [scenario.ben])
    scenario.ana.close_view()
    scenario.type(scenario.ana, f"team {name_of(scenario)}x")
    assert f"Did you mean “{name_of(scenario)}”?" in "".join(scenario.told(scenario.ana))


def test_name_is_taken_whatever_its_spelling(scenario: Scenario) -> None:
    create(scenario, [scenario.ben])
    scenario.type(scenario.ana, f"team new {name_of(scenario).upper()}")
    reply = send(scenario, scenario.ana, members=[scenario.ben.id])
    assert "Another team is called" in reply.errors["name"]


def test_coach_is_no_member(scenario: Scenario) -> None:
    scenario.type(scenario.ana, f"team new {name_of(scenario)}")
    reply = send(scenario, scenario.ana, members=[scenario.ben.id], coach=scenario.ben.id)
    assert "Choose the members, besides the coach" in reply.errors["members"]


def test_members_change_their_team_and_others_do_not(scenario: Scenario) -> None:
    create(scenario, [scenario.ben])
    scenario.type(scenario.ben, f"team {name_of(scenario)}")
    assert scenario.ben.view is not None
    scenario.ben.press(scenario.ben.view, action_id="edit_team")
    members = [scenario.ben.id, scenario.ana.id]
    reply = send(scenario, scenario.ben, members=members, coach=scenario.dora.id)
    assert not reply.errors, reply.errors
    assert f"Coach: <@{scenario.dora.id}> · 2 members" in shown(scenario.ben)


@pytest.mark.parametrize("who", ["ana", "ben"])
def test_only_the_coach_signs_and_everybody_of_the_team_is_told(
    scenario: Scenario, who: str
) -> None:
    case = open_case(scenario)
    prepare(case)
    start(case)
    hold(case)
    (guest,) = add_people(scenario, 1, name="guest")
    create(scenario, [*case.heroes, guest], scenario.ana)
    person = getattr(scenario, who)
    scenario.type(person, f"team {name_of(scenario)}")
    card = shown(person)
    assert "1. Eligibility: coach" in card
    assert "7. Action plan: coach" in card
    assert case.game_day.reference in card
    if person is not scenario.ana:
        assert "sign_level" not in buttons(person)
        assert "The coach can sign it now." in card
        return
    assert person.view is not None
    person.press(person.view, action_id="sign_level")
    reply = send(scenario, person, note="Well done <!channel>")
    assert not reply.errors, reply.errors
    assert "Level 1: accompanied" in shown(person)
    assert f"Signed by <@{person.id}>" in shown(person)
    assert "&lt;!channel&gt;" in shown(person)
    (message,) = guest.dms
    assert "Level 1: accompanied" in message.text
    assert not message.mentions - {person.id}


def test_a_team_can_be_a_user_group_and_follows_it(fresh_scenario: Scenario) -> None:
    scenario = fresh_scenario
    ana, ben = scenario.ana, scenario.ben
    group = scenario.slack.add_usergroup("payments", members=[ana])
    scenario.type(ana, f"team new {name_of(scenario)}")
    offered = ana.suggest("team_group", "pay").body["options"]
    assert [each["value"] for each in offered] == [group.id]
    assert ana.suggest("team_group", "nobody").body["options"] == []
    reply = send(scenario, ana, team_group=group.id, coach=scenario.dora.id)
    assert not reply.errors, reply.errors
    scenario.type(ana, f"team {name_of(scenario)}")
    assert "1 member" in shown(ana)
    assert group.id in shown(ana)
    assert "edit_team" in buttons(ana)
    scenario.type(ben, f"team {name_of(scenario)}")
    assert "edit_team" not in buttons(ben)
    scenario.slack.change_usergroup(group, members=[ana, ben])
    scenario.settle()
    scenario.type(ben, f"team {name_of(scenario)}")
    assert "2 members" in shown(ben)
    assert ben.view is not None
    ben.press(ben.view, action_id="edit_team")
    assert group.id in str(ben.view)
    reply = send(scenario, ben, members=[ana.id])
    assert not reply.errors, reply.errors
    scenario.type(ben, f"team {name_of(scenario)}")
    assert "2 members" in shown(ben), "the group is kept"


def test_a_team_needs_a_member_or_a_user_group(scenario: Scenario) -> None:
    scenario.type(scenario.ana, f"team new {name_of(scenario)}")
    assert "members" in send(scenario, scenario.ana, members=[]).errors


def test_members_of_a_team_s_group_are_learnt_every_hour(
    sqlite_url: str, clock: MovedClock
) -> None:
    with open_scenario(POLICY, sqlite_url, clock) as scenario:
        group = scenario.slack.add_usergroup("payments", members=[scenario.ana])
        team = Team(name="Payments", members=(group.id,))
        add_team(scenario.bot.context, DeliveryId("add"), UserId(scenario.ana.id), team)
        assert scenario.bot.context.teams.team_card("Payments", clock.now()).members == set()
        scenario.bot._refresh_groups_and_channels()
        scenario.settle()
        card = scenario.bot.context.teams.team_card("Payments", clock.now())
        assert card.members == {scenario.ana.id}
