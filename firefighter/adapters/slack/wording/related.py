"""Texts about merged and linked incidents."""

from collections.abc import Iterator

from firefighter.adapters.slack.wording.mrkdwn import (
    channel_mention,
    link,
    single_line,
    user_mention,
)
from firefighter.domain.events import Linked, Merged, Relation, Unlinked
from firefighter.domain.ids import reference
from firefighter.i18n import gettext, gettext_noop, ngettext
from firefighter.ports.snapshot import Address, Place, PlaceRef, RelatedIncident

LINK_SIGN = ":link:"


_LINK_LINES = {
    Relation.RELATED: gettext_noop("{who} linked it to {incident}."),
    Relation.CAUSE: gettext_noop("{who} linked it to {incident}, which caused it."),
    Relation.RESULT: gettext_noop("{who} linked it to {incident}, which it caused."),
}

_RELATION_TEXTS = {
    Relation.ORIGINAL: gettext_noop("Merged into {incident}"),
    Relation.DUPLICATE: gettext_noop("Merged into this incident: {incident}"),
    Relation.RELATED: gettext_noop("Related: {incident}"),
    Relation.CAUSE: gettext_noop("Caused by {incident}"),
    Relation.RESULT: gettext_noop("Caused {incident}"),
}

_RELATION_CHOICES = {
    Relation.RELATED: gettext_noop("Related"),
    Relation.CAUSE: gettext_noop("It caused this incident"),
    Relation.RESULT: gettext_noop("This incident caused it"),
}


def link_line(event: Linked | Unlinked) -> str:
    who, other = user_mention(event.actor), reference(event.other)
    if isinstance(event, Unlinked):
        return gettext("{who} removed the link to {incident}.", who=who, incident=other)
    return gettext(_LINK_LINES[event.relation], who=who, incident=other)


def relation_text(relation: Relation, incident: str) -> str:
    """Names the other incident together with its relation to this one."""
    return gettext(_RELATION_TEXTS[relation], incident=incident)


def relation_choice(relation: Relation) -> str:
    return gettext(_RELATION_CHOICES[relation])


MERGED_SIGN = ":twisted_rightwards_arrows:"

ONWARD_SIGN = ":arrow_right:"
"""Precedes a link to where the incident continues."""


_PEOPLE_SHOWN = 20
"""People mentioned in a thread; a channel invites all of them."""


def merged_line(event: Merged) -> str:
    """For the incident that continues."""
    merged = gettext(
        "{who} merged {incident} into this incident: {title}",
        who=user_mention(event.actor),
        incident=reference(event.duplicate),
        title=single_line(event.title),
    )
    return ". ".join(filter(None, (merged, _joining_people(event), *_moved(event))))


def continues_in(original: RelatedIncident, address: Address) -> str:
    """Tells the people of a duplicate where the original is handled."""
    return (
        f"{ONWARD_SIGN} {gettext('Continues in {where}.', where=incident_link(original, address))}"
    )


def incident_link(related: RelatedIncident, address: Address) -> str:
    """Its channel, or a link to its announcement; only its number if it has neither."""
    at = related.home
    if at is None:
        return related.reference
    return (
        channel_mention(at.channel) if at.place is Place.CHANNEL else _linked(at, related, address)
    )


def _linked(at: PlaceRef, related: RelatedIncident, address: Address) -> str:
    found = address(at)
    return link(found, related.reference) if found else related.reference


def _joining_people(event: Merged) -> str:
    number = len(event.people)
    if not number:
        return ""
    if event.into_channel:
        return ngettext("{number} person added", "{number} people added", number)
    people = ", ".join(map(user_mention, event.people[:_PEOPLE_SHOWN]))
    return gettext("Joining you: {people}", people=people)


def _moved(event: Merged) -> Iterator[str]:
    if number := event.follow_ups:
        yield ngettext("{number} follow-up moved", "{number} follow-ups moved", number)
    if number := event.hypotheses:
        yield ngettext("{number} hypothesis moved", "{number} hypotheses moved", number)
