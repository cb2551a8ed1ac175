"""Text that people wrote is never changed, in whatever order they and the bot edit the page."""

import re
from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from firefighter.adapters.confluence import managed_sections
from firefighter.adapters.confluence.managed_sections import with_sections_refreshed
from firefighter.adapters.confluence.storage_format import Element, parse
from firefighter.domain.postmortem import Postmortem
from firefighter.playground.confluence.wiki import to_stored_body
from tests.adapters.confluence.sample_postmortem import ENGLISH, FRENCH, lived, postmortem

WHOLE = to_stored_body(ENGLISH.body(postmortem()))
NAMES = [each.name for each in managed_sections.find_managed_sections(parse(WHOLE))]


def refresh(body: str, known: Postmortem) -> str:
    return with_sections_refreshed(body, ENGLISH.section(known), ENGLISH.section_texts(known)).body


def sections(body: str) -> dict[str, Element]:
    return {each.name: each.element for each in managed_sections.find_managed_sections(parse(body))}


def cut_out(body: str, element: Element) -> tuple[str, str, str]:
    source = body.encode()
    parts = source[: element.start], source[element.start : element.end], source[element.end :]
    before, itself, after = (part.decode() for part in parts)
    return before, itself, after


def test_refresh_without_changes_leaves_every_byte() -> None:
    assert refresh(WHOLE, postmortem()) == WHOLE


def test_only_changed_sections_are_rendered_again() -> None:
    changed = refresh(WHOLE, postmortem(replace(lived(), summary="Nobody could buy.")))
    before, after = sections(WHOLE), sections(changed)
    assert "Nobody could buy." in after["summary"].text()
    del before["summary"], after["summary"]
    assert {name: each.text() for name, each in before.items()} == {
        name: each.text() for name, each in after.items()
    }


def test_edited_section_is_not_refreshed() -> None:
    edited = WHOLE.replace("Nobody could pay.", "Nobody could pay by card.")
    changed = refresh(edited, postmortem(replace(lived(), summary="Other")))
    assert without_notes(changed) == edited


def test_deleted_section_does_not_come_back() -> None:
    before, _itself, after = cut_out(WHOLE, sections(WHOLE)["timeline"])
    changed = refresh(before + after, postmortem(replace(lived(), title="Other", summary="Other")))
    assert "timeline" not in sections(changed)


def test_moved_section_is_refreshed_in_place() -> None:
    before, itself, after = cut_out(WHOLE, sections(WHOLE)["summary"])
    layout = "<ac:layout><ac:layout-section><ac:layout-cell>{}</ac:layout-cell>"
    moved = before + after + layout.format(itself) + "</ac:layout-section></ac:layout>"
    changed = refresh(moved, postmortem(replace(lived(), summary="Other")))
    assert changed.startswith(before + after + "<ac:layout>")
    assert sections(changed)["summary"].text().startswith("\n") or "Other" in changed


def test_markup_rewritten_by_the_editor_is_no_edit() -> None:
    edited = WHOLE.replace(
        "<p>Nobody could pay.</p>",
        '<p local-id="a1"><span>Nobody</span>&nbsp;could&#8203; pay.</p>\n<p />',
    ).replace("<td>SEV1</td>", '<td colspan="1"><p ac:local-id="b2">SEV1<br/></p></td>')
    changed = refresh(edited, postmortem(replace(lived(), summary="Other")))
    assert "Nobody" not in changed


def test_page_in_another_language_is_refreshed_in_the_companys() -> None:
    section = FRENCH.section(postmortem(replace(lived(), summary="Autre")))
    changed = with_sections_refreshed(WHOLE, section, FRENCH.section_texts(postmortem())).body
    assert "Autre" in changed
    assert "<h2>Summary</h2>" in changed


