"""The control panel of an incident, and who took part, for one person, wherever they are."""

from dataclasses import replace

from firefighter.domain.ids import IncidentId, UserId
from firefighter.ports.house import House
from firefighter.slack.blocks import forms, presses
from firefighter.slack.blocks.panel import panel
from firefighter.slack.blocks.participants import took_part
from firefighter.slack.blocks.vocabulary import Block
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Answer, Pressed, Typed
from firefighter.slack.which import Words
from firefighter.texts import mark

feature = Feature()


@feature.incident_command("show", does=mark("Its state and buttons."), words=Words.NONE)
def show(visit: Typed, incident_id: IncidentId) -> Answer:
    return _panel(visit.house, visit.user, incident_id)


@feature.press(presses.SHOW)
def show_from_list(visit: Pressed) -> None:
    answer = _panel(visit.house, visit.user, visit.incident_id)
    visit.open_form(forms.answer("show", answer.text, answer.blocks))


@feature.redraw(presses.action(forms.ANSWER, "show"))
def draw_anew(house: House, user: UserId, incident_id: IncidentId) -> Block:
    answer = _panel(house, user, incident_id)
    return forms.answer("show", answer.text, answer.blocks)


def _panel(house: House, user: UserId, incident_id: IncidentId) -> Answer:
    """With the incidents that this person may know of, and not only those that everybody may."""
    known = house.records.kin(user, incident_id)
    snapshot = replace(house.records.snapshot(incident_id), kin=known)
    people = took_part(house.records.participants(incident_id))
    return Answer(snapshot.incident.reference, [*panel(snapshot, house.rules), *people])
