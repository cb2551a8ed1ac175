"""The bot's limits are the local Slack's: one text more is refused there."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from firefighter.adapters.slack.blocks import block_kit
from firefighter.playground.slack.arguments import Arguments, content_of
from firefighter.playground.slack.errors import RefusedError
from firefighter.playground.slack.methods.chat import MAX_POST_TEXT, MAX_UPDATE_TEXT
from tests.adapters.slack.block_problems import problems_of_message, problems_of_view

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def message(block: Json) -> list[str]:
    return problems_of_message([block])


def modal(**parts: object) -> list[str]:
    section = {"type": "section", "text": plain("Hello")}
    return problems_of_view(
        {
            "type": "modal",
            "callback_id": "f",
            "title": plain("A form"),
            "blocks": [section],
            **parts,
        }
    )


def select(count: int, label: str = "a", value: str = "") -> Json:
    options = [{"text": plain(label), "value": f"{value or number}"} for number in range(count)]
    return {"type": "static_select", "action_id": "choose", "options": options}


def button(label: str) -> Json:
    return {"type": "button", "action_id": "go", "text": plain(label), "value": "1"}


def typed(**parts: object) -> Json:
    element = {"type": "plain_text_input", "action_id": "f"}
    return {"type": "input", "block_id": "f", "element": element, **parts}


def home(blocks: list[Json]) -> Json:
    return {"type": "home", "blocks": blocks}


def problems_of_text(text: str) -> list[str]:
    """As chat.update takes a text, which allows fewer characters than chat.postMessage."""
    try:
        content_of(Arguments({"text": text}), text_most=MAX_UPDATE_TEXT)
    except RefusedError as refused:
        return [refused.error]
    return []


def sections(size: int, surface: Callable[[list[Json]], object]) -> list[Json]:
    """As many sections as make JSON of exactly that size."""
    texts = [""] * (size // 2800 + 1)
    frame = len(json.dumps(surface([section(text) for text in texts])))
    for number in range(size - frame):
        texts[number % len(texts)] += "x"
    return [section(text) for text in texts]


def section(text: str) -> Json:
    return {"type": "section", "text": plain(text)}


LIMITS: list[tuple[int, Callable[[int], list[str]]]] = [
    (
        block_kit.SECTION_LIMIT,
        lambda size: message({"type": "section", "text": plain("x" * size)}),
    ),
    (
        block_kit.FIELD_LIMIT,
        lambda size: message({"type": "section", "fields": [plain("x" * size)]}),
    ),
    (
        block_kit.CONTEXT_LIMIT,
        lambda size: message({"type": "context", "elements": [plain("x" * size)]}),
    ),
    (
        block_kit.BUTTON_LIMIT,
        lambda size: message({"type": "actions", "elements": [button("x" * size)]}),
    ),
    (
        block_kit.OPTION_LIMIT,
        lambda size: message({"type": "actions", "elements": [select(1, "x" * size)]}),
    ),
    (
        block_kit.OPTION_VALUE_LIMIT,
        lambda size: message({"type": "actions", "elements": [select(1, value="x" * size)]}),
    ),
    (
        block_kit.OPTIONS_LIMIT,
        lambda size: message({"type": "actions", "elements": [select(size)]}),
    ),
    (
        block_kit.LABEL_LIMIT,
        lambda size: modal(blocks=[typed(label=plain("x" * size))], submit=plain("Go")),
    ),
    (
        block_kit.LABEL_LIMIT,
        lambda size: modal(
            blocks=[typed(label=plain("x"), hint=plain("x" * size))], submit=plain("Go")
        ),
    ),
    (block_kit.MODAL_TITLE_LIMIT, lambda size: modal(title=plain("x" * size))),
    (block_kit.MODAL_TITLE_LIMIT, lambda size: modal(submit=plain("x" * size))),
    (block_kit.MESSAGE_TEXT_LIMIT, lambda size: problems_of_text("x" * size)),
    (
        block_kit.PLAIN_TEXT_LIMIT,
        lambda size: ["too long"] if size > MAX_POST_TEXT else [],
    ),
    (block_kit.MESSAGE_LIMIT, lambda size: problems_of_message(sections(size, list))),
    (block_kit.VIEW_LIMIT, lambda size: problems_of_view(home(sections(size, home)))),
    (block_kit.METADATA_LIMIT, lambda size: modal(private_metadata="x" * size)),
]


@pytest.mark.parametrize(("limit", "problems"), LIMITS)
def test_slack_takes_the_limit_and_refuses_one_more(
    limit: int, problems: Callable[[int], list[str]]
) -> None:
    assert problems(limit) == []
    assert problems(limit + 1)


def test_every_limit_of_the_bot_is_compared() -> None:
    named = [value for name, value in vars(block_kit).items() if name.endswith("_LIMIT")]
    assert sorted({limit for limit, _problems in LIMITS}) == sorted(set(named))


def test_a_message_or_view_without_blocks_is_a_problem() -> None:
    assert problems_of_message([])
    assert modal(blocks=[])
