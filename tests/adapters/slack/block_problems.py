"""What Slack would refuse in blocks and views, by the limits of the local Slack: the one table."""

from collections.abc import Mapping, Sequence
from typing import Any

from firefighter.playground.slack.errors import RefusedError
from firefighter.playground.slack.limits.blocks import check_blocks, refuse_bad_message_blocks
from firefighter.playground.slack.limits.views import refuse_bad_view

Json = Mapping[str, Any]


def problems_of_block(block: Json) -> list[str]:
    """Of one block by itself, which may be long: a message is made to fit where it is posted."""
    return [str(each) for each in check_blocks([dict(block)], "/blocks", maximum=1)]


def problems_of_message(blocks: Sequence[Json]) -> list[str]:
    if not blocks:
        return ["a message without blocks"]
    try:
        refuse_bad_message_blocks([dict(block) for block in blocks])
    except RefusedError as refused:
        return _problems(refused)
    return []


def problems_of_view(view: Json) -> list[str]:
    if not view["blocks"]:
        return ["a view without blocks"]
    try:
        refuse_bad_view(dict(view), expected_type=view["type"])
    except RefusedError as refused:
        return _problems(refused)
    return []


def _problems(refused: RefusedError) -> list[str]:
    match refused.details.get("response_metadata"):
        case {"messages": [*messages]}:
            return [str(each) for each in messages]
        case _:
            return [refused.error]
