"""The form that links an incident with others, and takes links away."""

from collections.abc import Sequence

from firefighter.domain.incident import Incident
from firefighter.domain.relations import LINKS, Relation
from firefighter.ports.places import Kin
from firefighter.slack.blocks.kin import kin_line
from firefighter.slack.blocks.pickers import incident_field
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import Block, Option, button, choice, modal, section
from firefighter.slack.words.kin import choice_words
from firefighter.texts import say
from firefighter.usecases.link import FIELD

LINK = "link"
UNLINK = "unlink"

_LISTED = 30


def link_form(incident: Incident, kin: Sequence[Kin]) -> Block:
    """`kin` is what the reader may know of; what is linked already can be unlinked here."""
    linked = [each for each in kin if each.relation in LINKS][:_LISTED]
    relations = [Option(each, choice_words(each)) for each in LINKS]
    return modal(
        LINK,
        say("Link {incident}", incident=incident.reference),
        [
            *(section(kin_line(each), _away(incident, each)) for each in linked),
            incident_field(FIELD, say("With which incident?")),
            choice("relation", say("How are they related?"), relations, initial=Relation.RELATED),
        ],
        submit=say("Link"),
        metadata=str(Carried(incident.id)),
    )


def _away(incident: Incident, other: Kin) -> dict[str, object]:
    return button(UNLINK, say("Take away"), str(Carried(incident.id, str(other.id))))
