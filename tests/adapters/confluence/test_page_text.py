"""Text that people typed, as it stands on the page."""

from dataclasses import replace

import pytest

from firefighter.adapters.confluence import page_formats
from firefighter.adapters.confluence.client import ConfluencePages
from firefighter.adapters.confluence.rest_api import Account, page_url
from firefighter.adapters.confluence.storage_format import parse
from firefighter.playground.confluence import LocalConfluence
from tests.adapters.confluence.sample_postmortem import ENGLISH, lived, postmortem


def summary(text: str) -> str:
    section = ENGLISH.section(postmortem(replace(lived(), summary=text)))("summary")
    assert section is not None
    parse(section)
    return section


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("See https://x.test/a?b=1&c=2.", '<a href="https://x.test/a?b=1&amp;c=2">'),
        ("(http://x.test/a)", '(<a href="http://x.test/a">http://x.test/a</a>)'),
        ("https://x.test/a, and more", '<a href="https://x.test/a">https://x.test/a</a>, and'),
    ],
)
def test_web_addresses_are_links(text: str, link: str) -> None:
    assert link in summary(text)


@pytest.mark.parametrize("text", ["javascript:alert(1)", "ftp://x.test", "https://", "x.test"])
def test_other_addresses_are_text(text: str) -> None:
    assert "<a " not in summary(text).partition("Latest update")[0]


CODE = "Log:\n```\nif a < b:\n    fail()\n```\nAfter"


def test_code_keeps_its_indentation() -> None:
    section = summary(CODE)
    assert "<pre>if a &lt; b:\n    fail()</pre>" in section
    assert "<p>Log:</p>" in section
    assert "<p>After</p>" in section
    markdown = page_formats.markdown_document("t", section)
    assert "```\nif a < b:\n    fail()\n```" in markdown


def test_fence_without_end_is_text() -> None:
    assert "```" in summary("Use ``` for code")


def test_code_macro_keeps_its_indentation() -> None:
    body = (
        '<ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[a\n    b]]>'
        "</ac:plain-text-body></ac:structured-macro>"
    )
    assert "<pre>a\n    b</pre>" in page_formats.html_document("t", body, "en")


def test_self_hosted_page_has_no_questions() -> None:
    """Nobody can answer them there."""
    assert "✎" in ENGLISH.body(postmortem())
    body = ENGLISH.body(postmortem(), writable=False)
    assert "✎" not in body
    assert "<h2>Contributing factors</h2>" in body


def test_time_zone_is_at_the_top_of_the_page() -> None:
    assert "(UTC)" in ENGLISH.body(postmortem()).partition("<h2>")[0]


def test_link_leads_to_the_site_when_the_api_is_behind_a_gateway() -> None:
    account = Account("https://api.atlassian.com/ex/confluence/1", "token", "bot@x.test")
    found = {"id": "7", "_links": {"base": "https://acme.atlassian.net/wiki"}}
    assert page_url(account, found) == (
        "https://acme.atlassian.net/wiki/pages/viewpage.action?pageId=7"
    )
    assert page_url(account, {"id": "7"}).startswith(account.url)


def test_link_of_a_created_page_leads_to_it(wiki: LocalConfluence, pages: ConfluencePages) -> None:
    made = pages.create(postmortem())
    assert made.url == f"{wiki.url}/pages/viewpage.action?pageId={made.id}"
