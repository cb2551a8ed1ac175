"""A rich_text block: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block."""

from firefighter.playground.client.emoji import sign
from firefighter.playground.client.html import Html, h, many
from firefighter.playground.client.reader import Reader
from firefighter.playground.client.text import link
from firefighter.playground.slack.records import Json
from firefighter.texts import say

_STYLES = {"bold": "strong", "italic": "em", "strike": "s", "code": "code"}


def rich_text(block: Json, reader: Reader) -> Html:
    return many(_part(each, reader) for each in block["elements"])


def _part(part: Json, reader: Reader) -> Html:
    if part["type"] == "rich_text_list":
        name = "ol" if part.get("style") == "ordered" else "ul"
        return h(name, [h("li", _part(each, reader)) for each in part["elements"]])
    inside = [_inline(each, reader) for each in part["elements"]]
    match part["type"]:
        case "rich_text_quote":
            return h("blockquote", inside)
        case "rich_text_preformatted":
            return h("pre", inside)
        case _:
            return h("span", inside, class_="line")


def _inline(piece: Json, reader: Reader) -> Html:
    match piece["type"]:
        case "text":
            return _styled(piece["text"], piece.get("style", {}))
        case "emoji":
            return many(sign(piece["name"]))
        case "user":
            return h("span", f"@{reader.name(piece['user_id'])}", class_="mention")
        case "channel":
            return h("span", f"#{reader.channel_name(piece['channel_id'])}", class_="mention")
        case "usergroup":
            return h("span", f"@{reader.group_name(piece['usergroup_id'])}", class_="mention")
        case "broadcast":
            return h("span", f"@{piece['range']}", class_="mention")
        case "link":
            return link(piece["url"], piece.get("text") or piece["url"], reader)
        case "date":
            return many(reader.reading.stamp(piece["timestamp"], piece["format"]))
        case _:
            return h("code", say("This page cannot draw: {kind}", kind=piece["type"]))


def _styled(words: str, style: Json) -> Html:
    drawn = many(words)
    for name, tag in _STYLES.items():
        if style.get(name):
            drawn = h(tag, drawn)
    return drawn
