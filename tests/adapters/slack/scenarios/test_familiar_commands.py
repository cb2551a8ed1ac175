"""The names of commands that people know from other tools."""

from datetime import timedelta

import pytest

from firefighter.adapters.slack.inbound.registry import COMMAND
from firefighter.domain.lifecycle import Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.severity import Severity
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import Scenario


def thread_link(case: IncidentCase) -> str:
    """The link to the thread of an incident without a channel, as it is written."""
    posted = case.announcement
    address = f"/archives/{posted.channel}/p{posted.ts.replace('.', '')}"
    return f"<{case.sandbox.slack.url}{address}|its thread>"


@pytest.mark.parametrize("name", ["declare", "create", "new", "Open"])
def test_incident_is_declared_by_any_familiar_name(scenario: Scenario, name: str) -> None:
    scenario.answer(scenario.ana, f"{name} sev3 Search is slow")
    assert scenario.count() == 1


@pytest.mark.parametrize("name", ["mitigate", "resolve"])
def test_incident_is_mitigated_by_command_with_its_note(scenario: Scenario, name: str) -> None:
    case = scenario.declare()
    started = case.incident.milestones[Milestone.DECLARED]
    case.press(scenario.ana, "milestones")
    case.send(scenario.ana, impact_started=int(started.timestamp()))
    answer = scenario.answer(scenario.ana, f"{name} {case.reference} Rolled back")
    assert answer == f"{case.reference} is mitigated. Follow it in {thread_link(case)}."
    assert (case.incident.status, case.incident.mitigation) == (Status.MITIGATED, "Rolled back")


def test_mitigate_with_a_note_asks_when_impact_started_as_the_button_does(
    scenario: Scenario,
) -> None:
    case = scenario.declare()
    scenario.type(scenario.ana, f"mitigate {case.reference} Rolled back")
    assert case.incident.status is Status.OPEN
    case.send(scenario.ana, impact_start="15")
    times = case.incident.milestones
    assert case.incident.mitigation == "Rolled back"
    assert times[Milestone.DECLARED] - times[Milestone.IMPACT_STARTED] == timedelta(minutes=15)


def test_severity_of_another_incident_is_changed_from_inside_a_channel(scenario: Scenario) -> None:
    here, other = scenario.declare("sev1 Checkout returns 500"), scenario.declare()
    channel = here.incident_channel.name
    assert "is SEV2" in scenario.answer(scenario.ana, f"severity {other.reference} sev2", channel)
    assert other.incident.severity is Severity.SEV2
    assert "is SEV3" in scenario.answer(scenario.ana, "severity 3 Most can pay", channel)
    assert here.incident.severity is Severity.SEV3


def test_join_links_the_thread_of_an_incident_without_a_channel(scenario: Scenario) -> None:
    case = scenario.declare("sev4 Colour is wrong")
    answer = scenario.answer(scenario.ben, f"join {case.reference}")
    announced = case.announcement
    assert f"/archives/{announced.channel}/p{announced.ts.replace('.', '')}|" in answer


def test_mitigate_without_a_note_opens_the_form(scenario: Scenario) -> None:
    case = scenario.declare()
    scenario.type(scenario.ana, f"mitigate {case.reference}")
    case.send(scenario.ana, note="Rolled back")
    assert case.incident.status is Status.MITIGATED


def test_incident_is_closed_and_reopened_by_command(scenario: Scenario) -> None:
    case = scenario.declare()
    scenario.type(scenario.ana, f"mitigate {case.reference} Rolled back")
    case.send(scenario.ana)
    answer = scenario.answer(scenario.ana, f"close {case.reference}")
    assert answer == f"{case.reference} is closed. Follow it in {thread_link(case)}."
    assert case.incident.status is Status.CLOSED
    answer = scenario.answer(scenario.ana, f"reopen {case.reference} It is back")
    assert answer == f"{case.reference} is open again. Follow it in {thread_link(case)}."
    assert case.incident.status is not Status.CLOSED


@pytest.mark.parametrize("name", ["decline", "cancel"])
def test_decline_opens_its_form(scenario: Scenario, name: str) -> None:
    case = scenario.declare()
    scenario.type(scenario.ana, f"{name} {case.reference}")
    case.send(scenario.ana, reason="false_alarm")
    assert case.incident.status is Status.CLOSED


def test_step_that_the_status_forbids_is_refused_without_a_form(scenario: Scenario) -> None:
    case = scenario.declare()
    assert "you can't reopen it" in scenario.answer(scenario.ana, f"reopen {case.reference}")
    assert scenario.ana.view is None


@pytest.mark.parametrize("typed", ["sev2", "SEV-2", "p2", "2", "severity 2"])
def test_severity_is_changed_by_command(scenario: Scenario, typed: str) -> None:
    case = scenario.declare()
    answer = scenario.answer(scenario.ana, f"severity {case.reference} {typed} Checkout fails too")
    assert answer.startswith(f"{case.reference} is SEV2. ")
    assert case.incident.severity is Severity.SEV2


def test_unknown_severity_is_refused_by_command(scenario: Scenario) -> None:
    case = scenario.declare()
    answer = scenario.answer(scenario.ana, f"severity {case.reference} sev7")
    assert answer == "Unknown severity SEV7. Use SEV1–SEV4."


def test_join_and_status_lead_to_the_incident(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    assert scenario.answer(scenario.ben, f"join {case.reference}").startswith("Join <#")
    reply = scenario.type(scenario.ben, f"status {case.reference}")
    assert reply.ephemeral is not None
    assert f"Join <#{case.incident_channel.id}>." in shown(reply.ephemeral)


def test_roles_opens_the_assign_form(scenario: Scenario) -> None:
    case = scenario.declare()
    scenario.type(scenario.ana, f"roles {case.reference}")
    assert scenario.ana.view is not None


@pytest.mark.parametrize(
    ("word", "name"),
    [
        *(("mitigate", "mitigate"), ("declare", "open"), ("catch-up", "catchup")),
        *(("follow-up", "followup"), ("post-mortem", "postmortem"), ("Game-Day", "gameday")),
    ],
)
def test_help_with_a_word_explains_one_command(scenario: Scenario, word: str, name: str) -> None:
    answer = scenario.answer(scenario.ana, f"help {word}")
    assert answer.startswith(f"• `{COMMAND} {name}")
    assert len(answer.splitlines()) == 1


@pytest.mark.parametrize(
    "typed", ["privat", "publik", "merg", "clos", "cancl", "destroy", "investigate", "unresolve"]
)
def test_risky_or_distant_commands_are_not_suggested(scenario: Scenario, typed: str) -> None:
    assert "Did you mean" not in scenario.answer(scenario.ana, typed)
