"""From whatever somebody typed at 3 a.m. to a title that fits on one line."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.errors import InvalidField
from firefighter.domain.title import SUMMARY_LIMIT, TITLE_LIMIT, clean_text, split_title

RIGHT_TO_LEFT = "الدفع لا يعمل"
TURNED = "safe\u202etxt.exe\u2066"

# Long, with spaces, and with all that people's tools let them paste.
typed_text = st.lists(
    st.text(max_size=30) | st.sampled_from(["🔥", "<!channel>", "</b>&", "\r\n", "\x00", "\ud800"]),
    max_size=60,
).map(" ".join)


def letters(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Checkout returns 500", "Checkout returns 500"),
        ("  Checkout \t returns\n\n500  ", "Checkout returns 500"),
        ("Checkout\r\nreturns 500", "Checkout returns 500"),
        ("🔥🔥🔥", "🔥🔥🔥"),
        (RIGHT_TO_LEFT, RIGHT_TO_LEFT),
        (TURNED, "safetxt.exe"),
        ("<!channel> </b>& <@U1>", "<!channel> </b>& <@U1>"),
        ("Mail\x00 is\x1b[31m red", "Mail is[31m red"),
        ("half a \ud83d letter", "half a letter"),
        ("x" * TITLE_LIMIT, "x" * TITLE_LIMIT),
    ],
)
def test_a_title_is_what_was_typed_on_one_line_without_controls(typed: str, title: str) -> None:
    assert split_title(typed) == (title, "")


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\x00\x1b", "\u202e\u2066", "\ud800"])
def test_a_title_of_nothing_is_refused(typed: str) -> None:
    with pytest.raises(InvalidField) as refused:
        split_title(typed, "It has a summary.")
    assert refused.value.name == "title"


@pytest.mark.parametrize("typed", ["\u200b", "\u2060 \ufeff", "\u00ad", "\u200e\u200f"])
def test_a_title_of_what_nobody_can_see_is_refused(typed: str) -> None:
    with pytest.raises(InvalidField):
        split_title(typed)


def test_a_long_title_is_cut_between_words_and_kept_whole_in_the_summary() -> None:
    typed = "checkout " * 30
    title, summary = split_title(typed, "Since noon.")
    assert title == "checkout " * 12 + "checkout…"
    assert len(title) <= TITLE_LIMIT
    assert summary == f"{typed.strip()}\n\nSince noon."


def test_a_long_title_without_words_is_cut_where_it_must_be() -> None:
    assert split_title("x" * 3000)[0] == "x" * (TITLE_LIMIT - 1) + "…"


def test_3000_characters_are_all_kept() -> None:
    typed = ("word " * 600).strip()
    assert split_title(typed)[1] == typed


def test_what_is_too_long_even_for_the_summary_is_cut_with_a_sign() -> None:
    summary = split_title("word " * 900, "never seen")[1]
    assert len(summary) == SUMMARY_LIMIT
    assert summary.endswith("…")


@given(typed_text, st.text(max_size=100))
def test_a_title_fits_and_nothing_that_was_typed_is_lost(typed: str, summary: str) -> None:
    try:
        title, kept = split_title(typed, summary)
    except InvalidField:
        assert not letters(clean_text(typed))
        return
    assert 0 < len(title) <= TITLE_LIMIT
    assert len(kept) <= SUMMARY_LIMIT
    if not kept.endswith("…"):
        assert letters(clean_text(typed)) in {letters(title), letters(kept.partition("\n\n")[0])}
        assert letters(clean_text(summary)) in letters(kept)


@given(typed_text)
def test_a_title_that_is_typed_again_stays_what_it_is(typed: str) -> None:
    try:
        title, _summary = split_title(typed)
    except InvalidField:
        return
    assert split_title(title) == (title, "")


@given(typed_text)
def test_a_clean_text_can_be_stored_and_is_clean_already(typed: str) -> None:
    text = clean_text(typed)
    assert text.encode().decode() == text
    assert clean_text(text) == text
    assert len(text) <= SUMMARY_LIMIT
    assert not [one for one in text if unicodedata.category(one) == "Cc" and one not in "\n\t"]


def test_a_clean_text_keeps_its_lines() -> None:
    assert clean_text(" first\r\n\tsecond\x07\n\n ") == "first\n\tsecond"
