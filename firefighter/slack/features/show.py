"""The control panel of an incident, for one person, wherever they are."""

from firefighter.domain.ids import IncidentId, UserId
from firefighter.ports.house import House
from firefighter.slack.blocks import forms, presses
from firefighter.slack.blocks.panel import panel
from firefighter.slack.blocks.vocabulary import Block
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Answer, Pressed, Typed
from firefighter.slack.which import Words
from firefighter.texts import mark

feature = Feature()


@feature.incident_command("show", does=mark("Its state and buttons."), words=Words.NONE)
def show(visit: Typed, incident_id: IncidentId) -> Answer:
    return _panel(visit.house, incident_id)


@feature.press(presses.SHOW)
def show_from_list(visit: Pressed) -> None:
    answer = _panel(visit.house, visit.incident_id)
    visit.open_form(forms.answer("show", answer.text, answer.blocks))


@feature.redraw(presses.action(forms.ANSWER, "show"))
def draw_anew(house: House, _user: UserId, incident_id: IncidentId) -> Block:
    answer = _panel(house, incident_id)
    return forms.answer("show", answer.text, answer.blocks)


def _panel(house: House, incident_id: IncidentId) -> Answer:
    snapshot = house.records.snapshot(incident_id)
    return Answer(snapshot.incident.reference, panel(snapshot, house.rules))
