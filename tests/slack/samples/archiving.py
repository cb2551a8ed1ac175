from collections.abc import Iterator

from firefighter.domain.rules import Rules
from firefighter.ports.chat import ArchiveNotice
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import archiving
from firefighter.slack.blocks.vocabulary import Block
from tests.domain.incidents import NOW


def archive_notice(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for due in (NOW, None):
        yield archiving.archive_notice(ArchiveNotice(snapshot, due))[1]
