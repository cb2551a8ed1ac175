"""Slack's own limits, written down a second time, so that ours cannot be wrong in two places.

https://docs.slack.dev/reference/block-kit/blocks and …/block-elements and …/views.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100

_ID_LENGTH = 255
_ELEMENTS = {"actions": 25, "context": 10}
_TEXTS = {"section": 3000, "field": 2000, "context": 2000, "label": 2000, "hint": 2000}
_BUTTON_TEXT, _BUTTON_VALUE = 75, 2000
_OPTION_TEXT, _OPTION_VALUE = 75, 150
_OPTIONS = {
    "overflow": 5,
    "checkboxes": 10,
    "static_select": 100,
    "multi_static_select": 100,
}
_INPUT_LENGTH = 3000
_VIEW_TEXT = 24
_METADATA = 3000


def faults_of_message(blocks: Sequence[Json]) -> list[str]:
    return [*_count("message", blocks, MESSAGE_BLOCKS), *_blocks(blocks)]


def faults_of_view(view: Json) -> list[str]:
    return [
        *_count("view", view["blocks"], VIEW_BLOCKS),
        *_blocks(view["blocks"]),
        *(
            fault
            for part in ("title", "submit", "close")
            if part in view
            for fault in _text(f"view {part}", view[part], _VIEW_TEXT)
        ),
        *_length("callback_id", view.get("callback_id", "-"), _ID_LENGTH),
        *_length("private_metadata", view.get("private_metadata") or "-", _METADATA),
        *_submit(view),
    ]


def _submit(view: Json) -> Iterator[str]:
    if any(block["type"] == "input" for block in view["blocks"]) and "submit" not in view:
        yield "a view with fields cannot be sent"


def _blocks(blocks: Sequence[Json]) -> Iterator[str]:
    ids = Counter(block["block_id"] for block in blocks if "block_id" in block)
    yield from (f"block_id {name} is used twice" for name, times in ids.items() if times > 1)
    for block in blocks:
        yield from _length("block_id", block.get("block_id", "-"), _ID_LENGTH)
        yield from _block(block)


def _block(block: Json) -> Iterator[str]:
    kind = block["type"]
    match kind:
        case "section":
            yield from _section(block)
        case "actions" | "context":
            yield from _count(kind, block["elements"], _ELEMENTS[kind])
            ids = Counter(one.get("action_id") for one in block["elements"])
            if kind == "actions" and max(ids.values(), default=0) > 1:
                yield "an action_id is used twice in one block"
            for element in block["elements"]:
                yield from _element(element)
        case "input":
            yield from _text("label", block["label"], _TEXTS["label"])
            if "hint" in block:
                yield from _text("hint", block["hint"], _TEXTS["hint"])
            yield from _element(block["element"])
        case "divider":
            pass
        case _:
            yield f"{kind} is no block that this checker knows"


def _section(block: Json) -> Iterator[str]:
    if "text" not in block and "fields" not in block:
        yield "a section says nothing"
    if "text" in block:
        yield from _text("section", block["text"], _TEXTS["section"])
    if "fields" in block:
        yield from _count("fields", block["fields"], 10)
        for field in block["fields"]:
            yield from _text("field", field, _TEXTS["field"])
    if "accessory" in block:
        yield from _element(block["accessory"])


def _element(element: Json) -> Iterator[str]:
    kind = element["type"]
    if kind in {"mrkdwn", "plain_text"}:
        yield from _text("context", element, _TEXTS["context"])
        return
    yield from _length("action_id", element["action_id"], _ID_LENGTH)
    match kind:
        case "button":
            yield from _text("button", element["text"], _BUTTON_TEXT)
            if "value" in element or "url" not in element:
                yield from _length("button value", element["value"], _BUTTON_VALUE)
        case "plain_text_input":
            yield from _typed_field(element)
        case (
            "users_select" | "external_select" | "datepicker" | "datetimepicker" | "url_text_input"
        ):
            pass
        case _ if kind in _OPTIONS:
            yield from _count(kind, element["options"], _OPTIONS[kind])
            for option in element["options"]:
                yield from _text("option", option["text"], _OPTION_TEXT)
                yield from _length("option value", option["value"], _OPTION_VALUE)
            if element.get("initial_option", element["options"][0]) not in element["options"]:
                yield "the initial option is none of the options"
        case _:
            yield f"{kind} is no element that this checker knows"


def _typed_field(element: Json) -> Iterator[str]:
    longest = element.get("max_length", _INPUT_LENGTH)
    if not 0 < longest <= _INPUT_LENGTH:
        yield f"max_length of {longest}"
    if len(element.get("initial_value", "")) > longest:
        yield f"initial_value is longer than its field's {longest}"


def _text(what: str, text: Json, limit: int) -> Iterator[str]:
    yield from _length(f"{what} text", text["text"], limit)


def _length(what: str, text: str, limit: int) -> Iterator[str]:
    if not 0 < len(text) <= limit:
        yield f"{what} has {len(text)} characters of 1 to {limit}"


def _count(what: str, things: Sequence[object], limit: int) -> Iterator[str]:
    if not 0 < len(things) <= limit:
        yield f"{what} has {len(things)} parts of 1 to {limit}"
