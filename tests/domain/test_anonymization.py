"""Texts without the people whom they name."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.anonymization import Anonymizer, Replacements

NAMES = ("Ana Lima", "ana.l", "Li Wei", "José", "")
ANONYMIZER = Anonymizer(NAMES, Replacements("somebody", "a channel", "(address)"))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<@U0ANA> restarted it", "somebody restarted it"),
        ("<@U0ANA|ana> restarted it", "somebody restarted it"),
        ("<!subteam^S0X|@oncall> and <!here>", "somebody and somebody"),
        ("see <#C0X|general>", "see a channel"),
        ("see <https://a.example/x|the chart>", "see the chart"),
        ("see <https://a.example/x>", "see (address)"),
        ("see https://a.example/ana?x=1.", "see (address)"),
        ("ask ana.lima@a.example or +33 6 12 34 56 78", "ask (address) or (address)"),
        ("@here @channel ping @bob", "somebody somebody ping somebody"),
        ("Ana Lima called, then ANA, then lima's boss", ("somebody called, then somebody, then "
         "somebody's boss")),
        ("Wei told Li, but limits and li stay", "somebody told somebody, but limits and li stay"),
        ("Jose\u0301 left", "somebody left"),
        ("banana bread costs 5 &lt; 6 &amp;amp; `code`", "banana bread costs 5 < 6 & amp; 'code'"),
        ("&lt;b&gt;bold&lt;/b&gt;", "‹b>bold‹/b>"),
        ("＜@U1＞ x@here @@everyone", "somebody xsomebody somebody"),
        ("&lt;\u202ei&gt;", "‹i>"),
        ("a\u202eb\x07c\nd", "abc\nd"),
        ("<@U0ANA>", "somebody"),
        ("", ""),
    ],
)  # fmt: skip
def test_names_addresses_and_markup_are_replaced(text: str, plain: str) -> None:
    assert ANONYMIZER.plain(text) == plain


@given(st.lists(st.sampled_from([*NAMES, "Ana", "LIMA", " ", "\n", "<@U1>", "x", "-"])))
def test_no_known_name_is_left(parts: list[str]) -> None:
    plain = ANONYMIZER.plain(" ".join(parts))
    assert not re.search(r"(?i)\b(?:ana|lima|wei|josé|ana\.l)\b", plain)


def test_without_known_names_mentions_are_replaced() -> None:
    anonymizer = Anonymizer((), Replacements("somebody", "a channel", "(address)"))
    assert anonymizer.plain("<@U1> and Ana") == "somebody and Ana"
