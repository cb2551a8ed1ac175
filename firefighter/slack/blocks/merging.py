"""The form that merges a duplicate into the incident that goes on."""

from firefighter.domain.incident import Incident
from firefighter.domain.merging import FIELD
from firefighter.domain.title import SUMMARY_LIMIT
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import (
    Block,
    Option,
    modal,
    search_field,
    section,
    text_field,
)
from firefighter.slack.words.mrkdwn import clipped, typed
from firefighter.texts import say

MERGE = "merge"

_TITLE_SHOWN = 300
"""Characters."""


def survivor_field(label: str, *, optional: bool = False, chosen: Option | None = None) -> Block:
    """Searches what the incident on the form may be a duplicate of."""
    hint = say("What looks alike comes first; type a word or a number to find others.")
    return search_field(FIELD, label, hint=hint, optional=optional, initial=chosen)


def addition_field(hint: str = "") -> Block:
    return text_field(
        "note",
        say("Anything to add?"),
        max_length=SUMMARY_LIMIT,
        multiline=True,
        optional=True,
        hint=hint,
    )


def merge_form(incident: Incident, chosen: Option | None = None) -> Block:
    """With the one that somebody named already, if they did."""
    what_happens = say(
        "*{incident}: {title}* ends as a duplicate. Its people are told where it goes on and come "
        "along; so does what is left to do.",
        incident=incident.reference,
        title=clipped(typed(incident.title), _TITLE_SHOWN),
    )
    return modal(
        MERGE,
        say("Merge {incident}", incident=incident.reference),
        [
            section(what_happens),
            survivor_field(say("Into which incident?"), chosen=chosen),
            addition_field(),
        ],
        submit=say("Merge"),
        metadata=str(Carried(incident.id)),
    )
