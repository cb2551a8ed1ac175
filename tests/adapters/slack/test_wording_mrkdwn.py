"""Typed text is shown as typed and has no active elements."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.adapters.slack.wording.mrkdwn import (
    channel_mention,
    clipped,
    escaped,
    local_time,
    quoted,
    unescaped,
    user_mention,
)
from firefighter.domain.actors import Program, ProgramKind
from firefighter.domain.ids import UserId
from firefighter.domain.title import utf16_length
from firefighter.ports.snapshot import ChannelId
from tests.adapters.slack import strategies
from tests.adapters.slack.live_text import live_parts
from tests.adapters.slack.strategies import RIGHT_TO_LEFT

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
    assert escaped(text) == shown


def test_right_to_left_text_does_not_reverse_our_sentence() -> None:
    assert escaped(RIGHT_TO_LEFT) == f"\u2068{RIGHT_TO_LEFT}\u2069"


@pytest.mark.parametrize(
    "text", ["\u202etxt.exe", f"\u2069{RIGHT_TO_LEFT}\u202e", "\u2067left open"]
)
def test_direction_marks_do_not_reverse_our_sentence(text: str) -> None:
    shown = escaped(text)
    assert not re.search("[\u202a-\u202e]", shown)
    assert len(re.findall("[\u2066-\u2068]", shown)) == shown.count("\u2069")


@given(whatever)
def test_typed_text_has_no_active_elements(text: str) -> None:
    assert live_parts(f"Ana said {escaped(text)}.") == set()


@given(whatever)
def test_quoted_text_has_no_active_elements(text: str) -> None:
    assert live_parts(quoted(text)) == set()


@given(whatever)
def test_typed_text_round_trips(text: str) -> None:
    assert without_isolates(unescaped(escaped(text))) == without_isolates(text)


@given(whatever)
def test_quotation_marks_every_line(text: str) -> None:
    shown = quoted(text)
    assert [unescaped(escaped(line)) for line in text.splitlines()] == [
        unescaped(line[1:]) for line in shown.split("\n") if line.startswith(">")
    ]
    assert shown.count("\n") == max(len(text.splitlines()) - 1, 0)


@given(whatever, limits)
def test_clipped_text_is_the_beginning_of_typed_text(text: str, limit: int) -> None:
    whole = escaped(text)
    shown = clipped(whole, limit)
    assert utf16_length(shown) <= limit
    assert live_parts(f"Ana said {shown}") == set()
    if utf16_length(whole) <= limit:
        assert shown == whole
    else:
        assert shown.endswith("…")
        beginning = without_isolates(unescaped(shown.removesuffix("…")))
        assert without_isolates(text).startswith(beginning)


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("a&amp;b", 6, "a…"),
        ("a&amp;b", 7, "a&amp;b"),
        ("&lt;&gt;", 6, "&lt;…"),
        ("🔥🔥🔥", 3, "🔥…"),
        ("🔥🔥🔥", 6, "🔥🔥🔥"),
    ],
)
def test_clipped_text_has_ellipsis_and_no_partial_entity(text: str, limit: int, shown: str) -> None:
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
        ("<!subteam^S1> look", "@S1 look"),
        ("since <!date^1772334299^{time}|03:04 UTC>", "since 03:04 UTC"),
        (
            "the <https://wiki.example/42|runbook> says",
            "the runbook (https://wiki.example/42) says",
        ),
    ],
)
def test_slacks_markup_of_typed_text_is_undone(sent: str, was_typed: str) -> None:
    assert unescaped(sent) == was_typed


def test_a_title_has_linked_words_without_their_address() -> None:
    sent = "<@U1|bob>: <https://wiki.example/42|4 &gt; 2> and <https://a.example> are down"
    shown = "@bob: 4 > 2 and https://a.example are down"
    assert unescaped(sent, with_addresses=False) == shown


def test_our_own_mentions_are_active() -> None:
    mentions = f"{user_mention(UserId('U1'))} in {channel_mention(ChannelId('C1'))}"
    assert live_parts(mentions) == {"@U1", "#C1"}


def test_a_time_is_shown_in_the_readers_zone_or_in_utc_as_a_fallback() -> None:
    at = datetime(2026, 3, 1, 3, 4, 59, tzinfo=UTC)
    assert local_time(at) == "<!date^1772334299^{date_short_pretty} {time}|2026-03-01 03:04 UTC>"


@pytest.mark.parametrize(
    ("program", "shown"),
    [
        (Program(ProgramKind.ALERTS, "Alert<@U1>manager"), "Alert&lt;@U1&gt;manager"),
        (Program(ProgramKind.TOKEN, "deploys"), "API token deploys"),
    ],
)
def test_program_is_named_and_not_mentioned(program: Program, shown: str) -> None:
    assert user_mention(program.actor) == shown
