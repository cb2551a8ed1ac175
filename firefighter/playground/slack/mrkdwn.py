"""What is live in a text: the escapes that ping people and the links that can be followed.

Slack acts on `<…>` in mrkdwn only; a plain_text object shows it as typed.
https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from firefighter.playground.slack.records import Json

ESCAPE = re.compile(r"<([^<>]+)>")
BARE_LINK = re.compile(r"(?<![<|\w/])https?://[^\s<>|]+")
BROADCASTS = ("channel", "here", "everyone")


@dataclass(frozen=True)
class Live:
    mentions: frozenset[str]
    links: frozenset[str]


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def live(text: str, *parts: Iterable[Json]) -> Live:
    """Whom a message pings and where it leads: text and blocks are both looked at."""
    found = [*_in_mrkdwn(text)]
    for part in parts:
        found.extend(_in_block(tuple(part)))
    return Live(
        mentions=frozenset(value for kind, value in found if kind == "mention"),
        links=frozenset(value for kind, value in found if kind == "link"),
    )


def _in_block(node: object) -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        yield from _in_object(node)
    elif isinstance(node, list | tuple):
        for item in node:
            yield from _in_block(item)


def _in_object(node: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    match node.get("type"):
        case "plain_text" | "text":  # the second is rich text's, and as literal
            return
        case "mrkdwn" | "markdown":
            yield from _in_mrkdwn(str(node.get("text", "")))
        case "user":
            yield "mention", str(node.get("user_id"))
        case "usergroup":
            yield "mention", str(node.get("usergroup_id"))
        case "broadcast":
            yield "mention", str(node.get("range"))
        case "link":
            yield "link", str(node.get("url"))
        case _:
            yield from _in_named_fields(node)
            for child in node.values():
                yield from _in_block(child)


def _in_named_fields(node: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """A button's address, and the texts of an attachment."""
    if isinstance(url := node.get("url"), str):
        yield "link", url
    for name in ("text", "pretext"):
        if isinstance(text := node.get(name), str):
            yield from _in_mrkdwn(text)


def _in_mrkdwn(text: str) -> Iterator[tuple[str, str]]:
    for inside in ESCAPE.findall(text):
        target = inside.split("|")[0]
        if target[:2] in ("@U", "@W"):
            yield "mention", target[1:]
        elif target.startswith("!subteam^"):
            yield "mention", target.removeprefix("!subteam^")
        elif target[:1] == "!" and target[1:] in BROADCASTS:
            yield "mention", target[1:]
        elif re.match(r"(https?|mailto|tel):", target):
            yield "link", target
    for link in BARE_LINK.findall(ESCAPE.sub(" ", text)):
        yield "link", link
