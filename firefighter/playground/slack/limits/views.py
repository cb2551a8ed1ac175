"""Views: https://docs.slack.dev/reference/views/."""

import json

from firefighter.playground.slack.errors import RefusedError
from firefighter.playground.slack.limits.blocks import ONLY_IN_MESSAGES, check_blocks
from firefighter.playground.slack.limits.schema import (
    Check,
    Problem,
    Problems,
    anything,
    boolean,
    has,
    identifier,
    plain_text,
    string,
)
from firefighter.playground.slack.records import Json

MAX_VIEW_BLOCKS = 100
MAX_VIEW_BYTES = 250_000

COMMON: dict[str, Check] = {
    "private_metadata": string(maximum=3000, minimum=0),
    "callback_id": identifier,
    "external_id": string(maximum=255, minimum=0),
}
SHAPES: dict[str, Check] = {
    "home": has({"blocks": anything}, COMMON),
    "modal": has(
        {"title": plain_text(maximum=24), "blocks": anything},
        {
            **COMMON,
            "submit": plain_text(maximum=24),
            "close": plain_text(maximum=24),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
            "submit_disabled": boolean,
        },
    ),
}


def refuse_bad_view(view: object, *, expected_type: str) -> Json:
    """Return the view, or raise as views.open, .push, .update and .publish do.

    https://docs.slack.dev/reference/methods/views.open#errors
    """
    if not isinstance(view, dict):
        raise invalid_arguments(["must provide an object [json-pointer:/view]"])
    if len(json.dumps(view).encode()) > MAX_VIEW_BYTES:
        raise RefusedError("view_too_large")
    problems = [str(each) for each in _problems(view, expected_type)]
    if problems:
        raise invalid_arguments(problems)
    return view


def invalid_arguments(messages: list[str]) -> RefusedError:
    marked = [f"[ERROR] {each}" for each in messages]
    return RefusedError("invalid_arguments", response_metadata={"messages": marked})


def _problems(view: Json, expected_type: str) -> Problems:
    if view.get("type") != expected_type:
        yield Problem(f"unsupported type: {view.get('type')}", "/view/type")
        return
    yield from SHAPES[expected_type](view, "/view")
    yield from check_blocks(
        view.get("blocks", []), "/view/blocks", maximum=MAX_VIEW_BLOCKS, forbidden=ONLY_IN_MESSAGES
    )
    if sum(_is_focused(each) for each in _blocks(view)) > 1:
        yield Problem("only one element can have focus_on_load set to true", "/view/blocks")
    if expected_type == "modal" and not view.get("submit") and _has_input(view):
        yield Problem("missing required field: submit", "/view")


def _has_input(view: Json) -> bool:
    return any(each.get("type") == "input" for each in _blocks(view))


def _blocks(view: Json) -> list[Json]:
    blocks = view.get("blocks")
    return [each for each in blocks if isinstance(each, dict)] if isinstance(blocks, list) else []


def _is_focused(block: Json) -> bool:
    row = block.get("elements")
    found = [block.get("element"), block.get("accessory"), *(row if isinstance(row, list) else [])]
    return any(isinstance(each, dict) and each.get("focus_on_load") is True for each in found)
