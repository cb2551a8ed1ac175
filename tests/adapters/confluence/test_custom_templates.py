"""A company's own templates replace built-in ones, also under names of earlier versions."""

import logging
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from firefighter.adapters.confluence import managed_sections
from firefighter.adapters.confluence.page_parser import parse_page
from firefighter.adapters.confluence.page_renderer import PageRenderer
from firefighter.adapters.confluence.storage_format import parse
from firefighter.adapters.confluence.template_text import template_lines
from firefighter.domain.postmortem_checks import Heading
from firefighter.domain.rules import Rules
from firefighter.i18n import Language
from tests.adapters.confluence.sample_postmortem import postmortem


@pytest.fixture
def renderer(tmp_path: Path) -> PageRenderer:
    return PageRenderer(Language.ENGLISH, ZoneInfo("UTC"), Rules(), tmp_path)


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text)


def test_custom_section_replaces_the_built_in_one(tmp_path: Path, renderer: PageRenderer) -> None:
    write(tmp_path, "managed/summary.xml", "<p>Ours</p>")
    assert "<p>Ours</p>" in renderer.body(postmortem())
    assert renderer.section(postmortem())("summary") == "<p>Ours</p>"


def test_old_folder_name_is_still_read_with_a_warning(
    tmp_path: Path, renderer: PageRenderer, caplog: pytest.LogCaptureFixture
) -> None:
    write(tmp_path, "owned/summary.xml", "<p>Ours</p>")
    with caplog.at_level(logging.WARNING):
        assert "<p>Ours</p>" in renderer.body(postmortem())
        assert renderer.section(postmortem())("summary") == "<p>Ours</p>"
    assert caplog.text.count("rename the folder owned to managed") == 1


def test_new_folder_name_wins_over_the_old_one(tmp_path: Path, renderer: PageRenderer) -> None:
    write(tmp_path, "owned/summary.xml", "<p>Old</p>")
    write(tmp_path, "managed/summary.xml", "<p>New</p>")
    assert renderer.section(postmortem())("summary") == "<p>New</p>"


def test_names_of_earlier_versions_still_work(tmp_path: Path, renderer: PageRenderer) -> None:
    write(
        tmp_path,
        "page.xml",
        '{{ owned("summary") }}<p>{{ say("Summary") }} {{ room_url }} '
        "{{ moment(milestones.declared) }} {{ relatives | length }} {{ ratings | length }} "
        "{{ moment_name('declared') }} {{ status_colour }} "
        "{{ spans.hurting == spans.impact }}</p>",
    )
    body = renderer.body(postmortem())
    names = [each.name for each in managed_sections.find_managed_sections(parse(body))]
    assert names == ["summary"]
    assert "Summary https://slack.test/archives/C1 2026-03-01 03:00 5 2 declared Blue True" in body


def test_explanation_around_a_companys_question_is_no_answer(
    tmp_path: Path, renderer: PageRenderer
) -> None:
    write(
        tmp_path,
        "asked/went_well.xml",
        "<p>Praise people and tools.</p>{{ prompt('What helped?') }}"
        '<ul><li>See the <a href="https://wiki.test/guide">guide</a>.</li></ul>',
    )
    lines = template_lines(renderer)
    body = renderer.body(postmortem())

    def open_prompts(body: str) -> int:
        parts = parse_page("t", body, template_lines=lines).parts
        return sum(part.open_prompts for part in parts if part.heading is Heading.WENT_WELL)

    assert {"Praise people and tools.", "See the guide."} <= lines
    assert open_prompts(body) == 1
    assert open_prompts(body.replace("</a>.</li></ul>", "</a>.</li></ul><p>The canary.</p>")) == 0


def test_template_that_cannot_be_rendered_alone_is_reported_and_pages_are_read(
    tmp_path: Path, renderer: PageRenderer, caplog: pytest.LogCaptureFixture
) -> None:
    write(tmp_path, "page.xml", "<p>{{ follow_ups[0].text }}</p>")
    assert template_lines(renderer) == frozenset()
    assert "cannot be compared with pages" in caplog.text
