"""Giving a role to somebody else, with a note; and what the new holder is told alone."""

import pytest

from firefighter.domain.events import RoleChanged
from firefighter.playground.slack import Person
from tests.adapters.slack.scenarios.incident_case import shown
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text

COMMANDER = "role.commander"


def told_alone(person: Person) -> list[str]:
    return [shown(message) for message in person.dms if message.by_bot]


def test_free_role_can_be_assigned(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ana, "assign")
    case.send(scenario.ana, role="scribe", to=scenario.ben.handle, note="The bridge is open")
    assert case.incident.holders == {"scribe": scenario.ben.id}
    (line,) = case.lines
    assert (
        f"<@{scenario.ana.id}> made <@{scenario.ben.id}> scribe. Note: The bridge is open" in line
    )
    assert scenario.ben.id in case.incident_channel.members
    event = case.timeline[-1]
    assert isinstance(event, RoleChanged)
    assert event.note == "The bridge is open"


def test_held_role_can_be_reassigned(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ben, COMMANDER)
    case.press(scenario.ana, "assign")
    case.send(scenario.ana, role="commander", to=scenario.dora.handle)
    assert case.incident.commander == scenario.dora.id
    assert f"replacing <@{scenario.ben.id}>" in case.lines[-1]


def test_new_holder_gets_a_briefing(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ana, COMMANDER)
    case.press(scenario.ana, COMMANDER, "Hand over…")
    case.send(scenario.ana, to=scenario.ben.handle, note="Payments <!here> are next")
    (told,) = told_alone(scenario.ben)
    for part in (
        f"{case.reference} · SEV1 · Checkout returns 500",
        "You're now *incident commander*.",
        "You lead: decide, delegate, keep everyone aligned.",
        "Nobody is investigating yet",
        "Next update by",
        f"Join <#{case.incident_channel.id}>.",
        f"Note from <@{scenario.ana.id}>:",
        "Payments &lt;!here&gt; are next",
    ):
        assert part in told


def test_only_the_person_who_takes_a_role_gets_the_briefing(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ben, "role.scribe")
    (told,) = told_alone(scenario.ben)
    assert "You're now *scribe*." in told
    assert "Nobody is investigating yet" not in told
    assert told_alone(scenario.ana) == []


def test_stepping_down_sends_no_briefing(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ben, COMMANDER)
    case.press(scenario.ben, COMMANDER, "Step down")
    assert len(told_alone(scenario.ben)) == 1


def test_outdated_assign_form_is_redrawn(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ana, "assign")
    case.press(scenario.ben, COMMANDER)
    reply = case.send(scenario.ana, role="commander", to=scenario.dora.handle)
    assert not reply.errors
    assert case.incident.commander == scenario.ben.id
    assert scenario.ana.view is not None
    assert f"<@{scenario.ben.id}> is now incident commander" in modal_text(scenario.ana.view)
    case.send(scenario.ana, role="commander", to=scenario.dora.handle)
    assert case.incident.commander == scenario.dora.id


def test_form_sent_twice_assigns_and_briefs_once(scenario_on_either: Scenario) -> None:
    scenario = scenario_on_either
    case = scenario.declare()
    case.press(scenario.ana, "assign")
    reply = case.send(scenario.ana, role="scribe", to=scenario.ben.handle)
    scenario.slack.resend(reply)
    scenario.slack.redeliver(reply)
    scenario.settle()
    assert len(case.lines) == 1
    assert len(told_alone(scenario.ben)) == 1


@pytest.mark.parametrize("command", ["assign", "update"])
def test_the_command_opens_the_form_in_the_channel_and_by_number(
    scenario: Scenario, command: str
) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    for words, channel in (
        (command, case.incident_channel.name),
        (f"{command} {case.reference}", "general"),
    ):
        scenario.type(scenario.ana, words, channel)
        assert scenario.ana.view is not None
        assert case.reference in scenario.ana.view.title
        scenario.ana.close_view()


def test_roles_of_a_closed_incident_cannot_be_assigned(scenario: Scenario) -> None:
    case = scenario.declare("sev4 Search is slow")
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Rolled back")
    case.press(scenario.ana, "step.close")
    assert "The incident is closed" in scenario.answer(scenario.ana, f"assign {case.reference}")
