"""Merge a duplicate into the incident that goes on."""

import re
from collections.abc import Sequence

from firefighter.domain.errors import Flaw, InvalidField, UnknownIncident
from firefighter.domain.ids import IncidentId, parse_reference
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Trigger, triggers_from
from firefighter.domain.merging import FIELD, refuse_unless_burning
from firefighter.slack.blocks.merging import MERGE, merge_form
from firefighter.slack.blocks.pickers import incident_options
from firefighter.slack.blocks.presses import read_carried
from firefighter.slack.blocks.vocabulary import Option
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pressed, Sought, Submitted, Typed
from firefighter.slack.which import Words
from firefighter.texts import mark
from firefighter.usecases.find_original import find_originals
from firefighter.usecases.merge import merge

feature = Feature()

_DOES = mark("It is the same as another: bring its people and follow-ups there.")


def _is_burning(incident: Incident) -> bool:
    return Trigger.CANCEL in triggers_from(incident.status)


@feature.incident_command(
    "merge",
    usage=mark("[INC-42]"),
    does=_DOES,
    words=Words.FREE,
)
def ask(visit: Typed, incident_id: IncidentId) -> None:
    incident = visit.house.records.snapshot(incident_id).incident
    refuse_unless_burning(incident)
    visit.open_form(merge_form(incident, _named(visit, incident_id)))


@feature.more("merge", mark("Merge…"), does=_DOES, rarity=10, offered=_is_burning)
def ask_by_button(visit: Pressed) -> None:
    visit.open_form(merge_form(visit.house.records.snapshot(visit.incident_id).incident))


@feature.submission(MERGE)
def merge_into(visit: Submitted) -> None:
    survivor = parse_reference(visit.text(FIELD))
    if survivor is None:
        raise InvalidField(FIELD, Flaw.NO_REFERENCE)
    note = visit.text("note")
    merge(visit.house, visit.delivery, visit.user, visit.incident_id, survivor, note=note)


@feature.suggestion(FIELD)
def find(visit: Sought) -> Sequence[Option]:
    """The form says which incident it is about."""
    about = read_carried(visit.metadata).incident_id
    return incident_options(find_originals(visit.house, visit.user, about, visit.words))


def _named(visit: Typed, incident_id: IncidentId) -> Option | None:
    """The last number that was typed, after the incident's own. Raises UnknownIncident."""
    numbers = [parse_reference(word) for word in re.findall(r"[\w-]+", visit.words)]
    others = [each for each in numbers if each is not None and each != incident_id]
    if not others:
        return None
    found = find_originals(visit.house, visit.user, incident_id, str(others[-1]))
    named = [each for each in found if each.id == others[-1]]
    if not named:
        raise UnknownIncident(others[-1])
    return incident_options(named)[0]
