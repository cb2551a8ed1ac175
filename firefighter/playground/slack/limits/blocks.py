"""Blocks: https://docs.slack.dev/reference/block-kit/blocks/."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

from firefighter.playground.slack.errors import RefusedError
from firefighter.playground.slack.limits.elements import (
    ELEMENTS,
    IMAGE,
    IN_ACTIONS,
    IN_INPUT,
    IN_SECTION,
)
from firefighter.playground.slack.limits.schema import (
    SLACK_FILE,
    Check,
    Problem,
    Problems,
    anything,
    boolean,
    both,
    has,
    identifier,
    items,
    length,
    one_of_types,
    plain_text,
    string,
    text,
)
from firefighter.playground.slack.records import Json

MAX_MESSAGE_BLOCKS = 50
# Of the blocks as JSON. Not documented: https://github.com/slackapi/bolt-js/issues/2509
MAX_MESSAGE_CHARACTERS = 13_200

ID: dict[str, Check] = {"block_id": identifier}


def _says_something(value: object, at: str) -> Problems:
    if isinstance(value, Mapping) and not value.get("text") and not value.get("fields"):
        yield Problem("must provide text or fields", at)


def _one_image(value: object, at: str) -> Problems:
    if isinstance(value, Mapping) and bool(value.get("image_url")) == bool(value.get("slack_file")):
        yield Problem("must provide either image_url or slack_file", at)


def _parsed_by_sdk(value: object, at: str) -> Problems:
    """Checks every block, including those without a table here, with `slack_sdk`."""
    try:
        parsed = Block.parse(value) if isinstance(value, dict) else None
        if parsed is None:
            yield Problem("unsupported block", at)
        else:
            parsed.to_dict()
    except (SlackObjectFormationError, TypeError, ValueError, AttributeError) as error:
        yield Problem(str(error), at)


CONTEXT_ITEMS: dict[str, Check] = {
    "image": both(IMAGE, _one_image),
    "plain_text": text(maximum=3000),
    "mrkdwn": text(maximum=3000),
}

BLOCKS: dict[str, Check] = {
    "section": both(
        has(
            {},
            {
                **ID,
                "text": text(maximum=3000),
                "fields": items(text(maximum=2000), maximum=10),
                "accessory": one_of_types(ELEMENTS, IN_SECTION),
                "expand": boolean,
            },
        ),
        _says_something,
    ),
    "header": has({"text": plain_text(maximum=150)}, ID),
    "divider": has({}, ID),
    "actions": has({"elements": items(one_of_types(ELEMENTS, IN_ACTIONS), maximum=25)}, ID),
    "context": has({"elements": items(one_of_types(CONTEXT_ITEMS), maximum=10)}, ID),
    "image": both(
        has(
            {"alt_text": string(maximum=2000)},
            {
                **ID,
                "image_url": string(maximum=3000),
                "slack_file": SLACK_FILE,
                "title": plain_text(maximum=2000),
            },
        ),
        _one_image,
    ),
    "input": has(
        {"label": plain_text(maximum=2000), "element": one_of_types(ELEMENTS, IN_INPUT)},
        {**ID, "hint": plain_text(maximum=2000), "optional": boolean, "dispatch_action": boolean},
    ),
    **dict.fromkeys(("rich_text", "markdown", "table", "video", "file", "call"), anything),
    **dict.fromkeys(("alert", "card", "carousel", "context_actions"), anything),
}

ONLY_IN_MESSAGES = frozenset({"table", "file", "call", "context_actions", "carousel", "card"})


def check_blocks(
    blocks: object, at: str, *, maximum: int, forbidden: Collection[str] = ()
) -> Problems:
    allowed = BLOCKS.keys() - set(forbidden)
    by_table = list(items(one_of_types(BLOCKS, allowed), maximum=maximum, minimum=0)(blocks, at))
    yield from by_table or items(_parsed_by_sdk, maximum=maximum, minimum=0)(blocks, at)
    if isinstance(blocks, list):
        yield from _ids_unique([each for each in blocks if isinstance(each, Mapping)], at)


def refuse_bad_message_blocks(blocks: list[Json]) -> None:
    """Raise `invalid_blocks`, or one of its neighbours, as chat.postMessage would.

    https://docs.slack.dev/reference/methods/chat.postMessage#errors
    """
    problems = [str(each) for each in check_blocks(blocks, "/blocks", maximum=MAX_MESSAGE_BLOCKS)]
    if problems:
        raise RefusedError(
            "invalid_blocks",
            errors=problems,
            response_metadata={"messages": [f"[ERROR] {each}" for each in problems]},
        )
    if length(json.dumps(blocks, ensure_ascii=False)) > MAX_MESSAGE_CHARACTERS:
        raise RefusedError("msg_blocks_too_long")


def _ids_unique(blocks: list[Mapping[str, object]], at: str) -> Problems:
    for block_id in _twice(block.get("block_id") for block in blocks):
        yield Problem(f'`block_id` "{block_id}" already exists', at)
    for index, block in enumerate(blocks):
        elements = block.get("elements")
        found = (
            [each for each in elements if isinstance(each, Mapping)]
            if isinstance(elements, list)
            else []
        )
        for action_id in _twice(each.get("action_id") for each in found):
            yield Problem(f'`action_id` "{action_id}" already exists', f"{at}/{index}/elements")


def _twice(ids: Iterator[object]) -> list[object]:
    return [each for each, times in Counter(ids).items() if each is not None and times > 1]
