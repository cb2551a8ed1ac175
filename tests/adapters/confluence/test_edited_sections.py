"""People's additions to managed sections are kept, and the page says that updates have stopped."""

from dataclasses import replace

import pytest

from firefighter.adapters.confluence import managed_sections, page_parser
from firefighter.adapters.confluence.client import ConfluencePages
from firefighter.adapters.confluence.managed_sections import RefreshedBody, with_sections_refreshed
from firefighter.adapters.confluence.storage_format import parse
from firefighter.domain.postmortem_checks import Heading
from firefighter.playground.confluence import LocalConfluence
from firefighter.playground.confluence.wiki import to_stored_body
from tests.adapters.confluence.sample_postmortem import ENGLISH, FRENCH, lived, postmortem

WHOLE = to_stored_body(ENGLISH.body(postmortem()))
TEXT = "<p>Nobody could pay.</p>"
NOTE = ENGLISH.section_texts(postmortem()).edited_note


def refresh(
    body: str, summary: str = "Nobody could buy.", *, resume: bool = False
) -> RefreshedBody:
    known = postmortem(replace(lived(), summary=summary))
    section, texts = ENGLISH.section(known), ENGLISH.section_texts(known)
    return with_sections_refreshed(body, section, texts, resume=resume)


def macro(name: str, inner: str = "") -> str:
    return f'<ac:structured-macro ac:name="{name}">{inner}</ac:structured-macro>'


ADDITIONS = {
    "picture": '<p><ac:image><ri:attachment ri:filename="graph.png"/></ac:image></p>',
    "picture by URL": '<p><ac:image><ri:url ri:value="https://x.test/g.png"/></ac:image></p>',
    "mention": '<p><ac:link><ri:user ri:account-id="557058:1"/></ac:link></p>',
    "mention on Data Center": '<p><ac:link><ri:user ri:userkey="8a7f"/></ac:link></p>',
    "link to a page": '<p><ac:link><ri:page ri:content-title="Runbook"/></ac:link></p>',
    "Jira issue": macro("jira", '<ac:parameter ac:name="key">OPS-7</ac:parameter>'),
    "date": '<p><time datetime="2026-03-02"/></p>',
    "anchor": macro("anchor", '<ac:parameter ac:name="">start</ac:parameter>'),
    "table of contents": macro("toc"),
    "attachment list": macro("attachments"),
    "line": "<hr/>",
    "list item": "<ul><li></li></ul>",
    "table": "<table><tbody><tr><td></td></tr></tbody></table>",
    "task": "<ac:task-list><ac:task><ac:task-body/></ac:task></ac:task-list>",
}
"""Without a single word."""

FORMATTING = {
    "bold": "<p>Nobody could <strong>pay</strong>.</p>",
    "italics": "<p>Nobody could <em>pay</em>.</p>",
    "crossed out": "<p>Nobody could <s>pay</s>.</p>",
    "code": "<p>Nobody could <code>pay</code>.</p>",
    "colour": '<p>Nobody could <span style="color: red;">pay</span>.</p>',
    "link on a word": '<p>Nobody could <a href="https://x.test">pay</a>.</p>',
    "list": "<ul><li>Nobody could pay.</li></ul>",
    "heading": "<h3>Nobody could pay.</h3>",
}


@pytest.mark.parametrize("addition", ADDITIONS.values(), ids=ADDITIONS)
def test_additions_without_words_are_kept(addition: str) -> None:
    edited = to_stored_body(WHOLE.replace(TEXT, TEXT + addition))
    refreshed = refresh(edited)
    assert refreshed.edited == {"summary"}
    assert TEXT in refreshed.body
    assert addition.split(">", maxsplit=1)[0].split("<")[1].split(maxsplit=1)[0] in section_text(
        refreshed.body
    )


@pytest.mark.parametrize("formatted", FORMATTING.values(), ids=FORMATTING)
def test_formatting_is_kept(formatted: str) -> None:
    refreshed = refresh(WHOLE.replace(TEXT, formatted))
    assert refreshed.edited == {"summary"}
    assert formatted in refreshed.body


def test_addition_is_kept_when_another_section_changes() -> None:
    edited = WHOLE.replace(TEXT, TEXT + ADDITIONS["picture"])
    section = ENGLISH.section(postmortem(replace(lived(), mitigation="Restarted it.")))
    body = with_sections_refreshed(edited, section, ENGLISH.section_texts(postmortem())).body
    assert "graph.png" in body


def test_picture_in_a_section_of_an_earlier_version_is_kept() -> None:
    """Versions before 0.2 stored a digest of 12 digits, of the text alone."""
    old = WHOLE.replace(
        mark_of(WHOLE, "summary"), f"firefighter-summary-{text_digest(WHOLE, 'summary')}"
    )
    assert "Nobody could buy." in refresh(old).body
    edited = old.replace(TEXT, TEXT + ADDITIONS["picture"])
    assert "graph.png" in refresh(edited).body


