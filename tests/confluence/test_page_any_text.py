"""No text that a person can type yields a page that Confluence refuses, or markup of their own."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firefighter.confluence import html, markdown, reading
from firefighter.confluence.page import Drawing
from firefighter.confluence.storage import parse
from firefighter.domain.pictures import Picture, Shown, WhyNot
from firefighter.domain.postmortem import Postmortem, Told
from firefighter.playground.confluence.storage_format import check
from tests.confluence.samples import ENGLISH, FRENCH, lived, postmortem
from tests.domain.incidents import NOW

HOSTILE = (
    "]]>",
    "<script>alert(1)</script>",
    "</p></td><ac:structured-macro ac:name='html'/>",
    "&nbsp;&bogus;&#0;",
    "{{ 7 * 7 }}{% raw %}{0}{who}",
    "\x00\x0b\x1f\x7f\ufffe\uffff\ud800",
    "🔥👩🏽‍🚒\u202e\u200b",
    '" onclick="x()" \'',
    "javascript:alert(1)",
    "<!channel> <@U1> <https://evil.test|good>",
    "✎ looks like a question",
    'http://x" onmouseover="y()',
)
typed = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(), max_size=200),
    st.lists(st.sampled_from(HOSTILE), max_size=4).map("".join),
)


def typed_everywhere(text: str) -> Postmortem:
    """Wherever people's words end up, however they came there."""
    incident = replace(
        lived(), title=text, summary=text, mitigation=text, trigger=text, failure_class=text
    )
    incident.services = (text, text)
    incident.follow_ups = {
        number: replace(each, text=text, ticket=text)
        for number, each in incident.follow_ups.items()
    }
    known = postmortem(incident)
    return replace(
        known,
        told=tuple(
            Told(told.at, text, url=text, pictures=pictures_called(text)) for told in known.told
        ),
        names=dict.fromkeys(known.names, text),
        impact=text,
        latest_update=Told(NOW, text),
        similar=tuple(replace(each, title=text, url=text) for each in known.similar),
        relatives=tuple(replace(each, title=text, url=text) for each in known.relatives),
        room_url=text,
        announcement_url=text,
    )


def pictures_called(text: str) -> tuple[Shown, ...]:
    """On the page, not yet there, and never to be there."""
    picture = Picture(file="F1", name=text, alt=text, media_type="image/png")
    return (
        Shown(picture, picture.attachment),
        Shown(picture),
        *(Shown(picture, why_not=each) for each in WhyNot),
    )


def vocabulary(body: str) -> set[tuple[str, ...]]:
    """Every element of a page with its attributes' names, and which macro it is."""
    return {
        (each.tag, each.attributes.get("ac:name", ""), *sorted(each.attributes))
        for each in parse(body).walk()
    }


OURS = vocabulary(ENGLISH.body(typed_everywhere("https://x.test\nmore"))) | vocabulary(
    ENGLISH.body(typed_everywhere(""))
)
"""All that the templates can say, whatever people type."""


class Elements(HTMLParser):
    """What a browser would run, or follow, in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.alive: list[str] = []

    @classmethod
    def of(cls, page: str) -> "Elements":
        found = cls()
        found.feed(page)
        return found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "iframe"}:
            self.alive.append(tag)
        self.alive += [
            name
            for name, value in attrs
            if name.startswith("on")
            or (name in {"href", "src"} and (value or "").lower().startswith("javascript:"))
        ]


@pytest.mark.parametrize("drawing", [ENGLISH, FRENCH])
@settings(deadline=None, max_examples=50)
@given(text=typed)
def test_the_page_is_well_formed_and_has_no_elements_but_ours(drawing: Drawing, text: str) -> None:
    body = drawing.body(typed_everywhere(text))
    check(body)
    assert vocabulary(body) <= OURS


@settings(deadline=None, max_examples=50)
@given(text=typed)
def test_the_title_fits(text: str) -> None:
    title = ENGLISH.title(typed_everywhere(text))
    assert title.startswith("INC-42: ")
    assert title.endswith("(2026-03-01)")
    assert len(title) <= 255


@settings(deadline=None, max_examples=50)
@given(text=typed)
def test_it_can_be_read_back_and_kept_as_a_file(text: str) -> None:
    body, title = ENGLISH.body(typed_everywhere(text)), ENGLISH.title(typed_everywhere(text))
    assert len(reading.read(title, body).parts) == 15
    page = html.document(title, body, "en")
    assert not Elements.of(page).alive
    text_of_it = markdown.document(title, body, "https://bot.test/")
    assert text_of_it.startswith("# INC")
    assert "](<https://bot.test/F1" in text_of_it


def test_the_longest_text_stands_on_the_page_whole() -> None:
    assert "x" * 40_000 in ENGLISH.body(typed_everywhere("x" * 40_000))
