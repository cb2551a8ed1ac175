"""A request that is replayed while its signature is valid runs once."""

from tests.adapters.slack.scenarios.concurrent_presses import sentences
from tests.adapters.slack.scenarios.incident_case import severity_buttons
from tests.adapters.slack.scenarios.scenario import Scenario


def test_replayed_command_runs_once(scenario_on_either: Scenario) -> None:
    scenario = scenario_on_either
    reply = scenario.type(scenario.ana, "open sev3 Search is slow")
    again = scenario.slack.resend(reply)
    assert again.status == 200
    assert "Already done." in again.body["text"]
    scenario.settle()
    assert scenario.count() == 1


def test_replayed_press_runs_once(scenario: Scenario) -> None:
    case = scenario.declare()
    reply = case.press(scenario.ana, "step.investigate")
    assert scenario.slack.resend(reply).status == 200
    assert scenario.slack.redeliver(reply).acknowledged
    scenario.settle()
    assert len(case.timeline) == 2
    assert len(case.lines) == 1
    assert sentences(scenario, scenario.ana) == []


def test_replayed_submission_runs_once(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ana, "step.mitigate")
    reply = case.send(scenario.ana, note="Rolled back")
    assert scenario.slack.resend(reply).status == 200
    scenario.settle()
    assert len(case.timeline) == 2


def test_replayed_submission_does_not_undo_later_changes(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ana, "step.mitigate")
    reply = case.send(scenario.ana, note="Rolled back")
    case.press(scenario.ben, "step.reopen")
    case.send(scenario.ben, note="It is back")
    assert scenario.slack.resend(reply).status == 200
    scenario.settle()
    assert case.incident.status == "investigating"


def test_replayed_refused_press_is_answered_once(scenario: Scenario) -> None:
    case = scenario.declare()
    reply = case.rate(scenario.ana, "SEV3", on=severity_buttons(case, case.panel))
    scenario.slack.resend(reply)
    scenario.slack.resend(reply)
    assert sentences(scenario, scenario.ana) == ["It's already SEV3."]
