"""Blocks stay within Slack's limits for any length of text."""

from typing import Any

import pytest

from firefighter.adapters.slack.blocks import block_kit
from firefighter.adapters.slack.blocks.block_kit import Option
from tests.adapters.slack.block_problems import problems_of_block, problems_of_view

Json = dict[str, Any]

LONG = "word " * 1000
CHOICES = [Option(str(number), LONG) for number in range(150)]


@pytest.mark.parametrize(
    "block",
    [
        block_kit.section(LONG),
        block_kit.fields([LONG, LONG]),
        block_kit.context(LONG),
        block_kit.actions([block_kit.button("go", LONG, "1")]),
        block_kit.section("Who?", block_kit.overflow("who", CHOICES[:5])),
        block_kit.text_field("what", LONG, max_length=10, hint=LONG),
        block_kit.select_field("which", LONG, CHOICES, initial="7"),
        block_kit.multi_select_field("which", LONG, CHOICES),
        block_kit.checkbox_field("private", LONG, CHOICES[0]),
        block_kit.user_field("who", LONG),
    ],
)
def test_text_over_the_limit_is_cut_with_an_ellipsis(block: Json) -> None:
    assert problems_of_block(block) == []
    assert "…" in str(block)


def test_modal_title_and_buttons_are_cut_to_their_limits() -> None:
    view = block_kit.modal("ask", LONG, [block_kit.section("Why?")], submit=LONG)
    assert problems_of_view(view) == []
    assert view["title"]["text"].endswith("…")
    assert view["submit"]["text"].endswith("…")


@pytest.mark.parametrize(("submit", "close"), [("", "Close"), ("Save", "Cancel")])
def test_modal_without_submit_can_only_be_closed(submit: str, close: str) -> None:
    view = block_kit.modal("ask", "Title", [block_kit.section("Why?")], submit=submit)
    assert view["close"]["text"] == close
    assert ("submit" in view) is bool(submit)


def test_choice_starts_with_the_initial_option() -> None:
    element = block_kit.select_field("which", "Which?", CHOICES, initial="7")["element"]
    assert element["initial_option"]["value"] == "7"


def test_choice_without_initial_option_starts_empty() -> None:
    element = block_kit.select_field("which", "Which?", CHOICES)["element"]
    assert "initial_option" not in element


def test_initial_option_after_the_hundredth_does_not_break_the_form() -> None:
    form = block_kit.select_field("which", "Which?", CHOICES, initial="120")
    assert problems_of_block(form) == []


def test_long_text_is_split_into_sections_between_lines() -> None:
    lines = [f"{number}: {'x' * 400}" for number in range(20)]
    found = [each["text"]["text"] for each in block_kit.sections("\n".join(lines))]
    assert len(found) == 3
    assert "\n".join(found).splitlines() == lines
    assert block_kit.sections("") == []
