"""Who declares, joins or posts is recorded as a participant, with a message count."""

from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import Scenario


def messages(case: IncidentCase) -> dict[str, int]:
    """How much each participant wrote."""
    found = case.sandbox.bot.context.records.participants(case.id)
    return {one.user: one.messages for one in found}


def test_who_declares_joins_and_posts_in_the_channel_participates(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    scenario.ben.join(case.incident_channel)
    scenario.dora.join(case.incident_channel)
    scenario.ben.post(case.incident_channel, "Payments come back")
    said = scenario.ben.post(case.incident_channel, "All of them?")
    scenario.ben.edit(said, "All of them.")
    scenario.settle()
    assert messages(case) == {scenario.ana.id: 0, scenario.ben.id: 2, scenario.dora.id: 0}


def test_who_posts_in_the_announcements_thread_participates(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    scenario.ben.post("incidents", "I see it too", thread_ts=case.announcement.ts)
    scenario.ben.post("incidents", "Lunch?")
    scenario.settle()
    assert messages(case) == {scenario.ana.id: 0, scenario.ben.id: 1}


def test_a_message_delivered_again_counts_once(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    scenario.ben.join(case.incident_channel)
    scenario.ben.post(case.incident_channel, "Payments come back")
    scenario.settle()
    for heard in scenario.slack.deliveries[-3:]:
        scenario.slack.redeliver(heard)
    scenario.settle()
    assert messages(case)[scenario.ben.id] == 1


def test_holder_of_an_assigned_role_participates(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    case.press(scenario.ana, "assign")
    case.send(scenario.ana, role="scribe", to=scenario.dora.handle)
    assert messages(case) == {scenario.ana.id: 0, scenario.dora.id: 0}
