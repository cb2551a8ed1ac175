"""A view or message of the longest texts stays within Slack's size, and keeps each entry."""

import json

from hypothesis import given
from hypothesis import strategies as st

from firefighter.adapters.slack.blocks.block_kit import (
    SECTION_LIMIT,
    VIEW_LIMIT,
    context,
    divider,
    fit_message,
    home,
    modal,
    section,
)
from tests.adapters.slack.block_problems import problems_of_message, problems_of_view

LONGEST = "🔥" * SECTION_LIMIT


def test_a_modal_of_the_longest_texts_fits() -> None:
    view = modal("timeline", "Timeline", [section(LONGEST) for _ in range(20)])
    assert problems_of_view(view) == []
    assert len(view["blocks"]) == 20
    assert all(block["text"]["text"].endswith("🔥…") for block in view["blocks"])


def test_a_home_tab_of_the_longest_texts_fits() -> None:
    blocks = [divider(), *(context(LONGEST) for _ in range(90))]
    assert problems_of_view(home(blocks)) == []


def test_only_the_longest_texts_are_cut() -> None:
    short = "Payments are slow."
    view = modal("timeline", "Timeline", [section(short), *(section(LONGEST) for _ in range(20))])
    assert view["blocks"][0]["text"]["text"] == short


@given(st.lists(st.text(min_size=1).map(section), min_size=1, max_size=20))
def test_a_view_that_fits_is_not_cut(blocks: list[dict[str, object]]) -> None:
    assert len(json.dumps(blocks)) < VIEW_LIMIT
    assert modal("timeline", "Timeline", blocks)["blocks"] == blocks


def test_a_message_of_the_longest_texts_fits_and_says_so() -> None:
    short = "Payments are slow."
    drawn = [section(short), *(section(LONGEST) for _ in range(20))]
    assert problems_of_message(drawn) == ["msg_blocks_too_long"]
    fitting = fit_message(drawn)
    assert problems_of_message(fitting) == []
    assert fitting[0] == section(short)
    assert len(fitting) == len(drawn) + 1
    assert "see the timeline" in fitting[-1]["elements"][0]["text"]


def test_a_message_that_fits_is_not_cut() -> None:
    drawn = [section("Payments are slow."), divider(), section("x" * SECTION_LIMIT)]
    assert fit_message(drawn) == drawn
