"""The same request again, byte for byte, within the time that its signature is good."""

from tests.slack.scenarios.pressing import sentences
from tests.slack.scenarios.scene import Scene


def test_a_command_is_obeyed_once(scene_on_either: Scene) -> None:
    scene = scene_on_either
    reply = scene.type(scene.ana, "open sev3 Search is slow")
    again = scene.slack.resend(reply)
    assert again.status == 200
    assert "That was done already" in again.body["text"]
    scene.quiet()
    assert scene.count() == 1


def test_a_press_is_obeyed_once(scene: Scene) -> None:
    case = scene.declare()
    reply = case.press(scene.ana, "step.investigate")
    assert scene.slack.resend(reply).status == 200
    assert scene.slack.redeliver(reply).acknowledged
    scene.quiet()
    assert len(case.timeline) == 2
    assert len(case.lines) == 1
    assert sentences(scene, scene.ana) == []


def test_a_submission_is_obeyed_once(scene: Scene) -> None:
    case = scene.declare()
    case.press(scene.ana, "step.mitigate")
    reply = case.send(scene.ana, note="Rolled back")
    assert scene.slack.resend(reply).status == 200
    scene.quiet()
    assert len(case.timeline) == 2


def test_a_submission_does_not_come_back_after_others_moved_on(scene: Scene) -> None:
    case = scene.declare()
    case.press(scene.ana, "step.mitigate")
    reply = case.send(scene.ana, note="Rolled back")
    case.press(scene.ben, "step.reopen")
    case.send(scene.ben, note="It is back")
    assert scene.slack.resend(reply).status == 200
    scene.quiet()
    assert case.incident.status == "investigating"


def test_a_refused_press_is_told_once(scene: Scene) -> None:
    case = scene.declare()
    reply = case.rate(scene.ana, "SEV3")
    scene.slack.resend(reply)
    scene.slack.resend(reply)
    assert sentences(scene, scene.ana) == ["It is SEV3 already."]
