"""Who took part in an incident, in one line."""

from collections.abc import Sequence

from firefighter.domain.participants import Participant
from firefighter.slack.blocks.vocabulary import Block, context
from firefighter.slack.words.mrkdwn import person
from firefighter.texts import count, say

_NAMED = 12


def took_part(people: Sequence[Participant]) -> list[Block]:
    """Those who came first by name, since they know most; for one reader, so it calls nobody."""
    if not people:
        return []
    named = ", ".join(person(each.user) for each in people[:_NAMED])
    told = say("Took part: {people}", people=named)
    if (more := len(people) - _NAMED) > 0:
        told = " ".join((told, count("and {number} more", "and {number} more", more)))
    return [context(told)]
