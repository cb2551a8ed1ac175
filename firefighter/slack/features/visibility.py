"""Make an incident private, or public, after it was declared; asked before it is done."""

from firefighter.domain.discretion import was_hidden
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.slack.blocks.visibility import PRIVATE, VISIBILITY, private_form, public_form
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed, Submitted, Typed, Visit
from firefighter.slack.which import Words
from firefighter.texts import mark
from firefighter.usecases.visibility import (
    make_private,
    make_public,
    refuse_visibility,
)

feature = Feature()

_HIDES = mark("Make it private: only its people know of it from then on.")
_SHOWS = mark("Make it public: everybody may know of it from then on.")


def _is_private(incident: Incident) -> bool:
    return incident.private


def _is_public(incident: Incident) -> bool:
    return not incident.private


@feature.incident_command("private", does=_HIDES, words=Words.NONE)
def ask_private(visit: Typed, incident_id: IncidentId) -> None:
    _ask(visit, incident_id, private=True)


@feature.incident_command("public", does=_SHOWS, words=Words.NONE)
def ask_public(visit: Typed, incident_id: IncidentId) -> None:
    _ask(visit, incident_id, private=False)


@feature.more("private", mark("Make it private…"), does=_HIDES, rarity=30, offered=_is_public)
def ask_private_by_button(visit: Pressed) -> None:
    _ask(visit, visit.incident_id, private=True)


@feature.more("public", mark("Make it public…"), does=_SHOWS, rarity=30, offered=_is_private)
def ask_public_by_button(visit: Pressed) -> None:
    _ask(visit, visit.incident_id, private=False)


@feature.submission(VISIBILITY)
def change(visit: Submitted) -> None:
    make = make_private if visit.carried.seen == PRIVATE else make_public
    make(visit.house, visit.delivery, visit.user, visit.incident_id)


def _ask(visit: Visit, incident_id: IncidentId, *, private: bool) -> None:
    refuse_visibility(visit.house, incident_id, private=private)
    incident = visit.house.records.snapshot(incident_id).incident
    if not private:
        visit.open_form(public_form(incident))
        return
    record = visit.house.records.timeline(incident_id)
    stays = incident.works_in_room and was_hidden(record)
    visit.open_form(private_form(incident, stays=stays))
