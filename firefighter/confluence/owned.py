"""The sections that are the bot's, among all that people write on the same page.

Each is a Page Properties macro, whose id says which section it is and, by a digest, what the bot
wrote there. Once the text is another, somebody wrote in it: from then on it is theirs. Where a
section stands, and whether it is still there, is up to people too.
"""

import hashlib
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from firefighter.confluence.storage import MACRO, MACRO_BODY, Element, parse

_DIGITS = 12
_ID = re.compile(rf"firefighter-([a-z_]+)-([0-9a-f]{{{_DIGITS}}})")


@dataclass(frozen=True)
class Owned:
    """A section as it stands on a page."""

    name: str
    element: Element
    untouched: bool
    """Whether it still says what the bot wrote."""


def section(name: str, content: str) -> str:
    """The bot's section of that name, with its content in storage format."""
    mark = html.escape(f"firefighter-{name}-{_digest(parse(content))}")
    return (
        f'<ac:structured-macro ac:name="details"><ac:parameter ac:name="id">{mark}</ac:parameter>'
        f"<ac:rich-text-body>{content}</ac:rich-text-body></ac:structured-macro>"
    )


def find(page: Element) -> Iterator[Owned]:
    """Every section that the bot wrote, wherever people moved it."""
    for element in page.walk():
        mark = _ID.fullmatch(element.parameter("id")) if element.tag == MACRO else None
        content = element.child(MACRO_BODY)
        if mark and content:
            yield Owned(mark[1], element, untouched=_digest(content) == mark[2])


def refreshed(body: str, render: Callable[[str], str | None]) -> str:
    """The body with each of the bot's sections rendered anew; everything else byte for byte.

    `render` may know a section no longer; it stays as it is. A section that says the same stays as
    Confluence wrote it. Raises NotReadable.
    """
    source, rest = body.encode(), len(body.encode())
    for owned in sorted(find(parse(body)), key=lambda each: -each.element.start):
        start, end = owned.element.start, owned.element.end
        content = render(owned.name) if owned.untouched and end <= rest else None
        if content is not None and _says_something_else(owned, content):
            source = source[:start] + section(owned.name, content).encode() + source[end:]
        rest = start  # one within another was moved there by hand, so the outer one is theirs
    return source.decode()


def _says_something_else(owned: Owned, content: str) -> bool:
    present = owned.element.child(MACRO_BODY)
    return (
        present is None
        or _links(present) != _links(parse(content))
        or (_digest(present) != _digest(parse(content)))
    )


def _links(element: Element) -> list[str]:
    """What leads elsewhere, or shows something, without being text."""
    return [
        each.attributes.get("href") or each.attributes.get("ri:filename") or ""
        for each in element.walk()
        if each.tag in {"a", "ri:attachment"}
    ]


def _digest(element: Element) -> str:
    """Of the text alone: blanks and markup are rewritten by Confluence's editor."""
    text = "".join(element.text().split())
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:_DIGITS]
