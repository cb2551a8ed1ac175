"""A refusal is shown to the person, in whatever channel they pressed."""

from tests.adapters.slack.scenarios.concurrent_presses import sentences
from tests.adapters.slack.scenarios.scenario import Scenario


def test_person_who_is_no_member_of_a_public_channel_is_told(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    assert scenario.dora.id not in case.incident_channel.members
    outdated = case.panel
    case.press(scenario.ana, "step.investigate")
    case.press(scenario.dora, "step.investigate", on=outdated)
    assert "The incident is investigating" in sentences(scenario, scenario.dora)[-1]


def test_person_who_is_no_member_of_the_incidents_channel_is_told(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    outdated = case.panel
    case.press(scenario.ana, "step.investigate")
    case.press(scenario.dora, "step.investigate", on=outdated)
    assert "The incident is investigating" in sentences(scenario, scenario.dora)[-1]


def test_panel_in_a_channel_without_the_bot_works_and_reports_refusals(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    channel = scenario.slack.add_channel(f"team-{case.id}", members=[scenario.ben], bot=False)
    reply = scenario.type(scenario.ben, f"show {case.reference}", channel.name)
    assert reply.ephemeral is not None
    case.press(scenario.ben, "step.investigate", on=reply.ephemeral)
    assert len(case.lines) == 1
    case.press(scenario.ben, "step.investigate", on=reply.ephemeral)
    assert "The incident is investigating" in sentences(scenario, scenario.ben)[-1]


def test_panel_in_direct_messages_works_and_reports_refusals(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    reply = scenario.ben.command(scenario.ben.dm, "/incident", f"show {case.reference}")
    assert reply.ephemeral is not None
    case.press(scenario.ana, "step.investigate")
    case.press(scenario.ben, "step.investigate", on=reply.ephemeral)
    assert "The incident is investigating" in sentences(scenario, scenario.ben)[-1]


def test_refusal_is_shown_to_one_person_only(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    outdated = case.panel
    case.press(scenario.ana, "step.investigate")
    before = scenario.everything_said()
    case.press(scenario.ben, "step.investigate", on=outdated)
    assert scenario.everything_said() == before
    assert sentences(scenario, scenario.ana) == []
