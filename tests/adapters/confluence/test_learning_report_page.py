"""The learning report as a page: its sections, its owner, and who may write on it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from firefighter.adapters.confluence.client import ConfluencePages
from firefighter.adapters.confluence.managed_sections import find_managed_sections
from firefighter.adapters.confluence.page_parser import parse_page
from firefighter.adapters.confluence.page_renderer import PageRenderer
from firefighter.adapters.confluence.storage_format import parse
from firefighter.domain.game_day_evaluation import NoteKind
from firefighter.domain.learning_report import LearningReport, ReportSection
from firefighter.playground.confluence import LocalConfluence
from tests.adapters.confluence.sample_learning_report import learning_report
from tests.adapters.confluence.sample_postmortem import ENGLISH, FRENCH


@pytest.mark.parametrize("renderer", [ENGLISH, FRENCH])
def test_it_has_every_section_and_says_that_it_was_an_exercise(renderer: PageRenderer) -> None:
    body = renderer.body(learning_report())
    found = [each.name for each in find_managed_sections(parse(body))]
    assert found == list(ReportSection)
    assert "EXERCI" in body[: body.index("<h2>")]
    assert "EXERCI" in renderer.title(learning_report())


def test_a_section_without_anything_says_so() -> None:
    nothing = LearningReport(replace(learning_report().game_day, notes=(), answers=()))
    render = ENGLISH.section(nothing)
    for name in (ReportSection.TIMELINES, ReportSection.KEEP, ReportSection.LEARNT):
        assert render(name) == "<p><em>Nothing recorded.</em></p>\n"


def test_notes_that_are_no_facts_are_named_where_facts_are_asked_for() -> None:
    found = learning_report()
    notes = tuple(each for each in found.game_day.notes if each.kind is NoteKind.TO_CHANGE)
    assert notes
    report = replace(found, game_day=replace(found.game_day, notes=notes))
    told = ENGLISH.section(report)(ReportSection.OBSERVED) or ""
    assert "What was noted stands under What to keep and What to change." in told
    assert "Nothing recorded" not in told


def test_it_asks_only_where_people_can_write() -> None:
    written = parse_page("", ENGLISH.body(learning_report()))
    assert [each.title for each in written.parts if each.questions] == [
        "What to keep",
        "What to change",
        "Notes",
    ]
    read = parse_page("", ENGLISH.body(learning_report(), writable=False))
    assert not any(each.questions for each in read.parts)


def test_answers_are_hidden_until_there_are_three() -> None:
    report = learning_report()
    few = replace(report, game_day=replace(report.game_day, answers=report.game_day.answers[:2]))
    for shown, number in ((few, 0), (report, 3)):
        body = ENGLISH.section(shown)(ReportSection.KEEP) or ""
        assert body.count("Anonymous") == max(number - 1, 0)
        assert ("once there are three" in body) == (number == 0)


def test_it_is_found_by_its_owner_and_not_by_its_title(
    wiki: LocalConfluence, pages: ConfluencePages
) -> None:
    ours = learning_report()
    created_at = ours.game_day.created_at + timedelta(seconds=1)
    theirs = replace(ours, game_day=replace(ours.game_day, created_at=created_at))
    page = pages.create(theirs)
    assert pages.find(ours) is None
    made = pages.create(ours)
    assert wiki.page(made.id).title == f"{wiki.page(page.id).title} [2]"
    assert (pages.find(ours), pages.find(theirs)) == (made, page)
    pages.label(made, ours.game_day)
    assert wiki.labels(made.id) == ["learning-report", "prices"]
