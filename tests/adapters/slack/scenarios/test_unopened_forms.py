"""What people are told when a form, a list or a menu cannot be shown."""

import pytest

from firefighter.adapters.slack.blocks.action_ids import RETRY
from firefighter.playground.slack import DropBefore, Hang, ServerError, SlackError
from firefighter.playground.slack.faults import Fault
from firefighter.ports.snapshot import Place
from tests.adapters.slack.scenarios.incident_case import shown
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text


@pytest.mark.parametrize("fault", [ServerError(500), DropBefore(), Hang()])
def test_global_shortcut_answers_by_direct_message_within_the_deadline(
    fresh_scenario: Scenario, fault: Fault
) -> None:
    scenario = fresh_scenario
    scenario.slack.ack_deadline_s = 3.0
    scenario.slack.faults.answer("views.open", fault, times=None)
    assert scenario.ana.shortcut("declare").status == 200
    scenario.settle()
    (told,) = [each.text for each in scenario.ana.dms]
    assert told == "Slack isn't responding. Check the current state, then try again."


def test_late_form_asks_for_another_press(fresh_scenario: Scenario) -> None:
    scenario = fresh_scenario
    scenario.slack.trigger_lifetime_s = 0
    assert scenario.ana.shortcut("declare").acknowledged
    scenario.settle()
    assert [each.text for each in scenario.ana.dms] == ["Too slow. Press again."]


def test_unknown_form_says_that_it_is_out_of_date(scenario: Scenario) -> None:
    scenario.type(scenario.ana, "open")
    view = scenario.ana.view
    assert view is not None
    view.body["callback_id"] = "retired"
    scenario.ana.submit({"title": "Search is slow", "severity": "SEV3"})
    assert "out of date" in str(scenario.slack.deliveries[-1].body)
    assert scenario.count() == 0


def test_retry_in_a_panel_opened_from_the_list(fresh_scenario: Scenario) -> None:
    scenario = fresh_scenario
    scenario.slack.faults.answer("pins.add", SlackError("restricted_action"), times=None)
    assert scenario.type(scenario.ana, "open sev1 Checkout returns 500").acknowledged
    case = scenario.case()
    scenario.slack.wait_until(
        lambda: Place.CHANNEL_PANEL in case.places and "Retry now" in shown(case.channel_panel),
        timeout_s=60,
        what="the panel offers a retry",
    )
    scenario.slack.faults.clear()
    scenario.type(scenario.ana, "list")
    listed = scenario.ana.view
    assert listed is not None
    scenario.ana.press(listed, action_id="show")
    panel = scenario.ana.view
    assert panel is not None
    scenario.ana.press(panel, action_id=RETRY)
    answer = scenario.ana.view
    assert answer is not None
    assert modal_text(answer) == "Retrying 1 action."
    scenario.settle()
    assert scenario.slack.pins(case.incident_channel) == [case.channel_panel]


def test_menu_whose_list_cannot_be_loaded_says_so(fresh_scenario: Scenario) -> None:
    scenario = fresh_scenario
    case = scenario.declare("sev3 Search is slow")
    scenario.slack.faults.answer("usergroups.list", ServerError(500), times=None)
    scenario.type(scenario.ana, f"page {case.reference}")
    (option,) = scenario.ana.suggest("whom", "data").body["options"]
    assert option["text"]["text"] == "Couldn't load the list. Type again to retry."
    refused = scenario.ana.submit({"whom": option["value"], "reason": "Down"})
    assert "Choose a responder." in str(refused.errors)


def test_user_group_is_found_by_its_name_and_by_its_handle(fresh_scenario: Scenario) -> None:
    scenario = fresh_scenario
    case = scenario.declare("sev3 Search is slow")
    scenario.slack.add_usergroup("dbre", name="Databases", members=[scenario.ben])
    scenario.type(scenario.ana, f"page {case.reference}")
    for typed in ("data", "@db"):
        (option,) = scenario.ana.suggest("whom", typed).body["options"]
        assert option["text"]["text"] == "@dbre · Databases · 1 person"
