from collections.abc import Iterator

from firefighter.adapters.slack.blocks import postmortem as blocks
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.errors import Missing
from firefighter.domain.postmortem_checks import (
    CONFIRMABLE,
    Check,
    Confirmation,
    WarningKind,
    WritingWarning,
)
from firefighter.domain.rules import Rules
from firefighter.domain.suggested_classes import Suggestion, Suggestions
from firefighter.domain.taxonomy import Taxonomy
from firefighter.ports.pages import PageChange, PageId, PageReading, PageRef
from firefighter.ports.postmortem_messages import (
    PostmortemDue,
    PostmortemPageNotice,
    PostmortemStage,
)
from firefighter.ports.snapshot import Snapshot
from tests.domain.incidents import NOW

PAGE = PageRef(PageId("1"), "https://3.example/4")
_ASKED = [Check(item, done=False) for item in Missing]
_DOUBTS = [WritingWarning(warning_kind, "1", "2") for warning_kind in WarningKind]


def postmortem_checklist(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for reading in (None, PageReading(None), PageReading(None, NOW)):
        yield blocks.postmortem_checklist(snapshot.incident, PAGE, reading, _ASKED, _DOUBTS)
    yield blocks.postmortem_checklist(snapshot.incident, PAGE, None, [], [])
    word = Confirmation(snapshot.incident.declared_by, NOW)
    confirmed = [Check(item, done=True, confirmed=word) for item in CONFIRMABLE]
    yield blocks.postmortem_checklist(snapshot.incident, PAGE, None, confirmed, [])


def missing_page(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    yield blocks.missing_page(snapshot.incident)


def classify_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.classify_form(snapshot.incident, Taxonomy(), Suggestions())
    found = Suggestion("1", ("2", "3"))
    suggestions = Suggestions((found,) * 4, (found,) * 4)
    yield blocks.classify_form(snapshot.incident, Taxonomy(), suggestions, "edit")


def page_notice(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for change in PageChange:
        yield blocks.page_notice(PostmortemPageNotice(change, snapshot))[1]
    for stage in PostmortemStage:
        yield blocks.page_notice(PostmortemDue(stage, snapshot))[1]
