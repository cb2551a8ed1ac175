"""Closing an incomplete incident: a checklist whose buttons complete it."""

import pytest

from firefighter.domain.events import StatusChanged
from firefighter.domain.lifecycle import Status
from firefighter.playground.slack import Person, View
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text

COMMANDER_MISSING = "Incident commander missing"
SUMMARY_MISSING = "Summary missing."


@pytest.fixture
def case(scenario: Scenario) -> IncidentCase:
    """In post-mortem, without commander and summary."""
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Rolled back")
    case.press(scenario.ana, "step.start_postmortem")
    return case


def checklist(person: Person) -> View:
    assert person.view is not None
    assert person.view.title.startswith("Close INC-")
    return person.view


def fields(view: View) -> list[str]:
    return [block["block_id"] for block in view.blocks if block["type"] == "input"]


def test_closing_is_refused_with_a_checklist_of_what_is_missing(
    scenario: Scenario, case: IncidentCase
) -> None:
    case.press(scenario.ana, "step.close")
    said = modal_text(checklist(scenario.ana))
    assert COMMANDER_MISSING in said
    assert SUMMARY_MISSING in said
    assert case.incident.status is Status.POSTMORTEM
    assert "submit" not in checklist(scenario.ana).body


def test_each_button_completes_its_item_and_the_checklist_is_redrawn(
    scenario: Scenario, case: IncidentCase
) -> None:
    case.press(scenario.ana, "step.close")
    scenario.ana.press(checklist(scenario.ana), action_id="role.commander")
    assert COMMANDER_MISSING not in modal_text(checklist(scenario.ana))
    scenario.ana.press(checklist(scenario.ana), action_id="describe")
    assert scenario.ana.view is not None
    assert scenario.ana.view.title == f"Summary: {case.reference}"
    case.send(scenario.ana, summary="Nobody could pay.")
    assert "The checklist is complete." in modal_text(checklist(scenario.ana))
    case.send(scenario.ana)
    assert case.incident.status is Status.CLOSED
    assert scenario.ana.view is None
    closing = case.timeline[-1]
    assert isinstance(closing, StatusChanged)
    assert not closing.overridden


def test_complete_incident_is_closed_by_one_press(scenario: Scenario, case: IncidentCase) -> None:
    case.press(scenario.ana, "role.commander")
    case.press(scenario.ben, "step.close")
    scenario.ben.press(checklist(scenario.ben), action_id="describe")
    case.send(scenario.ben, summary="Nobody could pay.")
    scenario.ben.close_view()
    case.press(scenario.ana, "step.close")
    assert case.incident.status is Status.CLOSED
    assert scenario.ana.view is None


def test_commander_can_override_and_the_reason_is_recorded(
    scenario: Scenario, case: IncidentCase
) -> None:
    case.press(scenario.ana, "role.commander")
    case.press(scenario.ana, "step.close")
    assert fields(checklist(scenario.ana)) == ["note"]
    case.send(scenario.ana, note="The customer wrote it up")
    assert case.incident.status is Status.CLOSED
    closing = case.timeline[-1]
    assert isinstance(closing, StatusChanged)
    assert (closing.overridden, closing.note) == (True, "The customer wrote it up")
    assert "without completing the checklist: The customer wrote it up" in case.lines[-1]


def test_an_override_without_a_reason_is_refused_beside_the_field(
    scenario: Scenario, case: IncidentCase
) -> None:
    case.press(scenario.ana, "role.commander")
    case.press(scenario.ana, "step.close")
    reply = case.send(scenario.ana, note="  ")
    assert list(reply.errors) == ["note"]
    assert case.incident.status is Status.POSTMORTEM


def test_override_is_offered_to_the_commander_only(scenario: Scenario, case: IncidentCase) -> None:
    case.press(scenario.ana, "role.commander")
    case.press(scenario.ben, "step.close")
    assert fields(checklist(scenario.ben)) == []
    assert "submit" not in checklist(scenario.ben).body


def test_former_commander_cannot_override(scenario: Scenario, case: IncidentCase) -> None:
    case.press(scenario.ana, "role.commander")
    case.press(scenario.ana, "step.close")
    case.press(scenario.ben, "role.commander", "Take over")
    reply = case.send(scenario.ana, note="Trust me")
    assert list(reply.errors) == ["note"]
    assert case.incident.status is Status.POSTMORTEM


def test_taking_the_role_in_the_checklist_offers_to_override(
    scenario: Scenario, case: IncidentCase
) -> None:
    case.press(scenario.ana, "step.close")
    scenario.ana.press(checklist(scenario.ana), action_id="role.commander")
    assert fields(checklist(scenario.ana)) == ["note"]


def test_role_taken_meanwhile_is_reported_above_the_checklist(
    scenario: Scenario, case: IncidentCase
) -> None:
    case.press(scenario.ana, "step.close")
    case.press(scenario.ben, "role.commander")
    scenario.ana.press(checklist(scenario.ana), action_id="role.commander")
    assert case.incident.commander == scenario.ben.id
    assert scenario.ana.view is not None
    assert "Someone else changed this first." in modal_text(scenario.ana.view)


def test_raised_severity_requires_the_postmortem(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Rolled back")
    panel = case.panel
    case.rate(scenario.ana, "SEV1")
    case.press(scenario.ben, "step.close", on=panel)
    assert "This severity requires a post-mortem." in modal_text(checklist(scenario.ben))
    scenario.ben.press(checklist(scenario.ben), action_id="step.start_postmortem")
    scenario.settle()
    assert case.incident.status is Status.POSTMORTEM
    assert COMMANDER_MISSING in modal_text(checklist(scenario.ben))
