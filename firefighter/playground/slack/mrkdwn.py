"""Live parts of a text, and what Slack does to text as a person types it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from firefighter.playground.slack.records import Json
from firefighter.playground.slack.workspace import Workspace

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
    """Whom a message notifies and where it links, from its text and its blocks."""
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


MENTION = re.compile(r"(?<![\w&])@([\w.-]*\w)")

CHANNEL = re.compile(r"(?<![\w&/])#([\w-]+)")

LINK = re.compile(r"https?://[^\s|]+")


def as_message(workspace: Workspace, typed: str) -> str:
    """Escapes control characters. The client turns names it knows into live mentions."""
    return _linked(workspace, escaped(typed), labelled=False)


def as_command(workspace: Workspace, typed: str, *, should_escape: bool) -> str:
    """With escaping on, mentions carry a label and addresses are marked."""
    text = escaped(typed)
    if not should_escape:
        return text
    marked = LINK.sub(lambda found: f"<{found[0]}>", text)
    return _linked(workspace, marked, labelled=True)


def _linked(workspace: Workspace, text: str, *, labelled: bool) -> str:
    with_people = MENTION.sub(lambda found: _mention(workspace, found, labelled=labelled), text)
    return CHANNEL.sub(lambda found: _channel(workspace, found, labelled=labelled), with_people)


def _mention(workspace: Workspace, found: re.Match[str], *, labelled: bool) -> str:
    name = found[1]
    if name in BROADCASTS:
        return f"<!{name}>"
    for user in workspace.users.values():
        if user.handle == name:
            return f"<@{user.id}|{name}>" if labelled else f"<@{user.id}>"
    for group in workspace.usergroups.values():
        if group.handle == name:
            return f"<!subteam^{group.id}|@{name}>" if labelled else f"<!subteam^{group.id}>"
    return found[0]


def _channel(workspace: Workspace, found: re.Match[str], *, labelled: bool) -> str:
    """The label of a channel in a message is empty."""
    channel = workspace.find_channel(found[1])
    if channel is None or channel.is_private:
        return found[0]
    return f"<#{channel.id}|{channel.name if labelled else ''}>"
