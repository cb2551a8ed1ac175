"""The steps of the lifecycle that ask for one sentence: mitigate and reopen."""

from firefighter.domain.lifecycle import Step, Trigger
from firefighter.slack.blocks import forms, presses
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed, Submitted
from firefighter.usecases.change_status import change_status

feature = Feature()

_MITIGATE = presses.action(presses.STEP, Trigger.MITIGATE)
_REOPEN = presses.action(presses.STEP, Trigger.REOPEN)


@feature.press(_MITIGATE)
@feature.press(_REOPEN)
def ask(visit: Pressed) -> None:
    trigger = presses.chosen(visit.action_id, Trigger)
    visit.open_form(forms.note_form(trigger, visit.incident_id))


@feature.submission(_MITIGATE)
@feature.submission(_REOPEN)
def take_step(visit: Submitted) -> None:
    step = Step(presses.chosen(visit.callback_id, Trigger), note=visit.text("note"))
    change_status(visit.house, visit.delivery, visit.user, visit.incident_id, step)
