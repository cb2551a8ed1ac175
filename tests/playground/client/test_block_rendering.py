"""Everything that Slack's tables of blocks and elements know is drawn, or said not to be."""

import json
from typing import Any

import pytest

from firefighter.playground.client.blocks import blocks
from firefighter.playground.client.elements import Surface
from firefighter.playground.slack.elements import with_default_ids
from firefighter.playground.slack.limits.blocks import BLOCKS
from firefighter.playground.slack.limits.elements import IN_ACTIONS, IN_INPUT, IN_SECTION
from tests.playground import block_kit
from tests.playground.client.parsed_html import READER, parse_html

Json = dict[str, Any]
SURFACE = Surface(READER, "m1")
OPTIONS = [block_kit.option("1", "One"), block_kit.option("2", "Two")]
TEXT = block_kit.plain("Some words")
MORE: dict[str, Json] = {
    "button": {"text": TEXT},
    "workflow_button": {"text": TEXT, "workflow": {}},
    "number_input": {"is_decimal_allowed": False},
    "image": {"alt_text": "Some words", "image_url": "https://example.com/a.png"},
    **{
        kind: {"options": OPTIONS}
        for kind in (
            "overflow",
            "static_select",
            "multi_static_select",
            "checkboxes",
            "radio_buttons",
        )
    },
}
NOT_DRAWN = frozenset({"workflow_button", "file_input", "multi_external_select"})
"""Elements that the bot does not use."""

DRAWN_BLOCKS: dict[str, Json] = {
    "section": {"text": TEXT},
    "header": {"text": TEXT},
    "divider": {},
    "actions": {"elements": [block_kit.button(text="Some words")]},
    "context": {"elements": [TEXT]},
    "image": {"alt_text": "Some words", "image_url": "https://example.com/a.png"},
    "input": {"label": TEXT, "element": block_kit.text_input()},
    "rich_text": {
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "Some words"}]}
        ]
    },
}


def drawn(*given: Json) -> str:
    return blocks(with_default_ids(given), SURFACE)


def element(kind: str) -> Json:
    return {"type": kind, "action_id": "a", **MORE.get(kind, {})}


@pytest.mark.parametrize("kind", sorted(BLOCKS))
def test_every_block_is_drawn_or_shown_as_one_that_is_not(kind: str) -> None:
    page = parse_html(drawn({"type": kind, **DRAWN_BLOCKS.get(kind, {})}))
    if kind not in DRAWN_BLOCKS:
        assert page.text.startswith(f"This page cannot draw: {kind}")
    else:
        assert "cannot draw" not in page.text
        assert "Some words" in page.text + "".join(page.values("alt")) or kind == "divider"


@pytest.mark.parametrize("kind", sorted(IN_SECTION - {"image"}))
def test_every_element_of_a_section_is_drawn_or_shown_as_one_that_is_not(kind: str) -> None:
    page = drawn(block_kit.section("words", accessory=element(kind)))
    assert (f"This page cannot draw: {kind}" in page) == (kind in NOT_DRAWN)


@pytest.mark.parametrize("kind", sorted(IN_ACTIONS))
def test_every_element_of_an_actions_block_is_drawn_or_shown_as_one_that_is_not(kind: str) -> None:
    page = drawn(block_kit.actions(element(kind)))
    assert (f"This page cannot draw: {kind}" in page) == (kind in NOT_DRAWN)


@pytest.mark.parametrize("kind", sorted(IN_INPUT))
def test_every_field_of_a_form_is_drawn_or_shown_as_one_that_is_not_and_has_its_label(
    kind: str,
) -> None:
    page = drawn(block_kit.field("question", element(kind)))
    assert (f"This page cannot draw: {kind}" in page) == (kind in NOT_DRAWN)
    found = parse_html(page)
    assert "legend" in found.tags or found.values("for")


@pytest.mark.parametrize("kind", sorted(IN_INPUT - NOT_DRAWN))
def test_a_field_that_must_not_stay_empty_says_so(kind: str) -> None:
    optional = drawn(block_kit.field("question", element(kind), optional=True))
    assert "(optional)" in optional
    assert " required" not in optional


def test_a_button_says_what_is_pressed() -> None:
    page = parse_html(
        drawn(block_kit.actions(block_kit.button("go", value='"quoted"'), block_id="b"))
    )
    assert page.values("name") == ["press"]
    assert json.loads(page.values("value")[0]) == ["b", "go", '"quoted"']


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " javascript:x"])
def test_button_with_a_script_url_has_no_link(url: str) -> None:
    page = parse_html(drawn(block_kit.actions(block_kit.button(url=url))))
    assert page.values("href") == []


def test_external_images_are_named_and_not_loaded() -> None:
    page = parse_html(drawn({"type": "image", **MORE["image"]}))
    assert "img" not in page.tags
    assert page.values("href") == ["https://example.com/a.png"]


def test_a_question_is_asked_before_what_cannot_be_undone() -> None:
    confirm = {"title": block_kit.plain("Sure?"), "text": block_kit.plain("It is gone then.")}
    page = parse_html(drawn(block_kit.actions(block_kit.button(confirm=confirm))))
    assert page.values("data-confirm") == ["Sure?\n\nIt is gone then."]


def test_labels_and_options_are_escaped() -> None:
    nasty = '"><script>alert(1)</script>'
    options = [{"text": block_kit.plain(nasty), "value": nasty}]
    field = block_kit.field("q", {"type": "static_select", "action_id": nasty, "options": options})
    field |= {"label": block_kit.plain(nasty), "hint": block_kit.plain(nasty)}
    assert "script" not in parse_html(drawn(field)).tags
