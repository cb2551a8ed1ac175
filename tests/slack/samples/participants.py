from collections.abc import Iterator

from firefighter.domain.participants import Participant
from firefighter.domain.rules import Rules
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import participants
from firefighter.slack.blocks.vocabulary import Block
from tests.domain.incidents import NOW


def took_part(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    one = Participant(snapshot.incident.declared_by, NOW, NOW)
    for number in (0, 1, 12, 13, 200):
        yield participants.took_part([one] * number)
