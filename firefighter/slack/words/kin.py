"""How incidents have to do with one another, in words."""

from firefighter.domain.events import Linked, Unlinked
from firefighter.domain.ids import reference
from firefighter.domain.relations import Relation
from firefighter.slack.words.mrkdwn import person
from firefighter.texts import mark, say

LINK_SIGN = ":link:"

_SAID = {
    Relation.RELATED: mark("{who} linked it with {incident}."),
    Relation.CAUSE: mark("{who} linked it with {incident}, which caused it."),
    Relation.RESULT: mark("{who} linked it with {incident}, which it caused."),
}
_IS = {
    Relation.ORIGINAL: mark("Merged into {incident}"),
    Relation.DUPLICATE: mark("Merged into this one: {incident}"),
    Relation.RELATED: mark("Related: {incident}"),
    Relation.CAUSE: mark("Caused by {incident}"),
    Relation.RESULT: mark("Caused {incident}"),
}
_CHOICE = {
    Relation.RELATED: mark("They have to do with each other"),
    Relation.CAUSE: mark("It caused this one"),
    Relation.RESULT: mark("This one caused it"),
}


def link_words(event: Linked | Unlinked) -> str:
    who, other = person(event.actor), reference(event.other)
    if isinstance(event, Unlinked):
        return say("{who} took the link with {incident} away.", who=who, incident=other)
    return say(_SAID[event.relation], who=who, incident=other)


def kin_words(relation: Relation, incident: str) -> str:
    """What the other, which is named already, is to this one."""
    return say(_IS[relation], incident=incident)


def choice_words(relation: Relation) -> str:
    return say(_CHOICE[relation])
