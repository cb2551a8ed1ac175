"""Who owns a post-mortem is reminded of its draft and of its review, until it is closed."""

from datetime import timedelta

from firefighter.domain.lifecycle import Status
from firefighter.playground.slack import Person
from tests.clock import MovedClock
from tests.slack.scenarios.case import Case
from tests.slack.scenarios.scene import Scene, open_scene


def mitigated(scene: Scene) -> Case:
    case = scene.declare("sev1 Checkout returns 500")
    case.press(scene.ben, "role.commander")
    case.press(scene.ben, "step.mitigate")
    case.send(scene.ben, note="Rolled back")
    return case


def reminders(person: Person) -> list[str]:
    said = [message.text for message in person.dms]
    return [text for text in said if "post-mortem of" in text]


def test_the_owner_is_reminded_of_the_draft_and_then_of_the_review() -> None:
    clock = MovedClock()
    with open_scene(clock=clock) as scene:
        case = mitigated(scene)
        clock.move_on(timedelta(days=3, minutes=1))
        scene.slack.wait_until(lambda: len(reminders(scene.ben)) == 1, 30)
        (draft,) = reminders(scene.ben)
        assert draft.startswith(f":memo: The post-mortem of {case.reference} should have its draft")
        assert "|Post-mortem page>" in draft
        clock.move_on(timedelta(days=4))
        scene.slack.wait_until(lambda: len(reminders(scene.ben)) == 2, 30)
        assert "reviewed and closed" in reminders(scene.ben)[1]
        scene.quiet()
        assert reminders(scene.ana) == []


def test_once_it_is_closed_nobody_is_reminded() -> None:
    clock = MovedClock()
    with open_scene(clock=clock) as scene:
        case = mitigated(scene)
        case.press(scene.ben, "step.start_postmortem")
        case.press(scene.ben, "step.close")
        case.send(scene.ben, note="The customer wrote it up")
        assert case.incident.status is Status.CLOSED
        other = mitigated(scene)
        clock.move_on(timedelta(days=7, minutes=1))
        scene.slack.wait_until(lambda: len(reminders(scene.ben)) == 2, 30)
        scene.quiet()
        assert all(other.reference in each for each in reminders(scene.ben))
