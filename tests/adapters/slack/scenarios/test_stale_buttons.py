"""Buttons of old messages and of other versions, and invalid ones."""

from dataclasses import replace
from typing import Any

import pytest

from firefighter.domain.lifecycle import Decline, DeclineReason, Status
from firefighter.playground.slack import Message
from firefighter.playground.slack.records import Json
from tests.adapters.slack.scenarios.concurrent_presses import sentences
from tests.adapters.slack.scenarios.incident_case import IncidentCase, elements
from tests.adapters.slack.scenarios.scenario import Scenario

NOT_OURS = "This button or form is out of date. Type `/incident show` for a new one."


def with_button(message: Message, **changes: str) -> Message:
    """The message as it may have looked once, with a button that is not there now."""
    button: Json = {
        "type": "button",
        "action_id": "step.investigate",
        "text": {"type": "plain_text", "text": "Old"},
        "value": "1|open||",
    }
    block: dict[str, Any] = {"type": "actions", "block_id": "old", "elements": [button | changes]}
    return replace(message, blocks=(block,))


@pytest.mark.parametrize("value", ["", "x", "|||", "a|b|c|d", "1.5|open||", "💥"])
def test_invalid_button_value_is_reported_as_outdated(scenario: Scenario, value: str) -> None:
    case = scenario.declare()
    case.press(scenario.ana, "step.investigate", on=with_button(case.panel, value=value))
    assert sentences(scenario, scenario.ana) == [NOT_OURS]
    assert len(case.timeline) == 1


@pytest.mark.parametrize("carries", ["{}", "{}|open", "{}|open||", "{}|open||||later|fields"])
def test_button_value_of_another_version_works(scenario: Scenario, carries: str) -> None:
    case = scenario.declare()
    old = with_button(case.panel, value=carries.format(case.id))
    case.press(scenario.ana, "step.investigate", on=old)
    assert case.incident.status is Status.INVESTIGATING


@pytest.mark.parametrize(
    "action_id",
    [
        "retired",
        "retired.button",
        "x" * 255,
        "stepping.close",
        "step.bogus",
        "severity.SEV9",
    ],
)
def test_unknown_action_id_is_reported_as_outdated(scenario: Scenario, action_id: str) -> None:
    case = scenario.declare()
    old = with_button(case.panel, action_id=action_id, value=f"{case.id}|SEV3||")
    case.press(scenario.ana, action_id, on=old)
    assert sentences(scenario, scenario.ana) == [NOT_OURS]
    assert len(case.timeline) == 1


def test_a_role_that_the_policy_no_longer_has_cannot_be_taken(scenario: Scenario) -> None:
    case = scenario.declare()
    old = with_button(case.panel, action_id="role.firewatcher", value=f"{case.id}||take|")
    case.press(scenario.ana, "role.firewatcher", on=old)
    assert case.incident.holders == {}
    assert len(sentences(scenario, scenario.ana)) == 1


@pytest.mark.parametrize("number", ["0", "9999", "-1", "9" * 18])
def test_button_of_an_unknown_incident_is_reported(
    scenario_on_either: Scenario, number: str
) -> None:
    scenario = scenario_on_either
    case = scenario.declare()
    case.press(
        scenario.ana, "step.investigate", on=with_button(case.panel, value=f"{number}|open||")
    )
    (told,) = sentences(scenario, scenario.ana)
    assert told == f"INC-{int(number)} doesn't exist, or you don't have access. Check the number."


REFUSED_WHEN_SENT: dict[str, dict[str, object]] = {
    "step.mitigate": {"note": "Now"},
    "step.decline": {"reason": "false_alarm"},
}
"""The forms that open all the same, since they open before anything is looked up."""


def test_every_old_button_of_a_closed_incident_is_answered(scenario: Scenario) -> None:
    case = scenario.declare("sev4 Search is slow")
    case.press(scenario.ben, "role.commander")
    old = case.panel
    close(scenario, case)
    entries = len(case.timeline)
    pressed = [each["action_id"] for each in elements(old) if each["type"] == "button"]
    forms = 0  # some open all the same: times are corrected and follow-ups added after the end too
    for action_id in pressed:
        assert scenario.ana.press(old, action_id=action_id, stale=True).acknowledged
        if scenario.ana.view:
            forms += 1
            if action_id in REFUSED_WHEN_SENT:
                assert scenario.ana.submit(REFUSED_WHEN_SENT[action_id]).errors
            scenario.ana.close_view()
    told = sentences(scenario, scenario.ana)
    assert len(told) == len(pressed) - forms
    assert all("The incident is closed" in each or "It's already SEV4" in each for each in told)
    assert len(case.timeline) == entries


def test_decline_button_of_version_0_1_0_still_works(scenario: Scenario) -> None:
    case = scenario.declare()
    old = with_button(case.panel, action_id="step.cancel", value=f"{case.incident.id}|open||")
    case.press(scenario.ana, "step.cancel", on=old)
    case.send(scenario.ana, reason="false_alarm")
    assert case.incident.declined == Decline(DeclineReason.FALSE_ALARM)


def close(scenario: Scenario, case: IncidentCase) -> None:
    case.press(scenario.ben, "step.mitigate")
    case.send(scenario.ben, note="Rolled back")
    case.press(scenario.ben, "step.close")
