"""What a channel is called, and what happens when the name is taken."""

import pytest

from tests.adapters.slack.scenarios.scenario import Scenario

NAMES = [
    ("Checkout returns 500", "inc-1-checkout-returns-500"),
    ("🔥🔥🔥", "inc-1"),
    ("הקופה אינה עובדת", "inc-1"),
    ("Änderung: «Größe» fehlt!", "inc-1-anderung-groe-fehlt"),
    ("? ! ?", "inc-1"),
    ("a" * 200, "inc-1-" + "a" * 60),
    ("Checkout — 500 / 502", "inc-1-checkout-500-502"),
    ("INC_42 .. api.v2", "inc-1-inc-42-api-v2"),
]


@pytest.mark.parametrize(("title", "name"), NAMES)
def test_channel_name_is_the_title_in_allowed_characters(
    fresh_scenario: Scenario, title: str, name: str
) -> None:
    assert fresh_scenario.declare(f"sev1: {title}").incident_channel.name == name


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize("archived", [False, True])
def test_taken_name_gets_a_number(fresh_scenario: Scenario, private: bool, archived: bool) -> None:
    scenario = fresh_scenario
    theirs = scenario.slack.add_channel(
        "inc-1-checkout", private=private, members=[scenario.ben], bot=False
    )
    if archived:
        scenario.ben.archive(theirs)
    case = scenario.declare("sev1 Checkout")
    assert case.incident_channel.name == "inc-1-checkout-2"
    assert scenario.slack.channel(theirs.id).members == theirs.members
    assert scenario.slack.pins(case.incident_channel) == [case.channel_panel]


def test_next_free_number_is_used(fresh_scenario: Scenario) -> None:
    for name in ("inc-1-checkout", "inc-1-checkout-2"):
        fresh_scenario.slack.add_channel(name, members=[fresh_scenario.ben], bot=True)
    assert fresh_scenario.declare("sev1 Checkout").incident_channel.name == "inc-1-checkout-3"


def test_a_renamed_channel_is_still_the_incident_channel(fresh_scenario: Scenario) -> None:
    case = fresh_scenario.declare("sev1 Checkout")
    fresh_scenario.ana.rename(case.incident_channel, "checkout-war-room")
    case.press(fresh_scenario.ana, "step.investigate")
    assert len(case.lines) == 1
    assert fresh_scenario.answer(fresh_scenario.ana, "show", "checkout-war-room") == "INC-1"
