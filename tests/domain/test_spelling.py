import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.errors import InvalidField
from firefighter.domain.severity import Severity, read_severity, split_severity
from firefighter.domain.spelling import (
    bare,
    folded,
    nearest_name,
    same_name,
    split_word,
    without_quotes,
)


@pytest.mark.parametrize(
    "space", [" ", "\n", "\t", "\r\n", "\u00a0", "\u2003", "\u3000", "\u2028", "\u200b"]
)
def test_any_white_space_separates_words(space: str) -> None:
    assert split_word(f"{space}open{space}sev1 Checkout{space}") == ("open", "sev1 Checkout")


@pytest.mark.parametrize("typed", ["`open` x", "“open” x", "— open x", "'open' x", "«open» x"])
def test_dashes_and_quotes_are_no_part_of_a_word(typed: str) -> None:
    assert split_word(typed) == ("open", "x")


def test_white_space_inside_the_rest_is_kept() -> None:
    assert split_word("note a\n\n  b") == ("note", "a\n\n  b")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("“Checkout down”", "Checkout down"),
        ("`a`", "a"),
        ("„zu“", "zu"),
        ('"a" and "b"', '"a" and "b"'),
        ("it's", "it's"),
        ('""', '""'),
    ],
)
def test_quotes_around_the_whole_text_are_removed(typed: str, text: str) -> None:
    assert without_quotes(typed) == text


@pytest.mark.parametrize(
    "typed", ["sev-1", "SEV 1", "Sev1", "sev–1", "severity 1", "P1", "1", "`sev1`", " sev_1 "]
)
def test_severity_is_read_in_any_spelling(typed: str) -> None:
    assert read_severity(typed) is Severity.SEV1


@pytest.mark.parametrize("typed", ["sev9", "", "0", "high", "S1x", "sev11"])
def test_unknown_severity_is_refused(typed: str) -> None:
    with pytest.raises(InvalidField):
        read_severity(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "sev3 — Search is slow",
        "—sev3 Search is slow",
        "— sev-3: Search is slow",
        "‘sev3 Search is slow’",
        "“sev3” “Search is slow”",
        "`sev3` Search is slow",
        "„SEV 3“ Search is slow",
        "\u200bsev3\u00a0Search is slow",
    ],
)
def test_signs_around_a_severity_are_no_part_of_the_title(typed: str) -> None:
    assert split_severity(typed) == (Severity.SEV3, "Search is slow")


@pytest.mark.parametrize("typed", ["Checkout", "p1 pump", "several 1", "7 servers", "sev"])
def test_title_without_severity_is_left_alone(typed: str) -> None:
    assert split_severity(typed) == (None, typed)


def test_service_is_known_in_any_spelling() -> None:
    known = ("Payment API", "search")
    for typed in ("payment api", "PAYMENT-API", "payment_api", "“Payment API”"):
        assert same_name(typed, known) == "Payment API"
    assert same_name("pay", known) is None
    assert nearest_name("serach", known) == "search"
    assert nearest_name("xyzzy", known) == ""


@given(st.text())
def test_reading_never_fails_and_settles(typed: str) -> None:
    assert bare(bare(typed)) == bare(typed)
    word, rest = split_word(typed)
    assert split_word(word) == (word, "")
    assert rest == rest.strip()
    assert folded(typed) == folded(f" {typed} ")
