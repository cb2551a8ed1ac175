"""Rename an incident, or say which services it is about."""

from firefighter.domain.events import Details
from firefighter.domain.ids import IncidentId
from firefighter.slack.blocks.edit import EDIT, edit_form
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed, Submitted, Typed
from firefighter.slack.which import Words
from firefighter.texts import mark
from firefighter.usecases.edit import edit

feature = Feature()


@feature.incident_command(
    "edit",
    usage=mark("[new title]"),
    does=mark("Rename it, or change its services."),
    words=Words.FREE,
)
def ask(visit: Typed, incident_id: IncidentId) -> None:
    incident = visit.house.records.snapshot(incident_id).incident
    visit.open_form(edit_form(incident, visit.house.rules, visit.words))


@feature.more("edit", mark("Edit…"), does=mark("Rename it, or change its services."), rarity=1)
def ask_by_button(visit: Pressed) -> None:
    incident = visit.house.records.snapshot(visit.incident_id).incident
    visit.open_form(edit_form(incident, visit.house.rules))


@feature.submission(EDIT)
def save(visit: Submitted) -> None:
    details = Details(visit.text("title"), visit.several("services"))
    edit(visit.house, visit.delivery, visit.user, visit.incident_id, details)
