from collections.abc import Iterator
from dataclasses import replace

from firefighter.domain.ids import IncidentId
from firefighter.domain.relations import Relation
from firefighter.domain.rules import Rules
from firefighter.ports.places import ChannelId, Kin, Located, Place, Snapshot
from firefighter.slack.blocks import kin as blocks
from firefighter.slack.blocks.announcement import announcement
from firefighter.slack.blocks.vocabulary import Block

_THREAD = Located(Place.ANNOUNCEMENT, ChannelId("C2"), "1.1")


def kin(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    title = snapshot.incident.title
    for relation in Relation:
        for home in (*snapshot.places.values(), _THREAD, None):
            other = Kin(IncidentId(7), title, relation, home)
            related = replace(snapshot, kin=(other,) * 9)
            yield blocks.kin(related, _address)
            yield announcement(related, _address)


def _address(_place: Located) -> str:
    return "https://3.example/4"
