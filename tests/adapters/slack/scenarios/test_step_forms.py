"""Mitigate, decline and reopen ask for their reason in a form."""

from datetime import timedelta

import pytest

from firefighter.domain.events import StatusChanged
from firefighter.domain.lifecycle import DeclineReason, Status
from firefighter.domain.milestones import Milestone
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text


def last(case: IncidentCase) -> StatusChanged:
    event = case.timeline[-1]
    assert isinstance(event, StatusChanged)
    return event


def test_mitigating_asks_how_it_was_mitigated(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ana, "step.mitigate")
    assert scenario.ana.view is not None
    assert scenario.ana.view.title == f"Mitigated: {case.reference}"
    assert case.incident.status is Status.OPEN
    case.send(scenario.ana, note="Rolled back release 2.14")
    assert case.incident.mitigation == "Rolled back release 2.14"
    assert "marked it mitigated: Rolled back release 2.14" in case.lines[-1]
    assert scenario.ana.view is None


def test_blank_note_is_refused_and_the_form_stays(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ana, "step.mitigate")
    reply = case.send(scenario.ana, note=" \n ")
    assert reply.errors == {"note": "Not yet: Say how it was mitigated."}
    assert scenario.ana.view is not None
    assert case.incident.status is Status.OPEN
    case.send(scenario.ana, note="Rolled back")
    assert last(case).after is Status.MITIGATED


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (DeclineReason.FALSE_ALARM, "declined it: false alarm"),
        (DeclineReason.EXTERNAL, "declined it: not ours to fix"),
        (DeclineReason.OTHER, "declined it: other. A test of the alarm"),
        (DeclineReason.DUPLICATE, "merged it into {first}."),
    ],
)
def test_incident_can_be_declined_for_each_reason(
    scenario: Scenario, reason: DeclineReason, said: str
) -> None:
    first = scenario.declare("sev3 The first").reference
    case = scenario.declare("sev3 The second")
    case.press(scenario.ana, "step.decline")
    values = {"reason": reason.value}
    if reason is DeclineReason.DUPLICATE:
        values["duplicate_of"] = first.lower()
    if reason is DeclineReason.OTHER:
        values["note"] = "A test of the alarm"
    case.send(scenario.ana, **values)
    assert case.incident.status is Status.CLOSED
    assert case.incident.declined is not None
    assert case.incident.declined.reason is reason
    assert said.format(first=first) in case.lines[-1]
    assert "Closed (declined)" in shown(case.announcement)
    assert case.steps(scenario.ana) == ["reopen"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("INC-9999", "Unknown incident INC-9999."),
        ("{itself}", "An incident can't be a duplicate of itself."),
        ("the other one", "Choose an incident from the list."),
        ("", "Choose an incident from the list."),
        ("999999999999999999", "Unknown incident INC-999999999999999999."),
    ],
)
def test_invalid_original_is_refused_beside_its_field(
    scenario_on_either: Scenario, typed: str, says: str
) -> None:
    scenario = scenario_on_either
    case = scenario.declare()
    case.press(scenario.ana, "step.decline")
    reply = case.send(
        scenario.ana,
        reason="duplicate",
        duplicate_of=typed.format(itself=case.reference),
        note="See there",
    )
    assert reply.errors == {"duplicate_of": says}
    assert scenario.ana.view is not None
    kept = scenario.ana.view.typed
    assert kept["note"]["note"]["value"] == "See there"
    assert kept["reason"]["reason"]["selected_option"]["value"] == "duplicate"
    assert case.incident.status is Status.OPEN


def test_other_reason_requires_a_note(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ana, "step.decline")
    reply = case.send(scenario.ana, reason="other")
    assert "Enter a reason." in " ".join(reply.errors.values())
    assert case.incident.status is Status.OPEN


def test_reopening_asks_why_and_removes_mitigation_and_closing(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Rolled back")
    case.press(scenario.ana, "step.close")
    case.press(scenario.ben, "step.reopen")
    case.send(scenario.ben, note="It is back")
    assert case.incident.status is Status.INVESTIGATING
    assert Milestone.CLOSED not in case.incident.milestones
    assert f"<@{scenario.ben.id}> reopened it: It is back" in case.lines[-1]
    assert last(case).note == "It is back"


def test_outdated_form_shows_what_happened(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ana, "step.decline")
    case.press(scenario.ben, "step.mitigate")
    case.send(scenario.ben, note="Rolled back")
    case.send(scenario.ana, reason="false_alarm")
    assert scenario.ana.view is not None
    assert "mitigated" in modal_text(scenario.ana.view)
    assert case.incident.status is Status.MITIGATED


def test_impact_start_is_asked_on_mitigation_and_recorded(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Warmed the cache", impact_start="15")
    milestones = case.incident.milestones
    before = milestones[Milestone.DECLARED] - milestones[Milestone.IMPACT_STARTED]
    assert before == timedelta(minutes=15)


def test_impact_start_is_optional_on_mitigation(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Warmed the cache")
    assert Milestone.IMPACT_STARTED not in case.incident.milestones
