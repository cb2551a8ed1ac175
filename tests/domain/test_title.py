"""Titles and summaries from typed text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.errors import FieldProblem, InvalidField
from firefighter.domain.title import (
    SUMMARY_LIMIT,
    TITLE_LIMIT,
    clean_text,
    form_value,
    from_form,
    split_title,
)

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
def test_title_is_one_line_without_controls(typed: str, title: str) -> None:
    assert split_title(typed) == (title, "")


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\x00\x1b", "\u202e\u2066", "\ud800"])
def test_empty_title_is_refused(typed: str) -> None:
    with pytest.raises(InvalidField) as refused:
        split_title(typed, "It has a summary.")
    assert refused.value.name == "title"


@pytest.mark.parametrize("typed", ["\u200b", "\u2060 \ufeff", "\u00ad", "\u200e\u200f"])
def test_invisible_title_is_refused(typed: str) -> None:
    with pytest.raises(InvalidField):
        split_title(typed)


def test_long_title_is_cut_between_words_and_kept_in_the_summary() -> None:
    typed = "checkout " * 30
    title, summary = split_title(typed, "Since noon.")
    assert title == "checkout " * 12 + "checkout…"
    assert len(title) <= TITLE_LIMIT
    assert summary == f"{typed.strip()}\n\nSince noon."


def test_long_word_is_cut_at_the_limit() -> None:
    assert split_title("x" * 3000)[0] == "x" * (TITLE_LIMIT - 1) + "…"


def test_text_of_3000_characters_is_kept() -> None:
    typed = ("word " * 600).strip()
    assert split_title(typed)[1] == typed


def test_text_longer_than_a_form_field_is_kept_whole() -> None:
    typed = ("word " * 900).strip()
    assert split_title(typed, "seen")[1] == f"{typed}\n\nseen"
    assert clean_text(typed) == typed


def test_text_over_a_limit_is_refused_with_its_length() -> None:
    assert clean_text("x" * 1000, 1000) == "x" * 1000
    with pytest.raises(InvalidField) as refused:
        clean_text("x" * 1001, 1000, "reason")
    found = refused.value
    assert (found.name, found.problem, found.about) == (
        "reason",
        FieldProblem.TOO_LONG,
        "1001/1000",
    )


def test_text_that_does_not_fit_a_form_field_survives_its_edit() -> None:
    before = "".join(chr(ord("a") + n % 26) for n in range(3637))
    shown = form_value(before, SUMMARY_LIMIT)
    assert len(shown) == SUMMARY_LIMIT
    assert from_form(shown, before) == before
    assert from_form("New " + shown, before) == "New " + before
    assert from_form("Rewritten", before) == "Rewritten"
    assert from_form("Waiting…", "short") == "Waiting…"


@given(typed_text, st.text(max_size=100))
def test_title_fits_and_no_text_is_lost(typed: str, summary: str) -> None:
    try:
        title, kept = split_title(typed, summary)
    except InvalidField:
        assert not letters(clean_text(typed))
        return
    assert 0 < len(title) <= TITLE_LIMIT
    assert letters(clean_text(typed)) in {letters(title), letters(kept.partition("\n\n")[0])}
    assert letters(clean_text(summary)) in letters(kept)


@given(typed_text)
def test_split_title_is_idempotent(typed: str) -> None:
    try:
        title, _summary = split_title(typed)
    except InvalidField:
        return
    assert split_title(title) == (title, "")


@given(typed_text)
def test_clean_text_is_idempotent_and_storable(typed: str) -> None:
    text = clean_text(typed)
    assert text.encode().decode() == text
    assert clean_text(text) == text
    assert not [one for one in text if unicodedata.category(one) == "Cc" and one not in "\n\t"]


def test_clean_text_keeps_line_breaks() -> None:
    assert clean_text(" first\r\n\tsecond\x07\n\n ") == "first\n\tsecond"
