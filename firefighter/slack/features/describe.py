"""Write down what people see."""

from firefighter.slack.blocks import forms, presses
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed, Submitted
from firefighter.usecases.describe import describe

feature = Feature()


@feature.press(presses.DESCRIBE)
def ask(visit: Pressed) -> None:
    incident = visit.house.records.snapshot(visit.incident_id).incident
    visit.open_form(forms.describe_form(incident, beneath=visit.callback_id))


@feature.submission(forms.DESCRIBE)
def write_down(visit: Submitted) -> None:
    describe(visit.house, visit.delivery, visit.user, visit.incident_id, visit.text("summary"))