@dataclass
class Wiki:
    """A page, the words that people wrote on it, and the bot's summary."""

    body: str = WHOLE
    written: set[str] = field(default_factory=set)
    summary: str = "Nobody could pay."

    def known(self) -> Postmortem:
        return postmortem(replace(lived(), summary=self.summary))

    def bot(self, number: int) -> None:
        self.summary = f"Summary number {number}."
        self.body = refresh(self.body, self.known())

    def conflict(self, number: int) -> None:
        """The bot merges; somebody saves first; the bot reads the page and merges again."""
        read = self.body
        self.write(number)
        refresh(read, self.known())
        self.body = refresh(self.body, self.known())

    def write(self, number: int) -> None:
        """Adds a word between two elements or in a paragraph, also in a managed section."""
        spots = [found.start() for found in re.finditer("</p>|<h2>|</td>|</li>", self.body)]
        if not spots:
            return
        spot, word = spots[number * 7919 % len(spots)], f"typed{number}x{len(self.written)}"
        inner = not self.body.startswith("<h2>", spot)
        text = f" {word}" if inner else f"<p>{word}</p>"
        self.body = to_stored_body(self.body[:spot] + text + self.body[spot:])
        self.written.add(word)

    def delete(self, number: int) -> None:
        self._take_out(number)

    def move(self, number: int) -> None:
        taken = self._take_out(number)
        self.body = self.body + taken if number % 2 else taken + self.body
        self.written |= set(re.findall(r"typed\d+x\d+", taken))

    def nest(self, number: int) -> None:
        """Moves a section into another one or into a table."""
        taken = self._take_out(number)
        into = f"<table><tbody><tr><td>{taken}</td></tr></tbody></table>"
        spot = self.body.rfind("</ac:rich-text-body>") if number % 3 == 0 else -1
        self.body = self.body + into if spot < 0 else self.body[:spot] + taken + self.body[spot:]
        self.written |= set(re.findall(r"typed\d+x\d+", taken))

    def copy(self, number: int) -> None:
        found = list(managed_sections.find_managed_sections(parse(self.body)))
        if found:
            _before, itself, _after = cut_out(self.body, found[number % len(found)].element)
            self.body += itself

    def _take_out(self, number: int) -> str:
        found = list(managed_sections.find_managed_sections(parse(self.body)))
        if not found:
            return ""
        before, itself, after = cut_out(self.body, found[number % len(found)].element)
        self.body = before + after
        self.written -= set(re.findall(r"typed\d+x\d+", itself))
        self.written |= set(re.findall(r"typed\d+x\d+", self.body))
        return itself


edits = st.tuples(
    st.sampled_from(["bot", "bot", "conflict", "write", "write", "delete", "move", "nest", "copy"]),
    st.integers(0, 10_000),
)


@settings(max_examples=60)
@given(st.lists(edits, max_size=12))
def test_text_that_people_wrote_survives_any_order_of_edits(
    steps: list[tuple[str, int]],
) -> None:
    wiki = Wiki()
    for edit, number in steps:
        getattr(wiki, edit)(number)
    to_stored_body(wiki.body)
    assert {word for word in wiki.written if word not in wiki.body} == set()


@settings(max_examples=60)
@given(st.lists(edits, max_size=8))
def test_refresh_changes_nothing_outside_managed_sections(
    steps: list[tuple[str, int]],
) -> None:
    wiki = Wiki()
    for edit, number in steps:
        getattr(wiki, edit)(number)
    before = wiki.body
    wiki.bot(99)
    assert outside(wiki.body) == outside(before)


def outside(body: str) -> str:
    """The page without its untouched managed sections and the notes below edited ones."""
    source = body.encode()
    for each in sorted(
        managed_sections.find_managed_sections(parse(body)), key=lambda each: -each.element.start
    ):
        if each.untouched and each.element.end <= len(source):
            source = source[: each.element.start] + source[each.element.end :]
    return without_notes(source.decode())


def without_notes(body: str) -> str:
    """The page without what the bot adds to an edited section: a note, and the end of the id."""
    macro = re.compile(
        r'<ac:structured-macro[^>]*ac:name="note"(?:(?!<ac:struct).)*?macro>', re.DOTALL
    )
    return macro.sub("", body).replace("-edited</ac:parameter>", "</ac:parameter>")
