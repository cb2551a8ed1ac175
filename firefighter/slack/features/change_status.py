"""The steps of the lifecycle that need no form: one press."""

from firefighter.domain.lifecycle import Step, Trigger
from firefighter.slack.blocks import presses
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed
from firefighter.usecases.change_status import change_status

feature = Feature()


@feature.press(presses.STEP)
def press_step(visit: Pressed) -> None:
    step = Step(presses.chosen(visit.action_id, Trigger))
    change_status(visit.house, visit.delivery, visit.user, visit.incident_id, step)
