from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.playground.client.text import mrkdwn, plain
from tests.playground.client.parsed_html import HARMLESS_TAGS, READER, parse_html

NASTY = [
    "<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<javascript:alert(1)|press me>",
    "<JavaScript:alert(1)>",
    '<https://example.com/" onmouseover="alert(1)|a>',
    "<https://example.com/|<img src=x onerror=alert(1)>>",
    "<!date^1700000000^{date}^javascript:alert(1)|then>",
    "<!date^1700000000^<b>{date}</b>|then>",
    '<@U1" onclick="alert(1)>',
    '<#C1|"><script>>',
    "```<script>```",
    "`<img src=x onerror=alert(1)>`",
    "*<script>* _<b>_ ~<i>~",
    ">&gt;<script>",
    "<data:text/html,hello|x>",
    "<vbscript:x|x>",
]
_bits = st.sampled_from([*NASTY, *"<>&\"'`*_~\n|!@#^", "a", " "]) | st.text(max_size=3)
anything = st.lists(_bits, max_size=15).map("".join)


def assert_harmless(html: str) -> None:
    found = parse_html(html)
    assert set(found.tags) <= HARMLESS_TAGS
    assert {name for _tag, name, _value in found.attributes} <= {
        "class",
        "href",
        "target",
        "rel",
        "title",
    }
    for address in found.values("href"):
        assert address.startswith(("https://", "http://", "mailto:", "tel:", "/?")), address


@pytest.mark.parametrize("typed", NASTY)
def test_typed_text_never_becomes_html(typed: str) -> None:
    assert_harmless(mrkdwn(typed, READER))
    assert parse_html(plain(typed)).tags == []


@given(anything)
def test_mixed_markup_never_becomes_html(typed: str) -> None:
    assert_harmless(mrkdwn(typed, READER))
    assert parse_html(plain(typed)).tags == []


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (
            "*bold* _slanted_ ~gone~ `code`",
            "<strong>bold</strong> <em>slanted</em> <s>gone</s> <code>code</code>",
        ),
        ("a*b*c 2*3*4 snake_case_name", "a*b*c 2*3*4 snake_case_name"),
        ("*_both_*", "<strong><em>both</em></strong>"),
        ("`*as typed*`", "<code>*as typed*</code>"),
        ("a &lt; b &amp;&amp; c", "a &lt; b &amp;&amp; c"),
        (":fire: :no_such_sign:", "🔥 :no_such_sign:"),
        ("<@U1>", '<span class="mention">@Ana Lima</span>'),
        ("<!here>", '<span class="mention">@here</span>'),
    ],
)
def test_slacks_markup_is_drawn(typed: str, shown: str) -> None:
    assert mrkdwn(typed, READER) == f'<span class="line">{shown}</span>'


def test_lines_and_quotations_stay_apart() -> None:
    assert mrkdwn("one\n>two\n>three", READER) == (
        '<span class="line">one</span>'
        '<blockquote><span class="line">two</span><span class="line">three</span></blockquote>'
    )


def test_links_send_no_referrer() -> None:
    drawn = parse_html(mrkdwn("<https://example.com/a?b=1&amp;c=2|see>", READER))
    assert drawn.values("href") == ["https://example.com/a?b=1&c=2"]
    assert drawn.values("rel") == ["noopener noreferrer"]
    assert drawn.text == "see"


def test_a_time_is_shown_in_the_readers_zone_and_language() -> None:
    drawn = mrkdwn("<!date^1700003600^{date_short_pretty} {time}|then>", READER)
    assert parse_html(drawn).text == "today 23:13"


def test_a_private_channel_has_no_name_for_who_may_not_see_it() -> None:
    assert parse_html(mrkdwn("<#C2>", READER)).text == "🔒 private channel"


def test_a_link_to_a_message_leads_to_it_on_the_same_pages() -> None:
    viewer = replace(READER, url="http://127.0.0.1:4242")
    link = "http://127.0.0.1:4242/archives/C1/p1700000000000123"
    assert parse_html(mrkdwn(f"<{link}|there>", viewer)).values("href") == [
        "/?as=ana&in=C1#m1700000000.000123"
    ]
    reply = f"{link}?thread_ts=1700000000.000001&amp;cid=C1"
    assert parse_html(mrkdwn(f"<{reply}|there>", viewer)).values("href") == [
        "/?as=ana&in=C1&thread=1700000000.000001#t1700000000.000123"
    ]
    for other in ("http://127.0.0.1:4242/archives/", "http://other/archives/C1/p1700000000000123"):
        assert parse_html(mrkdwn(f"<{other}>", viewer)).values("href") == [other]
