"""What people wrote is never touched, in whatever order they and the bot edit the page."""

import re
from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from firefighter.confluence import owned
from firefighter.confluence.owned import refreshed
from firefighter.confluence.storage import Element, parse
from firefighter.domain.postmortem import Postmortem
from firefighter.playground.confluence.storage_format import saved
from tests.confluence.samples import ENGLISH, FRENCH, lived, postmortem

WHOLE = saved(ENGLISH.body(postmortem()))
NAMES = [each.name for each in owned.find(parse(WHOLE))]


def refresh(body: str, known: Postmortem) -> str:
    return refreshed(body, ENGLISH.section(known))


def sections(body: str) -> dict[str, Element]:
    return {each.name: each.element for each in owned.find(parse(body))}


def cut_out(body: str, element: Element) -> tuple[str, str, str]:
    source = body.encode()
    parts = source[: element.start], source[element.start : element.end], source[element.end :]
    before, itself, after = (part.decode() for part in parts)
    return before, itself, after


def test_nothing_new_leaves_the_page_byte_for_byte() -> None:
    assert refresh(WHOLE, postmortem()) == WHOLE


def test_only_the_section_that_says_something_else_is_written_anew() -> None:
    changed = refresh(WHOLE, postmortem(replace(lived(), summary="Nobody could buy.")))
    before, after = sections(WHOLE), sections(changed)
    assert "Nobody could buy." in after["summary"].text()
    del before["summary"], after["summary"]
    assert {name: each.text() for name, each in before.items()} == {
        name: each.text() for name, each in after.items()
    }


def test_a_section_in_which_somebody_wrote_is_theirs_from_then_on() -> None:
    theirs = WHOLE.replace("Nobody could pay.", "Nobody could pay by card.")
    assert refresh(theirs, postmortem(replace(lived(), summary="Other"))) == theirs


def test_a_section_that_was_deleted_does_not_come_back() -> None:
    before, _itself, after = cut_out(WHOLE, sections(WHOLE)["timeline"])
    changed = refresh(before + after, postmortem(replace(lived(), title="Other", summary="Other")))
    assert "timeline" not in sections(changed)


def test_a_section_is_refreshed_where_it_was_moved_to() -> None:
    before, itself, after = cut_out(WHOLE, sections(WHOLE)["summary"])
    layout = "<ac:layout><ac:layout-section><ac:layout-cell>{}</ac:layout-cell>"
    moved = before + after + layout.format(itself) + "</ac:layout-section></ac:layout>"
    changed = refresh(moved, postmortem(replace(lived(), summary="Other")))
    assert changed.startswith(before + after + "<ac:layout>")
    assert sections(changed)["summary"].text().startswith("\n") or "Other" in changed


def test_the_editor_may_write_the_same_text_in_its_own_way() -> None:
    edited = WHOLE.replace("<p>Nobody could pay.</p>", "<p>Nobody&nbsp;could <b>pay</b>.</p>\n")
    changed = refresh(edited, postmortem(replace(lived(), summary="Other")))
    assert "Nobody" not in changed


def test_a_page_begun_in_another_language_goes_on_in_the_companys() -> None:
    changed = refreshed(WHOLE, FRENCH.section(postmortem(replace(lived(), summary="Autre"))))
    assert "Autre" in changed
    assert "<h2>Summary</h2>" in changed


@dataclass
class Wiki:
    """A page, what people wrote on it, and what the bot knows."""

    body: str = WHOLE
    written: set[str] = field(default_factory=set)
    summary: str = "Nobody could pay."

    def known(self) -> Postmortem:
        return postmortem(replace(lived(), summary=self.summary))

    def bot(self, number: int) -> None:
        self.summary = f"Summary number {number}."
        self.body = refresh(self.body, self.known())

    def conflict(self, number: int) -> None:
        """The bot merges into what it read; somebody saves; it reads again and merges again."""
        read = self.body
        self.write(number)
        refresh(read, self.known())
        self.body = refresh(self.body, self.known())

    def write(self, number: int) -> None:
        """Somewhere between two elements, or in a paragraph, also in one of the bot's."""
        spots = [found.start() for found in re.finditer("</p>|<h2>|</td>|</li>", self.body)]
        if not spots:
            return
        spot, word = spots[number * 7919 % len(spots)], f"typed{number}x{len(self.written)}"
        inner = not self.body.startswith("<h2>", spot)
        text = f" {word}" if inner else f"<p>{word}</p>"
        self.body = saved(self.body[:spot] + text + self.body[spot:])
        self.written.add(word)

    def delete(self, number: int) -> None:
        self._take_out(number)

    def move(self, number: int) -> None:
        taken = self._take_out(number)
        self.body = self.body + taken if number % 2 else taken + self.body
        self.written |= set(re.findall(r"typed\d+x\d+", taken))

    def nest(self, number: int) -> None:
        """A section is dragged into another, or into a table."""
        taken = self._take_out(number)
        into = f"<table><tbody><tr><td>{taken}</td></tr></tbody></table>"
        spot = self.body.rfind("</ac:rich-text-body>") if number % 3 == 0 else -1
        self.body = self.body + into if spot < 0 else self.body[:spot] + taken + self.body[spot:]
        self.written |= set(re.findall(r"typed\d+x\d+", taken))

    def copy(self, number: int) -> None:
        found = list(owned.find(parse(self.body)))
        if found:
            _before, itself, _after = cut_out(self.body, found[number % len(found)].element)
            self.body += itself

    def _take_out(self, number: int) -> str:
        found = list(owned.find(parse(self.body)))
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


@settings(deadline=None, max_examples=60)
@given(st.lists(edits, max_size=12))
def test_what_people_wrote_is_there_at_the_end_whoever_edits_when(
    happens: list[tuple[str, int]],
) -> None:
    wiki = Wiki()
    for edit, number in happens:
        getattr(wiki, edit)(number)
    saved(wiki.body)
    assert {word for word in wiki.written if word not in wiki.body} == set()


@settings(deadline=None, max_examples=60)
@given(st.lists(edits, max_size=8))
def test_a_refresh_changes_nothing_outside_of_the_bots_sections(
    happens: list[tuple[str, int]],
) -> None:
    wiki = Wiki()
    for edit, number in happens:
        getattr(wiki, edit)(number)
    before = wiki.body
    wiki.bot(99)
    assert outside(wiki.body) == outside(before)


def outside(body: str) -> str:
    """The page without the sections that are still the bot's."""
    source = body.encode()
    for each in sorted(owned.find(parse(body)), key=lambda each: -each.element.start):
        if each.untouched and each.element.end <= len(source):
            source = source[: each.element.start] + source[each.element.end :]
    return source.decode()
