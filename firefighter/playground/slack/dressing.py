"""What Slack adds to blocks it has accepted, and gives back with them.

Ids that were left out are made up; texts say whether emoji and links in them are live.
https://docs.slack.dev/reference/block-kit/blocks/
"""

import secrets
from collections.abc import Iterable

from firefighter.playground.slack.records import Json

WITHOUT_ACTION_ID = frozenset({"image", "plain_text", "mrkdwn"})


def dressed(blocks: Iterable[Json]) -> tuple[Json, ...]:
    return tuple(_block(each) for each in blocks)


def _block(block: Json) -> Json:
    filled: Json = {"block_id": _made_up_id(), **_texts_filled(block)}
    for place in ("accessory", "element"):
        if isinstance(filled.get(place), dict):
            filled[place] = _element(filled[place])
    if filled.get("type") in ("actions", "context_actions"):
        filled["elements"] = [_element(each) for each in filled.get("elements", [])]
    return filled


def _element(element: Json) -> Json:
    if element.get("type") in WITHOUT_ACTION_ID:
        return element
    return {"action_id": _made_up_id(), **element}


def _texts_filled(block: Json) -> Json:
    return {key: _filled(value) for key, value in block.items()}


def _filled(value: object) -> object:
    if isinstance(value, list):
        return [_filled(each) for each in value]
    if not isinstance(value, dict):
        return value
    match value.get("type"):
        case "plain_text":
            return {"emoji": True, **value}
        case "mrkdwn":
            return {"verbatim": False, **value}
        case _:
            return _texts_filled(value)


def _made_up_id() -> str:
    return secrets.token_urlsafe(4)
