"""Parses HTML as a browser does."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from firefighter.playground.client.viewer import DateFormat, Location, Viewer, now_utc
from firefighter.playground.slack.records import Channel, User

HARMLESS_TAGS = frozenset({"a", "blockquote", "code", "em", "pre", "s", "span", "strong", "time"})
VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})

ANA = User("U1", "ana", "Ana Lima", tz="Europe/Lisbon", locale="en-GB")
GENERAL = Channel("C1", "general", "channel", "U1", 0, ("U1",))
READER = Viewer(
    ANA,
    {"U1": ANA},
    {"C1": GENERAL},
    {},
    DateFormat(ANA.tz, ANA.locale, now_utc(1_700_000_000)),
    Location("ana", "C1"),
)


@dataclass
class ParsedHtml(HTMLParser):
    """The tags, attributes and text of some HTML; `unclosed` is empty when it is well formed."""

    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.unclosed.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.unclosed, f"</{tag}> closes nothing"
        assert self.unclosed.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def values(self, name: str) -> list[str]:
        return [value for _tag, each, value in self.attributes if each == name]


def parse_html(html: str) -> ParsedHtml:
    found = ParsedHtml()
    found.feed(html)
    found.close()
    assert found.unclosed == []
    return found
