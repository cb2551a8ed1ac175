"""No shape is refused by Slack for the length of its text."""

from typing import Any

import pytest

from firefighter.slack.blocks import vocabulary
from firefighter.slack.blocks.vocabulary import Option
from tests.slack.limits_check import faults_of_message, faults_of_view

Json = dict[str, Any]

LONG = "word " * 1000
CHOICES = [Option(str(number), LONG) for number in range(150)]


@pytest.mark.parametrize(
    "block",
    [
        vocabulary.section(LONG),
        vocabulary.fields([LONG, LONG]),
        vocabulary.context(LONG),
        vocabulary.actions([vocabulary.button("go", LONG, "1")]),
        vocabulary.section("Who?", vocabulary.overflow("who", CHOICES[:5])),
        vocabulary.text_field("what", LONG, max_length=10, hint=LONG),
        vocabulary.choice("which", LONG, CHOICES, initial="7"),
        vocabulary.choices("which", LONG, CHOICES),
        vocabulary.tick("private", LONG, CHOICES[0]),
        vocabulary.person_field("who", LONG),
    ],
)
def test_what_is_too_long_is_cut_with_a_sign(block: Json) -> None:
    assert faults_of_message([block]) == []
    assert "…" in str(block)


def test_a_modal_is_cut_to_what_its_head_and_foot_can_show() -> None:
    view = vocabulary.modal("ask", LONG, [vocabulary.section("Why?")], submit=LONG)
    assert faults_of_view(view) == []
    assert view["title"]["text"].endswith("…")
    assert view["submit"]["text"].endswith("…")


@pytest.mark.parametrize(("submit", "close"), [("", "Close"), ("Save", "Cancel")])
def test_a_modal_that_cannot_be_sent_can_only_be_closed(submit: str, close: str) -> None:
    view = vocabulary.modal("ask", "Title", [vocabulary.section("Why?")], submit=submit)
    assert view["close"]["text"] == close
    assert ("submit" in view) is bool(submit)


def test_a_choice_begins_with_the_initial_one() -> None:
    element = vocabulary.choice("which", "Which?", CHOICES, initial="7")["element"]
    assert element["initial_option"]["value"] == "7"


def test_a_choice_without_an_initial_one_begins_empty() -> None:
    element = vocabulary.choice("which", "Which?", CHOICES)["element"]
    assert "initial_option" not in element


def test_a_choice_behind_the_hundredth_does_not_break_the_form() -> None:
    form = vocabulary.choice("which", "Which?", CHOICES, initial="120")
    assert faults_of_message([form]) == []
