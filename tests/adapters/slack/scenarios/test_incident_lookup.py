"""Which incident a command is about: the named one, the channel's, or one that is chosen."""

import pytest

from firefighter.adapters.slack.inbound.registry import COMMAND
from firefighter.playground.slack import Person
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import Scenario

SECRET = "Payroll leaked"


def offered(person: Person, typed: str = "") -> list[str]:
    """What the menu of the form on top offers."""
    return [each["text"]["text"] for each in person.suggest("incident", typed).body["options"]]


def title_of(person: Person) -> str:
    assert person.view is not None
    return person.view.title


def private(scenario: Scenario) -> IncidentCase:
    return scenario.declare_by_form(title=SECRET, private="private")


def test_command_in_a_channel_is_about_its_incident(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    assert scenario.answer(scenario.ana, "show", case.incident_channel.name) == case.reference


def test_a_number_overrides_the_channel(scenario: Scenario) -> None:
    incident_channel = scenario.declare("sev1 Checkout returns 500").incident_channel
    other = scenario.declare("sev3 Search is slow")
    assert (
        scenario.answer(scenario.ana, f"show {other.reference}", incident_channel.name)
        == other.reference
    )


def test_elsewhere_open_incidents_are_offered_the_most_severe_first(
    fresh_scenario: Scenario,
) -> None:
    scenario = fresh_scenario
    slow = scenario.declare("sev3 Search is slow")
    worst = scenario.declare("sev1 Checkout returns 500")
    closed = scenario.declare("sev4 Logo is blurred")
    closed.press(scenario.ana, "step.mitigate")
    closed.send(scenario.ana, note="Sharpened")
    closed.press(scenario.ana, "step.close")
    scenario.type(scenario.ana, "show")
    assert title_of(scenario.ana) == "Which incident?"
    assert offered(scenario.ana) == [
        f"{worst.reference} · SEV1 · Checkout returns 500",
        f"{slow.reference} · SEV3 · Search is slow",
    ]
    assert offered(scenario.ana, "blurred") == [f"{closed.reference} · SEV4 · Logo is blurred"]
    assert offered(scenario.ana, closed.reference) == offered(scenario.ana, "blurred")


def test_form_is_replaced_by_the_chosen_incidents(scenario: Scenario) -> None:
    case = scenario.declare()
    scenario.type(scenario.ana, "show")
    scenario.ana.submit({"incident": str(case.id)})
    view = scenario.ana.view
    assert view is not None
    assert (view.title, len(scenario.ana.views)) == (f"{COMMAND} show", 1)
    scenario.ana.press(view, action_id="step.investigate")
    scenario.settle()
    assert case.incident.status == "investigating"
    assert scenario.ana.view is not None
    assert "Investigating" in str(scenario.ana.view.blocks[0])


def test_private_incidents_are_offered_to_insiders_only(scenario: Scenario) -> None:
    case = private(scenario)
    scenario.declare("sev3 Search is slow")
    for person, knows in ((scenario.ana, True), (scenario.ben, False)):
        scenario.type(person, "show")
        assert (f"{case.reference} · SEV3 · {SECRET}" in offered(person)) is knows
        assert bool(offered(person, "payroll")) is knows
        assert bool(offered(person, case.reference)) is knows


def test_number_of_a_private_incident_is_unknown_to_outsiders(scenario: Scenario) -> None:
    case = private(scenario)
    scenario.declare("sev3 Search is slow")
    scenario.type(scenario.ben, "show")
    refused = scenario.ben.submit({"incident": str(case.id)}).errors
    unknown = scenario.ben.submit({"incident": "999999"}).errors
    assert refused == {
        "incident": f"{case.reference} doesn't exist, or you don't have access. Check the number."
    }
    assert unknown == {
        "incident": ("INC-999999 doesn't exist, or you don't have access. Check the number.")
    }


def test_a_member_of_a_private_channel_has_access_anywhere(
    scenario_on_either: Scenario,
) -> None:
    scenario = scenario_on_either
    case = private(scenario)
    scenario.ana.invite(case.incident_channel, scenario.ben)
    scenario.settle()
    assert scenario.answer(scenario.ben, f"show {case.reference}") == case.reference
    scenario.ana.remove(case.incident_channel, scenario.ben)
    scenario.settle()
    assert scenario.answer(scenario.ben, f"show {case.reference}") == (
        f"{case.reference} doesn't exist, or you don't have access. Check the number."
    )


def test_without_open_incidents_the_answer_says_so(fresh_scenario: Scenario) -> None:
    scenario = fresh_scenario
    private(scenario)
    assert scenario.answer(scenario.ben, "show") == (
        "No open incidents are visible to you. "
        f"For a closed one, add its number: `{COMMAND} show INC-42`."
    )


def test_search_without_results_is_empty(scenario: Scenario) -> None:
    scenario.declare()
    scenario.type(scenario.ana, "show")
    assert offered(scenario.ana, "no such words anywhere") == []


def test_a_member_who_joined_unnoticed_gets_access_by_acting_in_the_channel(
    scenario: Scenario,
) -> None:
    case = private(scenario)
    heard = scenario.slack.subscriptions
    scenario.slack.subscriptions = heard - {"member_joined_channel"}
    scenario.ana.invite(case.incident_channel, scenario.ben)
    scenario.slack.subscriptions = heard
    assert scenario.answer(scenario.ben, f"show {case.reference}") == (
        f"{case.reference} doesn't exist, or you don't have access. Check the number."
    )
    case.press(scenario.ben, "step.mitigate")
    case.send(scenario.ben, note="Took it offline")
    assert case.incident.mitigation == "Took it offline"
    assert scenario.answer(scenario.ben, f"show {case.reference}") == case.reference


@pytest.mark.parametrize("typed", ["{}", "`{}`", "#{}-search-is-slow"])
def test_a_number_alone_shows_the_incident(scenario: Scenario, typed: str) -> None:
    reference = scenario.declare("sev3 Search is slow").reference
    reply = scenario.type(scenario.ana, typed.format(reference.lower()))
    assert reply.ephemeral is not None
    assert f"*{reference} · SEV3 · Search is slow*" in shown(reply.ephemeral)