def test_note_is_written_once_and_may_be_deleted() -> None:
    edited = WHOLE.replace(TEXT, "<p>Nobody could pay by card.</p>")
    first = refresh(edited).body
    assert first.count(NOTE) == 1
    assert refresh(first).body == first
    deleted = first.replace(NOTE, "")
    assert refresh(deleted).body == deleted


def test_note_is_no_answer_to_a_question() -> None:
    edited = WHOLE.replace(
        "<p>Detected 2026-03-01 02:57.", "<p><strong>Detected</strong> 2026-03-01 02:57."
    )
    assert edited != WHOLE
    written = page_parser.parse_page("t", refresh(edited).body).under(Heading.DETECTION)
    assert NOTE not in written


def test_undoing_an_edit_resumes_updates() -> None:
    noted = refresh(WHOLE.replace(TEXT, "<p>Nobody could pay by card.</p>")).body
    refreshed = refresh(noted.replace("Nobody could pay by card.", "Nobody could pay."))
    assert refreshed.edited == frozenset()
    assert "Nobody could buy." in refreshed.body
    assert NOTE not in refreshed.body


def test_resume_updates_the_section_and_keeps_the_edited_version_below() -> None:
    noted = refresh(WHOLE.replace(TEXT, TEXT + ADDITIONS["picture"])).body
    refreshed = refresh(noted, resume=True)
    assert refreshed.edited == frozenset()
    assert NOTE not in refreshed.body
    section = next(each for each in sections(refreshed.body) if each.name == "summary")
    assert section.untouched
    assert "Nobody could buy." in section.element.text()
    below = refreshed.body.encode()[section.element.end :].decode()
    assert below.index("graph.png") < below.index("<h2>Impact</h2>")
    assert "Version edited by people" in below
    again = refresh(refreshed.body, "Nobody could order.")
    assert "Nobody could order." in again.body
    assert "graph.png" in again.body


def test_note_in_another_language_is_removed_on_resume() -> None:
    edited = WHOLE.replace(TEXT, "<p>Nobody could pay by card.</p>")
    known = postmortem()
    noted = with_sections_refreshed(
        edited, FRENCH.section(known), FRENCH.section_texts(postmortem())
    ).body
    assert FRENCH.section_texts(postmortem()).edited_note in parse(noted).text()
    resumed = refresh(noted, resume=True).body
    assert FRENCH.section_texts(postmortem()).edited_note not in parse(resumed).text()


COMMENT = '<ac:inline-comment-marker ac:ref="c-1">{}</ac:inline-comment-marker>'


def test_inline_comment_is_no_edit_and_stays_on_its_words() -> None:
    commented = WHOLE.replace(TEXT, f"<p>Nobody {COMMENT.format('could')} pay.</p>")
    refreshed = refresh(commented)
    assert refreshed.edited == frozenset()
    assert f"<p>Nobody {COMMENT.format('could')} buy.</p>" in refreshed.body


def test_inline_comment_on_removed_words_stays_in_its_section() -> None:
    commented = WHOLE.replace(TEXT, f"<p>Nobody could {COMMENT.format('pay')}.</p>")
    body = refresh(commented).body
    assert body.count("ac:inline-comment-marker ac:ref=") == 1
    assert "c-1" in section_text(body)
    parse(body)


def test_page_ref_names_the_edited_sections(wiki: LocalConfluence, pages: ConfluencePages) -> None:
    page = pages.create(postmortem())
    wiki.edit(page.id, lambda body: body.replace(TEXT, TEXT + ADDITIONS["picture"]))
    assert pages.refresh(page, postmortem()).edited == {"summary"}
    assert NOTE in wiki.page(page.id).body
    assert pages.refresh(page, postmortem(), resume=True).edited == frozenset()
    assert "graph.png" in wiki.page(page.id).body


def sections(body: str) -> list[managed_sections.ManagedSection]:
    return list(managed_sections.find_managed_sections(parse(body)))


def section_text(body: str) -> str:
    """The source of the summary."""
    element = next(each.element for each in sections(body) if each.name == "summary")
    return body.encode()[element.start : element.end].decode()


def mark_of(body: str, name: str) -> str:
    element = next(each.element for each in sections(body) if each.name == name)
    return element.parameter("id")


def text_digest(body: str, name: str) -> str:
    content = next(each.element for each in sections(body) if each.name == name).child(
        "ac:rich-text-body"
    )
    assert content is not None
    return managed_sections._text_digest(content)
