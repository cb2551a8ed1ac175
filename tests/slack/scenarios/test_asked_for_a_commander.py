"""Some minutes after declaring, whoever is there is asked who leads."""

from datetime import timedelta

from firefighter.playground.slack import Message
from tests.clock import MovedClock
from tests.slack.scenarios.case import Case
from tests.slack.scenarios.scene import Scene, open_scene


def question(scene: Scene, case: Case) -> Message:
    """The one message that asks for a commander, once it is there."""

    def found() -> list[Message]:
        thread = scene.slack.thread("incidents", case.announcement.ts)
        return [message for message in thread if "Nobody leads" in message.text]

    scene.slack.wait_until(found)
    scene.quiet()
    (message,) = found()
    return message


def test_the_button_of_the_question_takes_the_role() -> None:
    clock = MovedClock()
    with open_scene(clock=clock) as scene:
        case = scene.declare("sev3 Search is slow")
        clock.move_on(timedelta(minutes=31))
        asked = question(scene, case)
        assert asked.text == ":wave: Nobody leads INC-1 yet. Who does?"
        scene.ben.press(asked, action_id="role.commander")
        scene.quiet()
        assert case.incident.commander == scene.ben.id
        scene.ana.press(asked, action_id="role.commander")
        scene.quiet()
        assert case.incident.commander == scene.ben.id
        assert scene.told(scene.ana)
