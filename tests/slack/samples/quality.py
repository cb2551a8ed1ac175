from collections.abc import Iterator

from firefighter.domain.errors import Missing
from firefighter.domain.quality import Check, Doubt, Weakness
from firefighter.domain.rules import Rules
from firefighter.domain.taxonomy import Taxonomy
from firefighter.ports.pages import PageId, PageRef, Reading
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks import quality as blocks
from firefighter.slack.blocks.vocabulary import Block
from tests.domain.incidents import NOW

PAGE = PageRef(PageId("1"), "https://3.example/4")
_ASKED = [Check(item, done=False) for item in Missing]
_DOUBTS = [Doubt(weakness, "1", "2") for weakness in Weakness]


def quality(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for reading in (None, Reading(None), Reading(None, NOW)):
        yield blocks.quality(snapshot.incident, PAGE, reading, _ASKED, _DOUBTS)
    yield blocks.quality(snapshot.incident, PAGE, None, [], [])


def page_is_gone(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    yield blocks.page_is_gone(snapshot.incident)


def classes_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.classes_form(snapshot.incident, Taxonomy())
