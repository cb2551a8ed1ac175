"""What is said when two incidents turn out to be one."""

from firefighter.domain.events import Merged
from firefighter.domain.ids import reference
from firefighter.ports.places import Kin, Located, Place
from firefighter.slack.words.address import Address
from firefighter.slack.words.mrkdwn import channel, in_a_line, link, person
from firefighter.texts import count, say

MERGED_SIGN = ":twisted_rightwards_arrows:"
ONWARD_SIGN = ":arrow_right:"
"""Before where it goes on."""

_NAMED = 20
"""People who are called by their names into a thread; a room invites all of them."""


def merged_words(event: Merged) -> str:
    """For the people of the incident that goes on."""
    merged = say(
        "{who} merged {incident} into this one: {title}",
        who=person(event.actor),
        incident=reference(event.duplicate),
        title=in_a_line(event.title),
    )
    return ". ".join(filter(None, (merged, _coming(event), _left(event))))


def goes_on(original: Kin, address: Address) -> str:
    """Where the people of a duplicate find the others."""
    return f"{ONWARD_SIGN} {say('It goes on in {where}.', where=way(original, address))}"


def way(kin: Kin, address: Address) -> str:
    """Its room, or a link to its announcement; its number alone while there is neither."""
    at = kin.home
    if at is None:
        return kin.reference
    return channel(at.channel) if at.place is Place.ROOM else _linked(at, kin, address)


def _linked(at: Located, kin: Kin, address: Address) -> str:
    found = address(at)
    return link(found, kin.reference) if found else kin.reference


def _coming(event: Merged) -> str:
    number = len(event.people)
    if not number:
        return ""
    if event.into_room:
        return count("{number} person joins", "{number} people join", number)
    people = ", ".join(map(person, event.people[:_NAMED]))
    return say("With you now: {people}", people=people)


def _left(event: Merged) -> str:
    number = event.follow_ups
    if not number:
        return ""
    return count("{number} follow-up came along", "{number} follow-ups came along", number)
