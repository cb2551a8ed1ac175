"""Role buttons: take, take over, hand over, step down."""

from firefighter.domain.events import RoleChanged
from firefighter.domain.ids import UserId
from firefighter.domain.roles import DEFAULT_ROLES
from tests.adapters.slack.scenarios.concurrent_presses import at_once, sentences, until_answered
from tests.adapters.slack.scenarios.incident_case import elements_in, shown
from tests.adapters.slack.scenarios.scenario import Scenario

COMMANDER = "role.commander"


def test_every_role_of_the_policy_can_be_taken(scenario: Scenario) -> None:
    case = scenario.declare()
    for role in DEFAULT_ROLES:
        case.press(scenario.ben, f"role.{role.key}")
    assert case.incident.holders == {role.key: scenario.ben.id for role in DEFAULT_ROLES}
    assert len(case.lines) == len(DEFAULT_ROLES)


def test_taken_role_is_shown_on_every_card(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    ts = [each.ts for each in (case.announcement, *case.panels)]
    case.press(scenario.ben, COMMANDER)
    for card in (case.announcement, *case.panels):
        assert f"<@{scenario.ben.id}>" in shown(card)
    assert [each.ts for each in (case.announcement, *case.panels)] == ts
    assert case.lines == [f":bust_in_silhouette: <@{scenario.ben.id}> is now incident commander."]
    assert isinstance(case.timeline[-1], RoleChanged)


def test_a_held_role_can_be_taken_over_handed_over_and_left(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ana, COMMANDER)
    listed = elements_in(case.open_list(scenario.ana).blocks)
    menu = next(each for each in listed if each["action_id"] == COMMANDER)
    labels = [each["text"]["text"] for each in menu["options"]]
    assert labels == ["Take over", "Hand over…", "Step down"]


def test_taking_over_names_the_previous_holder(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ana, COMMANDER)
    case.press(scenario.ben, COMMANDER, "Take over")
    assert case.incident.commander == scenario.ben.id
    assert f"taking over from <@{scenario.ana.id}>" in case.lines[-1]


def test_handing_over_asks_for_the_new_holder(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ana, COMMANDER)
    case.press(scenario.ana, COMMANDER, "Hand over…")
    assert scenario.ana.view is not None
    assert scenario.ana.view.title == f"Hand over: {case.reference}"
    case.send(scenario.ana, to=scenario.ben.id)
    assert case.incident.commander == scenario.ben.id
    assert f"handed over the incident commander role to <@{scenario.ben.id}>" in case.lines[-1]
    assert scenario.ana.view is None


def test_handing_over_to_oneself_is_answered_above_the_form(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ana, COMMANDER)
    case.press(scenario.ana, COMMANDER, "Hand over…")
    case.send(scenario.ana, to=scenario.ana.id)
    told = scenario.told(scenario.ana)[-1]
    assert f"<@{scenario.ana.id}> is already incident commander." in told
    assert len(case.timeline) == 2


def test_stepping_down_leaves_the_role_free(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ana, COMMANDER)
    case.press(scenario.ana, COMMANDER, "Step down")
    assert case.incident.commander is None
    assert "The role is open." in case.lines[-1]
    assert "_unassigned_" in shown(case.announcement)


def test_only_the_holder_steps_down(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ana, COMMANDER)
    case.press(scenario.ben, COMMANDER, "Step down")
    assert case.incident.commander == scenario.ana.id
    assert scenario.told(scenario.ben) == [
        f"You aren't incident commander: <@{scenario.ana.id}> is. Nothing was changed."
    ]


def test_only_the_holder_hands_over(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ana, COMMANDER)
    case.press(scenario.ben, COMMANDER, "Hand over…")
    case.send(scenario.ben, to=scenario.dora.id)
    told = scenario.told(scenario.ben)[-1]
    assert f"You aren't incident commander: <@{scenario.ana.id}> is." in told
    assert case.incident.commander == scenario.ana.id


def test_taking_a_role_one_holds_changes_nothing(scenario: Scenario) -> None:
    case = scenario.declare()
    nobody_yet = case.panel
    case.press(scenario.ana, COMMANDER)
    case.press(scenario.ana, COMMANDER, on=nobody_yet)
    assert sentences(scenario, scenario.ana) == [
        f"<@{scenario.ana.id}> is already incident commander."
    ]
    assert len(case.lines) == 1


def test_outdated_panel_does_not_take_over_a_role(scenario: Scenario) -> None:
    case = scenario.declare()
    nobody_yet = case.panel
    case.press(scenario.ana, COMMANDER)
    case.press(scenario.ben, COMMANDER, on=nobody_yet)
    assert case.incident.commander == scenario.ana.id
    (told,) = sentences(scenario, scenario.ben)
    assert (
        f"Someone else changed this first. <@{scenario.ana.id}> is incident commander now." in told
    )


def test_of_two_who_take_it_at_once_one_wins_and_the_other_is_told(
    scenario_on_either: Scenario,
) -> None:
    scenario = scenario_on_either
    case = scenario.declare()
    panel = case.panel
    at_once(
        until_answered(
            scenario.ana,
            lambda: scenario.ana.press(panel, action_id=COMMANDER, stale=True),
        ),
        until_answered(
            scenario.ben,
            lambda: scenario.ben.press(panel, action_id=COMMANDER, stale=True),
        ),
    )
    scenario.settle()
    winner = case.incident.commander
    assert winner in {UserId(scenario.ana.id), UserId(scenario.ben.id)}
    loser = scenario.ben if winner == scenario.ana.id else scenario.ana
    assert len(case.lines) == 1
    assert len(sentences(scenario, loser)) == 1
    assert f"<@{winner}>" in sentences(scenario, loser)[0]
