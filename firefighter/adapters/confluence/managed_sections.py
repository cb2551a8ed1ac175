"""Managed sections: the parts of a page that the bot keeps up to date.

Each is a Page Properties macro. Its id holds the section's name and a digest of what the bot wrote.
If the content no longer matches the digest, somebody edited the section: the bot stops updating it
and says so in a note below it. People may also move or delete a section.
"""

import hashlib
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from firefighter.adapters.confluence.section_content import (
    canonical_content,
    has_foreign_elements,
    inline_comments,
    with_inline_comments,
)
from firefighter.adapters.confluence.storage_format import MACRO, MACRO_BODY, Element, parse

_DIGITS, _OLD_DIGITS = 16, 12
_EDITED = "-edited"
_ID = re.compile(
    rf"firefighter-([a-z_]+)-([0-9a-f]{{{_DIGITS}}}|[0-9a-f]{{{_OLD_DIGITS}}})({_EDITED})?"
)
"""Name, digest, and whether the page already says that the section was edited.

A digest of 12 digits is of the text alone; versions before 0.2 wrote it.
"""


@dataclass(frozen=True)
class ManagedSection:
    """A managed section found on a page."""

    name: str
    element: Element
    digest: str
    untouched: bool
    """Whether its content is still the one that the bot wrote."""
    has_note: bool
    """Whether the page already says that somebody edited it."""


@dataclass(frozen=True)
class SectionTexts:
    """Short texts that go beside an edited section, in the page's language."""

    edited_note: str
    """Says that the section is no longer updated."""
    earlier_version: str
    """Title above what people had written, once the bot updates the section again."""
    known_notes: frozenset[str]
    """`edited_note` in every language, by which a note is recognized."""


@dataclass(frozen=True)
class RefreshedBody:
    body: str
    edited: frozenset[str]
    """Names of the sections that people edited, which are not updated."""


def managed_section(name: str, content: str) -> str:
    """Storage format of a managed section with this content."""
    return _macro(f"firefighter-{name}-{_digest(parse(content))}", content)


def find_managed_sections(page: Element) -> Iterator[ManagedSection]:
    """Yields every managed section, wherever people moved it."""
    for element in page.walk():
        mark = _ID.fullmatch(element.parameter("id")) if element.tag == MACRO else None
        content = element.child(MACRO_BODY)
        if mark and content:
            name, digest, has_note = mark[1], mark[2], bool(mark[3])
            untouched = _is_untouched(content, digest)
            yield ManagedSection(name, element, digest, untouched, has_note)


def with_sections_refreshed(
    body: str,
    render: Callable[[str], str | None],
    texts: SectionTexts | None = None,
    *,
    resume: bool = False,
) -> RefreshedBody:
    """Returns the body with its untouched managed sections rendered again, the rest unchanged.

    A section for which `render` returns None, or whose content has not changed, stays byte for
    byte; inline comments stay where they are. Below an edited section, a note is added once.
    `resume` updates edited sections, too, and moves what people had written below them. Raises
    InvalidStorageFormat.
    """
    page = parse(body)
    editing = _Editing(body.encode(), page, render, texts, resume=resume)
    innermost_start = len(body.encode())
    for section in sorted(find_managed_sections(page), key=lambda each: -each.element.start):
        contains_another = section.element.end > innermost_start
        editing.take(section, contains_another=contains_another)
        innermost_start = section.element.start
    return RefreshedBody(editing.apply(), frozenset(editing.edited))


class _Editing:
    """Collects replacements of byte ranges that do not overlap."""

    def __init__(
        self,
        source: bytes,
        page: Element,
        render: Callable[[str], str | None],
        texts: SectionTexts | None,
        *,
        resume: bool,
    ) -> None:
        self.edited: set[str] = set()
        self._source = source
        self._page = page
        self._render = render
        self._texts = texts
        self._resume = resume
        self._replacements: list[tuple[int, int, str]] = []

    def take(self, section: ManagedSection, *, contains_another: bool) -> None:
        content = None if contains_another else self._render(section.name)
        if content is not None and (section.untouched or self._resume):
            self._refresh(section, content)
        elif not section.untouched:
            self.edited.add(section.name)
            self._add_note(section)

    def apply(self) -> str:
        result = self._source
        for start, end, text in sorted(self._replacements, reverse=True):
            result = result[:start] + text.encode() + result[end:]
        return result.decode()

    def _refresh(self, section: ManagedSection, content: str) -> None:
        present = section.element.child(MACRO_BODY) or Element(MACRO_BODY)
        note = self._note_below(section)
        if note and (section.untouched or self._resume):
            self._replacements.append((note.start, note.end, ""))
        if section.untouched and not section.has_note and not _has_changed(present, content):
            return
        below = ""
        if section.untouched:
            content = with_inline_comments(content, inline_comments(present))
        elif self._texts:
            theirs = self._source[present.inner_start : present.inner_end].decode()
            below = _expand(self._texts.earlier_version, theirs)
        new = managed_section(section.name, content) + below
        self._replacements.append((section.element.start, section.element.end, new))

    def _add_note(self, section: ManagedSection) -> None:
        """Writes the note and the id that remembers it in one save; people may delete the note."""
        parameter = section.element.child("ac:parameter")
        if section.has_note or self._texts is None or parameter is None:
            return
        mark = html.escape(f"firefighter-{section.name}-{section.digest}{_EDITED}")
        self._replacements += [
            (parameter.inner_start, parameter.inner_end, mark),
            (section.element.end, section.element.end, _note(self._texts.edited_note)),
        ]

    def _note_below(self, section: ManagedSection) -> Element | None:
        if not section.has_note or self._texts is None:
            return None
        for each in self._page.walk():
            if each.start < section.element.end or each.attributes.get("ac:name") != "note":
                continue
            between = self._source[section.element.end : each.start]
            is_ours = " ".join(each.text().split()) in self._texts.known_notes
            return each if is_ours and not between.strip() else None
        return None


def _macro(mark: str, content: str) -> str:
    return (
        '<ac:structured-macro ac:name="details">'
        f'<ac:parameter ac:name="id">{html.escape(mark)}</ac:parameter>'
        f"<ac:rich-text-body>{content}</ac:rich-text-body></ac:structured-macro>"
    )


def _note(text: str) -> str:
    return (
        '<ac:structured-macro ac:name="note"><ac:rich-text-body>'
        f"<p>{html.escape(text, quote=False)}</p></ac:rich-text-body></ac:structured-macro>"
    )


def _expand(title: str, content: str) -> str:
    return (
        '<ac:structured-macro ac:name="expand">'
        f'<ac:parameter ac:name="title">{html.escape(title)}</ac:parameter>'
        f"<ac:rich-text-body>{content}</ac:rich-text-body></ac:structured-macro>"
    )


def _has_changed(present: Element, content: str) -> bool:
    return canonical_content(present) != canonical_content(parse(content))


def _is_untouched(content: Element, digest: str) -> bool:
    if len(digest) == _OLD_DIGITS:
        return _text_digest(content) == digest and not has_foreign_elements(content)
    return _digest(content) == digest


def _digest(content: Element) -> str:
    return _sha256(canonical_content(content))[:_DIGITS]


def _text_digest(content: Element) -> str:
    return _sha256("".join(content.text().split()))[:_OLD_DIGITS]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
