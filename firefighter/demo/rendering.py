"""Slack's blocks as lines of text, as a person would read them aloud."""

import html
import re
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from firefighter.playground.client.emoji import with_signs

Block = dict[str, Any]
NameOf = Callable[[str], str]
"""What people call the user or channel of an id."""

_LIVE = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_BUTTON = re.compile(r"\[[^\[\]]*\]")
_GLUE = "\0"
_WIDTH = 84


class Rendering:
    def __init__(self, name_of: NameOf) -> None:
        self._name_of = name_of

    def text(self, mrkdwn: str) -> str:
        live = _LIVE.sub(self._live, mrkdwn)
        quoted = re.sub(r"^>", "> ", live, flags=re.MULTILINE)
        signed = with_signs(quoted)
        return html.unescape(re.sub(r"(?<!\w)[*_](\S(?:[^*_\n]*\S)?)[*_](?!\w)", r"\1", signed))

    def blocks(self, blocks: "tuple[Block, ...] | list[Block]") -> list[str]:
        """Each line whole, however long."""
        return [line for block in blocks for line in self._block(block)]

    def _block(self, block: Block) -> Iterator[str]:
        match block["type"]:
            case "section":
                yield from self._section(block)
            case "context":
                yield from self.text(
                    " ".join(each["text"] for each in block["elements"])
                ).splitlines()
            case "actions":
                yield "  ".join(_button(element) for element in block["elements"])
            case "divider":
                yield ""
            case "input":
                yield f"{block['label']['text']}  {_field(block['element'])}"
            case other:
                yield f"({other})"

    def _section(self, block: Block) -> Iterator[str]:
        if "text" in block:
            lines = self.text(block["text"]["text"]).splitlines()
            accessory = block.get("accessory")
            yield from lines[:-1]
            yield f"{lines[-1]}  {_button(accessory)}" if accessory else lines[-1]
        if "fields" in block:
            facts = (self.text(field["text"]).replace("\n", ": ") for field in block["fields"])
            yield " · ".join(facts)

    def _live(self, link: re.Match[str]) -> str:
        mark, target, label = link.groups()
        if mark == "!":
            return label or f"@{target}"
        return label or (mark + self._name_of(target) if mark else target)


def wrapped(line: str) -> list[str]:
    """As many lines as it takes; no button is broken."""
    glued = _BUTTON.sub(lambda button: button[0].replace(" ", _GLUE), line)
    lines = textwrap.wrap(glued, _WIDTH, break_on_hyphens=False) or [""]
    return [each.replace(_GLUE, " ") for each in lines]


def _button(element: Block) -> str:
    if element["type"] == "overflow":
        return "[⋯ " + " | ".join(option["text"]["text"] for option in element["options"]) + "]"
    return f"[{element['text']['text']}]"


def _field(element: Block) -> str:
    options = [option["text"]["text"] for option in element.get("options", ())]
    return f"({' | '.join(options)})" if options else "_______"
