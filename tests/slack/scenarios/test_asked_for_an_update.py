"""When an update is due, the commander is asked, and may put it off or say it is not needed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from firefighter.domain.events import UpdatePutOff, UpdateWaived
from firefighter.playground.slack import Message
from tests.clock import MovedClock
from tests.slack.scenarios.case import Case, shown
from tests.slack.scenarios.pressing import sentences
from tests.slack.scenarios.scene import Scene, open_scene


@pytest.fixture
def scene(clock: MovedClock, sqlite_url: str) -> Iterator[Scene]:
    with open_scene(database_url=sqlite_url, clock=clock) as scene:
        yield scene


def questions(scene: Scene, case: Case) -> list[Message]:
    return [each for each in scene.slack.messages(case.room) if ":alarm_clock:" in each.text]


def question(scene: Scene, case: Case, many: int = 1) -> Message:
    """The newest of `many` questions, once they are there."""
    scene.slack.wait_until(lambda: len(questions(scene, case)) == many)
    scene.quiet()
    return questions(scene, case)[-1]


def led_by_ben(scene: Scene) -> Case:
    case = scene.declare("sev1 Checkout returns 500")
    case.press(scene.ben, "role.commander")
    return case


def test_the_commander_is_asked_and_tells_from_there(scene: Scene, clock: MovedClock) -> None:
    case = led_by_ben(scene)
    clock.move_on(timedelta(minutes=31))
    asked = question(scene, case)
    assert asked.text == (
        f":alarm_clock: <@{scene.ben.id}>, an update on {case.reference} is due. How does it stand?"
    )
    case.press(scene.ben, "update", on=asked)
    case.send(scene.ben, impact="Nobody can pay", changed="Nothing yet", next_in="60")
    assert case.incident.impact == "Nobody can pay"


def test_it_can_be_put_off_for_a_little(scene: Scene, clock: MovedClock) -> None:
    case = led_by_ben(scene)
    clock.move_on(timedelta(minutes=31))
    asked = question(scene, case)
    case.press(scene.ben, "snooze", on=asked)
    assert isinstance(case.timeline[-1], UpdatePutOff)
    assert "puts the next update off until" in case.lines[-1]
    assert "Next update by" in shown(case.announcement)
    case.press(scene.ben, "snooze", on=asked)
    assert "What was due then is settled." in sentences(scene, scene.ben)[-1]
    clock.move_on(timedelta(minutes=16))
    question(scene, case, many=2)


def test_it_can_be_waived(scene: Scene, clock: MovedClock) -> None:
    case = led_by_ben(scene)
    clock.move_on(timedelta(minutes=31))
    case.press(scene.ben, "waive", on=question(scene, case))
    assert isinstance(case.timeline[-1], UpdateWaived)
    assert case.incident.update_due is None
    assert "Next update by" not in shown(case.announcement)
