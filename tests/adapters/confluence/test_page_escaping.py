"""Text that people type never makes a page invalid and never becomes markup."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firefighter.adapters.confluence import page_formats, page_parser
from firefighter.adapters.confluence.page_renderer import PageRenderer
from firefighter.adapters.confluence.storage_format import parse
from firefighter.domain.events import DecisionRecorded
from firefighter.domain.pictures import NotShownReason, PagePicture, Picture
from firefighter.domain.postmortem import Postmortem, TimelineLine
from firefighter.playground.confluence.wiki import check_body
from tests.adapters.confluence.sample_learning_report import learning_report
from tests.adapters.confluence.sample_postmortem import ENGLISH, FRENCH, lived, postmortem
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
    "```",
    "http://x.test/?a=1&b=<script>",
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
    """A post-mortem with this text wherever people's text can appear."""
    incident = replace(
        lived(), title=text, summary=text, mitigation=text, trigger=text, failure_class=text
    )
    incident.services = (text, text)
    incident.follow_ups = {
        number: replace(each, text=text, ticket=text)
        for number, each in incident.follow_ups.items()
    }
    incident.hypotheses = {
        number: replace(each, text=text, note=text) for number, each in incident.hypotheses.items()
    }
    incident.events = [
        replace(event, text=text) if isinstance(event, DecisionRecorded) else event
        for event in incident.events
    ]
    known = postmortem(incident)
    return replace(
        known,
        timeline_lines=tuple(
            TimelineLine(line.at, text, url=text, pictures=pictures_called(text))
            for line in known.timeline_lines
        ),
        names=dict.fromkeys(known.names, text),
        impact=text,
        latest_update=TimelineLine(NOW, text),
        similar=tuple(replace(each, title=text, url=text) for each in known.similar),
        linked_incidents=tuple(
            replace(each, title=text, url=text) for each in known.linked_incidents
        ),
        channel_url=text,
        announcement_url=text,
    )


def pictures_called(text: str) -> tuple[PagePicture, ...]:
    """Pictures that are attached, not yet attached, and not shown for each reason."""
    picture = Picture(file="F1", name=text, alt=text, media_type="image/png")
    return (
        PagePicture(picture, picture.attachment),
        PagePicture(picture),
        *(PagePicture(picture, not_shown_reason=each) for each in NotShownReason),
    )


def vocabulary(body: str) -> set[tuple[str, ...]]:
    """Every element of a page with its macro name and attribute names."""
    return {
        (each.tag, each.attributes.get("ac:name", ""), *sorted(each.attributes))
        for each in parse(body).walk()
    }


_ALL_MARKUP = "https://x.test\nmore\n```\ncode\n```"

OURS = vocabulary(ENGLISH.body(typed_everywhere(_ALL_MARKUP))) | vocabulary(
    ENGLISH.body(typed_everywhere(""))
)
"""All elements that the templates can produce."""

OF_REPORTS = vocabulary(ENGLISH.body(learning_report(_ALL_MARKUP))) | vocabulary(
    ENGLISH.body(learning_report(""))
)
"""Likewise, on learning reports."""


class Elements(HTMLParser):
    """Collects what a browser would execute."""

    def __init__(self) -> None:
        super().__init__()
        self.active: list[str] = []

    @classmethod
    def of(cls, page: str) -> "Elements":
        found = cls()
        found.feed(page)
        return found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "iframe"}:
            self.active.append(tag)
        self.active += [
            name
            for name, value in attrs
            if name.startswith("on")
            or (name in {"href", "src"} and (value or "").lower().startswith("javascript:"))
        ]


@pytest.mark.parametrize("renderer", [ENGLISH, FRENCH])
@settings(max_examples=50)
@given(text=typed)
def test_page_is_well_formed_and_has_only_known_elements(renderer: PageRenderer, text: str) -> None:
    body = renderer.body(typed_everywhere(text))
    check_body(body)
    assert vocabulary(body) <= OURS


@pytest.mark.parametrize("renderer", [ENGLISH, FRENCH])
@settings(max_examples=50)
@given(text=typed)
def test_learning_report_is_well_formed_and_has_only_known_elements(
    renderer: PageRenderer, text: str
) -> None:
    body, title = renderer.body(learning_report(text)), renderer.title(learning_report(text))
    check_body(body)
    assert vocabulary(body) <= OF_REPORTS
    assert len(title) <= 255
    assert not Elements.of(page_formats.html_document(title, body, "en")).active


@settings(max_examples=50)
@given(text=typed)
def test_title_fits_the_limit(text: str) -> None:
    title = ENGLISH.title(typed_everywhere(text))
    assert title.startswith("INC-42: ")
    assert title.endswith("(2026-03-01)")
    assert len(title) <= 255


@settings(max_examples=50)
@given(text=typed)
def test_page_can_be_parsed_and_converted(text: str) -> None:
    body, title = ENGLISH.body(typed_everywhere(text)), ENGLISH.title(typed_everywhere(text))
    assert len(page_parser.parse_page(title, body).parts) == 17
    page = page_formats.html_document(title, body, "en")
    assert not Elements.of(page).active
    markdown = page_formats.markdown_document(title, body, "https://bot.test/")
    assert markdown.startswith("# INC")
    assert "](<https://bot.test/F1" in markdown


def test_long_text_is_not_cut() -> None:
    assert "x" * 40_000 in ENGLISH.body(typed_everywhere("x" * 40_000))
