"""A page in storage format as Markdown, to be kept wherever text is kept."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from firefighter.confluence.storage import PARAMETER, Element, attachments, parse

_ALIVE = re.compile(r"([\\`*_\[\]<>#|~&])")
_LIST_MARK = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")

_ADDRESS = "address"
"""Of a picture, put beside what it is called."""


def document(title: str, body: str, beside: str = "") -> str:
    """`beside` is the whole address before the names of the page's pictures."""
    page = parse(body)
    for each in page.walk():
        if each.tag == "ac:image":
            each.attributes[_ADDRESS] = "".join(beside + quote(name) for name in attachments(each))
    blocks = [f"# {_escaped(title)}", *_blocks(page)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _blocks(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            if child.strip():
                yield _escaped(child.strip())
        else:
            yield from _block(child)


def _block(element: Element) -> Iterator[str]:
    match element.tag:
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            yield f"{'#' * int(element.tag[1])} {_line(element)}"
        case "p":
            yield _line(element)
        case "ul" | "ol":
            yield "\n".join(_items(element))
        case "table":
            yield "\n".join(_table(element))
        case tag if tag == PARAMETER:
            return
        case "ac:structured-macro" if element.attributes.get("ac:name") == "info":
            yield "\n".join(f"> {line}" for line in "\n\n".join(_blocks(element)).splitlines())
        case "ac:structured-macro" if element.attributes.get("ac:name") == "status":
            yield _inline(element)
        case _:
            yield from _blocks(element)


def _items(element: Element) -> Iterator[str]:
    items = (each for each in element.children if isinstance(each, Element))
    for number, item in enumerate(items, start=1):
        mark = f"{number}." if element.tag == "ol" else "-"
        yield f"{mark} {_line(item)}"


def _table(element: Element) -> Iterator[str]:
    """The first row is the head: Markdown has no table without one."""
    rows = [[_line(cell) for cell in _cells(row)] for row in element.walk() if row.tag == "tr"]
    width = max(map(len, rows), default=0)
    for number, row in enumerate(rows):
        yield "| " + " | ".join([*row, *[""] * (width - len(row))]) + " |"
        if number == 0:
            yield "|" + " --- |" * width


def _cells(row: Element) -> Iterator[Element]:
    return (each for each in row.children if isinstance(each, Element) and each.tag in {"td", "th"})


def _line(element: Element) -> str:
    text = " ".join("".join(map(_inline, element.children)).split())
    return _LIST_MARK.sub(r"\1\\\2", text)


def _inline(node: Element | str) -> str:
    if isinstance(node, str):
        return _escaped(node)
    inner = "".join(map(_inline, node.children))
    match node.tag:
        case "strong" | "b":
            return _around("**", inner)
        case "em" | "i":
            return _around("*", inner)
        case "a":
            return f"[{inner}](<{_address(node.attributes.get('href', ''))}>)"
        case "ac:image":
            alt = _escaped(" ".join(node.attributes.get("ac:alt", "").split()))
            return f"![{alt}](<{_address(node.attributes[_ADDRESS])}>)"
        case "p" | "li" | "br":
            return f" {inner} "
        case "time":
            return node.attributes.get("datetime", "")
        case "ac:structured-macro" if node.attributes.get("ac:name") == "status":
            return f"**{_escaped(node.parameter('title'))}** "
        case tag if tag == PARAMETER:
            return ""
    return inner


def _around(sign: str, inner: str) -> str:
    """A sign beside a blank means nothing to Markdown."""
    text = inner.strip()
    return f" {sign}{text}{sign} " if text and inner != text else f"{sign}{text}{sign}" * bool(text)


def _address(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace("\n", "")


def _escaped(text: str) -> str:
    return _ALIVE.sub(r"\\\1", text)
