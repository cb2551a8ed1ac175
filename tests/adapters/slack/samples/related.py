from collections.abc import Iterator
from dataclasses import replace

from firefighter.adapters.slack.blocks import related as blocks
from firefighter.adapters.slack.blocks.announcement import announcement
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.events import Relation
from firefighter.domain.ids import IncidentId
from firefighter.domain.rules import Rules
from firefighter.ports.snapshot import ChannelId, Place, PlaceRef, RelatedIncident, Snapshot

_THREAD = PlaceRef(Place.ANNOUNCEMENT, ChannelId("C2"), "1.1")


def related_incidents(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    title = snapshot.incident.title
    for relation in Relation:
        for home in (*snapshot.places.values(), _THREAD, None):
            other = RelatedIncident(IncidentId(7), title, relation, home)
            changed = replace(snapshot, related=(other,) * 9)
            yield blocks.related_incidents(changed, _address)
            yield announcement(changed, _address)


def _address(_place: PlaceRef) -> str:
    return "https://3.example/4"


def link_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    incident = snapshot.incident
    homes = (None, *snapshot.places.values())
    related = [
        RelatedIncident(IncidentId(7), incident.title, each, home)
        for each in Relation
        for home in homes
    ]
    yield blocks.link_form(incident, ())
    yield blocks.link_form(incident, related * 9)
