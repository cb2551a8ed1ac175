"""What templates of pages call: texts, links, pictures and questions in storage format."""

import re
from collections.abc import Iterator
from datetime import datetime

from markupsafe import Markup, escape

from firefighter.adapters.confluence import wording
from firefighter.adapters.confluence.storage_format import without_invalid_xml
from firefighter.domain.pictures import PagePicture
from firefighter.domain.repeated_hour import offset_if_repeated

PROMPT_SIGN = "✎"
"""Starts each question, so that open questions can be recognized."""


def printable(value: object) -> object:
    """Markup as it is; everything else without characters that XML does not allow."""
    return value if isinstance(value, Markup) else without_invalid_xml(str(value))


def date_and_time(local: datetime) -> str:
    return f"{local:%Y-%m-%d} {time_of_day(local)}"


def time_of_day(local: datetime) -> str:
    return f"{local:%H:%M}{offset_if_repeated(local)}"


def badge(text: str, color: str) -> Markup:
    return Markup(
        '<ac:structured-macro ac:name="status"><ac:parameter ac:name="title">{}</ac:parameter>'
        '<ac:parameter ac:name="colour">{}</ac:parameter></ac:structured-macro>'
    ).format(without_invalid_xml(text), color)


def link(text: str, url: str) -> Markup:
    """Links only to http and https: somebody may have typed the address."""
    shown = without_invalid_xml(text)
    if not url.startswith(("https://", "http://")):
        return escape(shown)
    return Markup('<a href="{}">{}</a>').format(without_invalid_xml(url), shown)


_FENCE = "```"
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]}'»]")


def paragraphs(text: str) -> Markup:
    """An empty line starts a new paragraph; any other line break stays one.

    Web addresses become links, and text between lines of three backticks keeps its indentation.
    """
    lines = without_invalid_xml(text).replace("\r", "\n")
    return Markup("").join(
        Markup("<pre>{}</pre>").format(part.strip("\n")) if is_code else _plain_paragraphs(part)
        for is_code, part in _fenced_parts(lines)
    )


def _fenced_parts(text: str) -> Iterator[tuple[bool, str]]:
    """Text outside and inside of fences; without an end there is no fence."""
    parts = text.split(_FENCE)
    if len(parts) % 2 == 0:
        parts[-2:] = [_FENCE.join(parts[-2:])]
    return ((number % 2 == 1, part) for number, part in enumerate(parts) if part.strip())


def _plain_paragraphs(text: str) -> Markup:
    found = [part.strip("\n") for part in text.split("\n\n")]
    return Markup("").join(
        Markup("<p>{}</p>").format(Markup("<br/>").join(map(_with_links, part.split("\n"))))
        for part in found
        if part
    )


def _with_links(line: str) -> Markup:
    linked, end = Markup(""), 0
    for found in _WEB_ADDRESS.finditer(line):
        linked += escape(line[end : found.start()]) + link(found[0], found[0])
        end = found.end()
    return linked + escape(line[end:])


def picture(shown: PagePicture, url: str) -> Markup:
    """A sentence until the picture is attached: Confluence would show a broken image."""
    picture = shown.picture
    if not shown.attachment:
        return Markup("<p><em>{}</em></p>").format(link(wording.missing_picture(shown), url))
    return Markup(
        '<p><ac:image ac:alt="{}" ac:width="{}"><ri:attachment ri:filename="{}"/></ac:image></p>'
    ).format(
        without_invalid_xml(picture.alt or picture.name),
        picture.shown_width,
        without_invalid_xml(shown.attachment),
    )


def prompt(text: str) -> Markup:
    return Markup("<p><em>{} {}</em></p>").format(PROMPT_SIGN, escape(without_invalid_xml(text)))
