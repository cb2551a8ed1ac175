"""Self-hosted pages and the local Confluence show the same content for the same storage format.

The two renderers share no code: the local Confluence stands for the real one, and must not inherit
the bot's reading of storage format.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from firefighter.adapters.confluence import page_formats
from firefighter.playground.confluence.viewing import drawn
from tests.adapters.confluence.sample_postmortem import ENGLISH, FRENCH, postmortem

_STRUCTURE = {"h2", "h3", "table", "tr", "th", "td", "ul", "ol", "li", "strong", "em", "pre"}
_SKIPPED = {"style", "title", "h1"}


@dataclass
class Content(HTMLParser):
    """What a reader sees: text, structure, link targets and pictures."""

    seen: list[str] = field(default_factory=list)
    skipped: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.skipped += tag in _SKIPPED
        if tag in _STRUCTURE:
            self.seen.append(f"<{tag} {given.get('colspan') or ''}>")
        elif tag == "a":
            self.seen.append(f"<a {given['href']}>")
        elif tag == "img":
            self.seen.append(f"<img {given.get('alt')} {given.get('width')}>")

    def handle_endtag(self, tag: str) -> None:
        self.skipped -= tag in _SKIPPED

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.seen += data.split()


def content(html: str) -> list[str]:
    found = Content()
    found.feed(html)
    return found.seen


def macro(name: str, inner: str) -> str:
    return f'<ac:structured-macro ac:name="{name}">{inner}</ac:structured-macro>'


TITLE = '<ac:parameter ac:name="title">Read me</ac:parameter>'
COLOUR = '<ac:parameter ac:name="colour">Red</ac:parameter>'
RICH = "<ac:rich-text-body><p>Rich &amp; text</p></ac:rich-text-body>"
CODE = "<ac:plain-text-body><![CDATA[if a < b:\n    pass]]></ac:plain-text-body>"


IMAGE = '<ac:image ac:alt="Graph" ac:width="300"><ri:attachment ri:filename="g.png"/></ac:image>'
CELL = "<ac:layout-section><ac:layout-cell>{}</ac:layout-cell></ac:layout-section>"
TASK = "<ac:task><ac:task-id>1</ac:task-id><ac:task-status>complete</ac:task-status>{}</ac:task>"
ROWS = '<tr><th colspan="2">a</th></tr><tr><td>b</td><td>c</td></tr>'


@pytest.mark.parametrize(
    "body",
    [
        ENGLISH.body(postmortem()),
        FRENCH.body(postmortem()),
        macro("info", TITLE + RICH),
        macro("expand", TITLE + RICH),
        macro("panel", RICH),
        macro("status", TITLE + COLOUR),
        macro("code", CODE),
        '<p><time datetime="2026-03-01"/> <strong>a</strong></p>',
        '<p><a href="https://x.test?a=1&amp;b">b</a></p>',
        f"<table><tbody>{ROWS}</tbody></table>",
        f"<p>{IMAGE}</p>",
        f"<ac:layout>{CELL.format('<p>in</p>')}</ac:layout>",
        f"<ac:task-list>{TASK.format('<ac:task-body>done it</ac:task-body>')}</ac:task-list>",
        "<p>&eacute;&nbsp;&ndash;&hellip;</p>",
    ],
)
def test_both_renderers_show_the_same_content(body: str) -> None:
    ours = content(page_formats.html_document("Title", body, "en", "page/"))
    assert ours == content(drawn(body, "1", attached=["g.png"]))
    assert ours
