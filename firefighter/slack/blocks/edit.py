"""The form that renames an incident and says which services it is about."""

from firefighter.domain.incident import Incident
from firefighter.domain.rules import Rules
from firefighter.domain.title import TITLE_LIMIT
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import Block, Option, choices, modal, text_field
from firefighter.texts import say

EDIT = "edit"


def edit_form(incident: Incident, rules: Rules, title: str = "") -> Block:
    """With the title that somebody typed already, if they did."""
    known = tuple(dict.fromkeys((*incident.services, *rules.services)))
    services = [Option(service, service) for service in known]
    name = text_field(
        "title",
        say("What is wrong?"),
        max_length=TITLE_LIMIT,
        initial=title or incident.title,
    )
    affected = choices("services", say("Affected services"), services, initial=incident.services)
    return modal(
        EDIT,
        say("Edit {incident}", incident=incident.reference),
        [name, *([affected] if services else [])],
        submit=say("Save"),
        metadata=str(Carried(incident.id)),
    )
