"""Buttons of old messages, of other versions, and such as nobody ever drew."""

from dataclasses import replace
from typing import Any

import pytest

from firefighter.domain.lifecycle import Status
from firefighter.playground.slack import Message
from firefighter.playground.slack.records import Json
from tests.slack.scenarios.case import Case, elements
from tests.slack.scenarios.pressing import sentences
from tests.slack.scenarios.scene import Scene

NOT_OURS = "That button is not from this version of me. `/incident show` draws a fresh one."


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
def test_a_value_that_nobody_wrote_is_told_to_be_so(scene: Scene, value: str) -> None:
    case = scene.declare()
    case.press(scene.ana, "step.investigate", on=with_button(case.panel, value=value))
    assert sentences(scene, scene.ana) == [NOT_OURS]
    assert len(case.timeline) == 1


@pytest.mark.parametrize("carries", ["{}", "{}|open", "{}|open||", "{}|open||||later|fields"])
def test_a_value_that_another_version_wrote_does_what_it_says(scene: Scene, carries: str) -> None:
    case = scene.declare()
    old = with_button(case.panel, value=carries.format(case.id))
    case.press(scene.ana, "step.investigate", on=old)
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
def test_an_action_of_another_version_is_told_to_be_so(scene: Scene, action_id: str) -> None:
    case = scene.declare()
    old = with_button(case.panel, action_id=action_id, value=f"{case.id}|SEV3||")
    case.press(scene.ana, action_id, on=old)
    assert sentences(scene, scene.ana) == [NOT_OURS]
    assert len(case.timeline) == 1


def test_a_role_that_the_policy_no_longer_has_cannot_be_taken(scene: Scene) -> None:
    case = scene.declare()
    old = with_button(case.panel, action_id="role.firewatcher", value=f"{case.id}||take|")
    case.press(scene.ana, "role.firewatcher", on=old)
    assert case.incident.holders == {}
    assert len(sentences(scene, scene.ana)) == 1


@pytest.mark.parametrize("number", ["0", "9999", "-1", "9" * 18])
def test_an_incident_that_is_unknown_is_told_to_be_so(scene_on_either: Scene, number: str) -> None:
    scene = scene_on_either
    case = scene.declare()
    case.press(scene.ana, "step.investigate", on=with_button(case.panel, value=f"{number}|open||"))
    (told,) = sentences(scene, scene.ana)
    assert told.startswith("There is no INC-")


REFUSED_WHEN_SENT: dict[str, dict[str, object]] = {
    "step.mitigate": {"note": "Now"},
    "step.cancel": {"reason": "false_alarm"},
}
"""The forms that open all the same, since they open before anything is looked up."""


def test_every_old_button_of_a_closed_incident_is_answered(scene: Scene) -> None:
    case = scene.declare("sev4 Search is slow")
    case.press(scene.ben, "role.commander")
    old = case.panel
    close(scene, case)
    entries = len(case.timeline)
    pressed = [each["action_id"] for each in elements(old) if each["type"] == "button"]
    forms = 0  # some open all the same: times are corrected and follow-ups added after the end too
    for action_id in pressed:
        assert scene.ana.press(old, action_id=action_id, stale=True).acknowledged
        if scene.ana.view:
            forms += 1
            if action_id in REFUSED_WHEN_SENT:
                assert scene.ana.submit(REFUSED_WHEN_SENT[action_id]).errors
            scene.ana.close_view()
    told = sentences(scene, scene.ana)
    assert len(told) == len(pressed) - forms
    assert all("It is closed now" in each or "It is SEV4 already" in each for each in told)
    assert len(case.timeline) == entries


def close(scene: Scene, case: Case) -> None:
    case.press(scene.ben, "step.mitigate")
    case.send(scene.ben, note="Rolled back")
    case.press(scene.ben, "step.close")
