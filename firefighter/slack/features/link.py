"""Link incidents that have to do with one another, and take links away."""

import re

from firefighter.domain.errors import Flaw, InvalidField, UnknownIncident
from firefighter.domain.ids import IncidentId, UserId, parse_reference, reference
from firefighter.domain.relations import Relation
from firefighter.ports.house import House
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.linking import LINK, UNLINK, link_form
from firefighter.slack.blocks.vocabulary import Block
from firefighter.slack.errors import UnknownButton
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Answer, Pressed, Submitted, Typed
from firefighter.slack.which import Words
from firefighter.texts import mark, say
from firefighter.usecases.link import FIELD, link, unlink

feature = Feature()

_DOES = mark("It has to do with another: link the two.")


@feature.incident_command("link", usage=mark("[INC-42]"), does=_DOES, words=Words.FREE)
def link_named(visit: Typed, incident_id: IncidentId) -> Answer | None:
    """At once when the other is named; how they are related can be said in the form."""
    other = _named(visit, incident_id)
    if other is None:
        visit.open_form(draw(visit.house, visit.user, incident_id))
        return None
    one = link(visit.house, visit.delivery, visit.user, incident_id, other_id=other)
    told = say(
        "{incident} and {other} are linked now.", incident=one.reference, other=reference(other)
    )
    return Answer(told)


@feature.incident_command(
    "unlink", usage=mark("[INC-42]"), does=mark("Take a link away."), words=Words.FREE
)
def unlink_named(visit: Typed, incident_id: IncidentId) -> Answer | None:
    other = _named(visit, incident_id)
    if other is None:
        visit.open_form(draw(visit.house, visit.user, incident_id))
        return None
    one = unlink(visit.house, visit.delivery, visit.user, incident_id, other_id=other)
    told = say(
        "{incident} and {other} are not linked any more.",
        incident=one.reference,
        other=reference(other),
    )
    return Answer(told)


@feature.more("link", mark("Link…"), does=_DOES, rarity=5)
def ask(visit: Pressed) -> None:
    visit.open_form(draw(visit.house, visit.user, visit.incident_id))


@feature.submission(LINK)
def save(visit: Submitted) -> None:
    other = parse_reference(visit.text(FIELD))
    if other is None:
        raise InvalidField(FIELD, Flaw.NOTHING_CHOSEN)
    relation = presses.one_of(visit.text("relation"), Relation)
    link(
        visit.house,
        visit.delivery,
        visit.user,
        visit.incident_id,
        other_id=other,
        relation=relation,
    )


@feature.press(UNLINK)
def take_away(visit: Pressed) -> None:
    other = parse_reference(visit.carried.seen)
    if other is None:
        raise UnknownButton
    unlink(visit.house, visit.delivery, visit.user, visit.incident_id, other_id=other)


@feature.redraw(LINK)
def draw(house: House, user: UserId, incident_id: IncidentId) -> Block:
    incident = house.records.snapshot(incident_id).incident
    return link_form(incident, house.records.kin(user, incident_id))


def _named(visit: Typed, incident_id: IncidentId) -> IncidentId | None:
    """The last number that was typed, after the incident's own. Raises UnknownIncident."""
    numbers = [parse_reference(word) for word in re.findall(r"[\w-]+", visit.words)]
    others = [each for each in numbers if each is not None and each != incident_id]
    if not others:
        return incident_id if numbers[-1:] == [incident_id] else None
    if not visit.house.records.may_see(visit.user, others[-1]):
        raise UnknownIncident(others[-1])
    return others[-1]
