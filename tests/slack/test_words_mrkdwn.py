"""What people typed is shown as they typed it, and does nothing."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.ids import UserId
from firefighter.ports.places import ChannelId
from firefighter.slack.words.mrkdwn import (
    channel,
    clipped,
    moment,
    person,
    quoted,
    typed,
    untyped,
)
from tests.slack import strategies
from tests.slack.live_text import live_parts
from tests.slack.strategies import RIGHT_TO_LEFT

ISOLATES = re.compile("[\u2066-\u2069]")
whatever = st.text() | strategies.text
limits = st.integers(min_value=2, max_value=80)


def without_isolates(text: str) -> str:
    return ISOLATES.sub("", text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<!channel> look", "&lt;!channel&gt; look"),
        ("<@U1>", "&lt;@U1&gt;"),
        ("R&D", "R&amp;D"),
        ("&lt;", "&amp;lt;"),
        ("plain", "plain"),
    ],
)
def test_typed_text_is_escaped(text: str, shown: str) -> None:
    assert typed(text) == shown


def test_right_to_left_text_does_not_turn_our_sentence() -> None:
    assert typed(RIGHT_TO_LEFT) == f"\u2068{RIGHT_TO_LEFT}\u2069"


@pytest.mark.parametrize(
    "text", ["\u202etxt.exe", f"\u2069{RIGHT_TO_LEFT}\u202e", "\u2067left open"]
)
def test_controls_of_direction_do_not_turn_our_sentence(text: str) -> None:
    shown = typed(text)
    assert not re.search("[\u202a-\u202e]", shown)
    assert len(re.findall("[\u2066-\u2068]", shown)) == shown.count("\u2069")


@given(whatever)
def test_nothing_typed_is_alive(text: str) -> None:
    assert live_parts(f"Ana said {typed(text)}.") == set()


@given(whatever)
def test_nothing_quoted_is_alive(text: str) -> None:
    assert live_parts(quoted(text)) == set()


@given(whatever)
def test_typed_text_is_read_back(text: str) -> None:
    assert without_isolates(untyped(typed(text))) == without_isolates(text)


@given(whatever)
def test_a_quotation_marks_every_line(text: str) -> None:
    shown = quoted(text)
    assert [untyped(typed(line)) for line in text.splitlines()] == [
        untyped(line[1:]) for line in shown.split("\n") if line.startswith(">")
    ]
    assert shown.count("\n") == max(len(text.splitlines()) - 1, 0)


@given(whatever, limits)
def test_what_is_clipped_is_the_beginning_of_what_was_typed(text: str, limit: int) -> None:
    whole = typed(text)
    shown = clipped(whole, limit)
    assert len(shown) <= limit
    assert live_parts(f"Ana said {shown}") == set()
    if len(whole) <= limit:
        assert shown == whole
    else:
        assert shown.endswith("…")
        beginning = without_isolates(untyped(shown.removesuffix("…")))
        assert without_isolates(text).startswith(beginning)


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("a&amp;b", 6, "a…"),
        ("a&amp;b", 7, "a&amp;b"),
        ("&lt;&gt;", 6, "&lt;…"),
        ("🔥🔥🔥", 2, "🔥…"),
    ],
)
def test_a_clipped_text_has_a_sign_and_no_half_entity(text: str, limit: int, shown: str) -> None:
    assert clipped(text, limit) == shown


@pytest.mark.parametrize(
    ("sent", "was_typed"),
    [
        ("&lt;!channel&gt; &amp; co", "<!channel> & co"),
        ("&amp;lt;", "&lt;"),
        ("<@U1|bob> knows", "@bob knows"),
        ("<@U1>", "@U1"),
        ("see <#C1|general>", "see #general"),
        ("<!here|here> <!channel>", "@here @channel"),
        ("<https://a.example/?x=1&amp;y=2>", "https://a.example/?x=1&y=2"),
        ("<http://a.example|a.example> is down", "a.example is down"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("1 < 2", "1 < 2"),
        ("<!subteam^S1|@oncall> look", "@oncall look"),
    ],
)
def test_what_slack_makes_of_typed_text_is_undone(sent: str, was_typed: str) -> None:
    assert untyped(sent) == was_typed


def test_our_own_mentions_are_alive() -> None:
    mentions = f"{person(UserId('U1'))} in {channel(ChannelId('C1'))}"
    assert live_parts(mentions) == {"@U1", "#C1"}


def test_a_moment_is_shown_in_each_readers_zone_and_in_utc_where_that_fails() -> None:
    at = datetime(2026, 3, 1, 3, 4, 59, tzinfo=UTC)
    assert moment(at) == "<!date^1772334299^{date_short_pretty} {time}|2026-03-01 03:04 UTC>"
