"""Reads a page back: what is written under each heading, and which questions are open."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from firefighter.adapters.confluence import managed_sections
from firefighter.adapters.confluence.storage_format import MACRO, PARAMETER, Element, parse
from firefighter.adapters.confluence.template_functions import PROMPT_SIGN
from firefighter.adapters.confluence.wording import edited_notes
from firefighter.domain.postmortem_checks import (
    Heading,
    PageSection,
    PostmortemPageText,
    is_answer,
)
from firefighter.i18n import Language, gettext, use_language
from firefighter.ports.pages import SECTION_TITLES

_HEADINGS = frozenset({"h1", "h2"})
"""Headings that start a new part; smaller ones belong to the current part."""

_BLOCKS = frozenset({"p", "li", "td", "th", "h3", "h4", "h5", "h6", "pre", "ac:task-body"})
_OBJECTS = frozenset({"ac:image", "ri:user", "ri:page", "time"})
"""Elements without text of their own that can be an answer."""


def parse_page(
    title: str, body: str, *, template_lines: Collection[str] = ()
) -> PostmortemPageText:
    """`template_lines` are of the template: nobody wrote them. Raises InvalidStorageFormat."""
    page = parse(body)
    sections = managed_sections.find_managed_sections(page)
    untouched = {id(each.element) for each in sections if each.untouched}
    parser = _PageParser(untouched, frozenset(template_lines))
    parser.take(page)
    return PostmortemPageText(title, tuple(part.done() for part in parser.parts))


def written_lines(body: str) -> frozenset[str]:
    """Lines outside managed sections that are no questions. Raises InvalidStorageFormat."""
    parts = parse_page("", body).parts
    return frozenset(line for part in parts for line in part.written.splitlines())


@dataclass
class _PartBuilder:
    """Collects the text of one part, and which of its questions are answered.

    Questions without anything between them are a group: one answer may be for all of them. It may
    stand below the group, in the line of a question, or above the first group of the part.
    """

    title: str = ""
    written: list[str] = field(default_factory=list)
    managed: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    """Unanswered questions of earlier groups."""
    group: list[str] = field(default_factory=list)
    answered: bool = False
    """Whether the current group, or what precedes the first one, has an answer."""
    ended: bool = False
    """Whether something follows the questions of the current group."""

    def ask(self, question: str, rest: str) -> None:
        """A question, and what is written behind it in the same line."""
        if self.ended and self.group:
            self._end_group()
        self.group.append(question)
        self.write(rest)

    def write(self, text: str) -> None:
        if not text:
            return
        self.written.append(text)
        self.answered = self.answered or is_answer(text)
        self.ended = self.ended or not self.group or is_answer(text)

    def done(self) -> PageSection:
        self._end_group()
        return PageSection(
            title=self.title,
            heading=_headings_by_title().get(self.title.casefold()),
            written="\n".join(self.written),
            managed="\n".join(self.managed),
            open_prompts=len(self.open),
            questions=tuple(self.open),
        )

    def _end_group(self) -> None:
        if not self.answered:
            self.open += self.group
        self.group, self.answered, self.ended = [], False, False


class _PageParser:
    def __init__(self, untouched: set[int], template_lines: frozenset[str]) -> None:
        self.parts = [_PartBuilder()]
        self._untouched = untouched
        self._template_lines = template_lines

    def take(self, element: Element) -> None:
        """Reads one element; called in document order."""
        part = self.parts[-1]
        if id(element) in self._untouched:
            part.managed.append(_plain_text(element))
        elif element.tag in _HEADINGS:
            self.parts.append(_PartBuilder(_plain_text(element)))
        elif element.tag in _BLOCKS and not any(_nested(element)):
            self._take_line(_plain_text(element), _prompt_text(element))
            self._take_objects(element)
        elif element.tag in _OBJECTS or _is_empty_macro(element):
            self._write(_name_of(element))
        elif element.tag != PARAMETER and not self._is_note(element):
            for child in element.children:
                if isinstance(child, Element):
                    self.take(child)
                elif child.strip():
                    self._take_line(child.strip(), "")

    def _take_line(self, text: str, prompt: str) -> None:
        if not text.startswith(PROMPT_SIGN):
            self._write(text)
            return
        question = _known_question(text) or prompt or text
        rest = text.removeprefix(question).strip()
        self.parts[-1].ask(question.removeprefix(PROMPT_SIGN).strip(), rest)

    def _take_objects(self, element: Element) -> None:
        for each in element.walk():
            if each.tag in _OBJECTS:
                self._write(_name_of(each))

    def _write(self, text: str) -> None:
        if text not in self._template_lines:
            self.parts[-1].write(text)

    def _is_note(self, element: Element) -> bool:
        """What the bot says about the page: at its top, and below edited sections."""
        if element.tag != MACRO or element.attributes.get("ac:name") not in {"info", "note"}:
            return False
        is_at_top = len(self.parts) == 1
        return is_at_top or _plain_text(element) in edited_notes()


def _nested(element: Element) -> Iterator[Element]:
    """Yields blocks within a block: a list in a cell, a paragraph in a list."""
    return (
        each for each in element.walk() if each is not element and each.tag in {*_BLOCKS, MACRO}
    )


def _prompt_text(element: Element) -> str:
    """Text of the emphasis that holds a question, as the templates write it."""
    emphasis = next((each for each in element.walk() if each.tag in {"em", "i"}), None)
    text = _plain_text(emphasis) if emphasis else ""
    return text if text.startswith(PROMPT_SIGN) else ""


def _is_empty_macro(element: Element) -> bool:
    """A macro that shows something without holding text, such as a Jira issue or a diagram."""
    is_macro = element.tag == MACRO and element.attributes.get("ac:name") not in {"toc", "anchor"}
    return is_macro and not _plain_text(element) and not any(_nested(element))


def _name_of(element: Element) -> str:
    names = [
        value
        for each in element.walk()
        for name, value in each.attributes.items()
        if name in {"ri:filename", "ri:value", "ac:alt", "datetime", "ri:content-title", "ac:name"}
    ]
    return names[0] if names else element.tag


def _plain_text(element: Element) -> str:
    return " ".join(element.text().split())


def _known_question(text: str) -> str:
    """The built-in question with which the line starts; empty if it is a company's own."""
    return next((each for each in _built_in_questions() if text.startswith(each)), "")


_QUESTION = re.compile(r'prompt\(gettext\("([^"]+)"\)\)')


@cache
def _built_in_questions() -> frozenset[str]:
    """In every language: the page may be older than the language setting."""
    templates = files("firefighter.adapters.confluence") / "templates"
    asked = [*(templates / "asked").iterdir(), templates / "learning_report" / "page.xml"]
    texts = [each for path in asked for each in _QUESTION.findall(path.read_text("utf-8"))]
    found: set[str] = set()
    for language in Language:
        with use_language(language):
            found |= {" ".join(f"{PROMPT_SIGN} {gettext(text)}".split()) for text in texts}
    return frozenset(found)


@cache
def _headings_by_title() -> Mapping[str, Heading]:
    """The headings in every language: the page may be older than the language setting."""
    found: dict[str, Heading] = {}
    for language in Language:
        with use_language(language):
            found |= {
                gettext(title).casefold(): heading for heading, title in SECTION_TITLES.items()
            }
    return found
