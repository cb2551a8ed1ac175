"""A page as people left it, read back: what stands under each heading, and what is still open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from firefighter.confluence import owned
from firefighter.confluence.page import PROMPT_SIGN
from firefighter.confluence.storage import MACRO, PARAMETER, Element, parse
from firefighter.confluence.words import HEADING
from firefighter.domain.page_text import Heading, PageText, Part
from firefighter.texts import Language, say, speaking

_HEADINGS = frozenset({"h1", "h2"})
"""What begins another part; smaller headings are within one."""

_BLOCKS = frozenset({"p", "li", "td", "th", "h3", "h4", "h5", "h6", "pre", "ac:task-body"})
_ASIDE = frozenset({"info", "note", "tip", "toc"})
"""Macros that talk about the page."""


def read(title: str, body: str) -> PageText:
    """Raises NotReadable."""
    page = parse(body)
    kept = {id(each.element): each for each in owned.find(page)}
    reading = _Reading({key for key, each in kept.items() if each.untouched})
    reading.take(page)
    return PageText(title, tuple(part.done() for part in reading.parts))


@dataclass
class _Open:
    """A part that is being read."""

    title: str = ""
    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    prompts: int = 0
    asked: bool = False
    """Whether a question stands there under which nothing is written so far."""

    def line(self, text: str) -> None:
        if text.startswith(PROMPT_SIGN):
            self.prompts += self.asked
            self.asked = True
        elif text:
            self.written.append(text)
            self.asked = False

    def done(self) -> Part:
        return Part(
            title=self.title,
            heading=_known().get(self.title.casefold()),
            written="\n".join(self.written),
            kept="\n".join(self.kept),
            open_prompts=self.prompts + self.asked,
        )


class _Reading:
    def __init__(self, kept: set[int]) -> None:
        self.parts = [_Open()]
        self._kept = kept

    def take(self, element: Element) -> None:
        """One element, in the order of the text."""
        part = self.parts[-1]
        if id(element) in self._kept:
            part.kept.append(_plain(element))
        elif element.tag in _HEADINGS:
            self.parts.append(_Open(_plain(element)))
        elif element.tag in _BLOCKS and not any(_nested(element)):
            part.line(_plain(element))
        elif element.tag != PARAMETER and not _is_aside(element):
            for child in element.children:
                if isinstance(child, Element):
                    self.take(child)
                elif child.strip():
                    self.parts[-1].line(child.strip())


def _nested(element: Element) -> Iterator[Element]:
    """Blocks within a block: a list in a cell, a paragraph in a list."""
    return (
        each for each in element.walk() if each is not element and each.tag in {*_BLOCKS, MACRO}
    )


def _is_aside(element: Element) -> bool:
    return element.tag == MACRO and element.attributes.get("ac:name") in _ASIDE


def _plain(element: Element) -> str:
    return " ".join(element.text().split())


@cache
def _known() -> Mapping[str, Heading]:
    """Our headings as they are called in each language: the page may be older than the setting."""
    found: dict[str, Heading] = {}
    for language in Language:
        with speaking(language):
            found |= {say(title).casefold(): heading for heading, title in HEADING.items()}
    return found
