from collections.abc import Iterator

from firefighter.domain.ids import IncidentId
from firefighter.domain.relations import Relation
from firefighter.domain.rules import Rules
from firefighter.ports.places import Kin, Snapshot
from firefighter.slack.blocks import linking
from firefighter.slack.blocks.vocabulary import Block


def link_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    incident = snapshot.incident
    homes = (None, *snapshot.places.values())
    kin = [Kin(IncidentId(7), incident.title, each, home) for each in Relation for home in homes]
    yield linking.link_form(incident, ())
    yield linking.link_form(incident, kin * 9)
