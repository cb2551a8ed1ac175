"""Converts a page in storage format to HTML or Markdown."""

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from firefighter.adapters.confluence.storage_format import PARAMETER, Element, attachments, parse

_STYLE = """
body { margin: 0; color: #1f2933; background: #fff;
  font: 16px/1.6 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.5rem 5rem; }
h1 { font-size: 1.8rem; line-height: 1.25; }
h2 { font-size: 1.3rem; margin: 2.4rem 0 .5rem; }
table { border-collapse: collapse; width: 100%; margin: .7rem 0; font-size: .94rem; }
th, td { border: 1px solid #d9dee3; padding: .35rem .6rem; text-align: left; vertical-align: top; }
th { background: #f5f6f8; font-weight: 600; }
td p { margin: 0; }
aside { background: #eef4fb; padding: .5rem 1rem; border-radius: .3rem; }
mark { background: #e4e7eb; border-radius: .2rem; padding: .05rem .4rem; font-size: .8rem; }
img { display: block; max-width: 100%; height: auto; margin: .4rem 0; }
@media print { aside { display: none; } }
"""

_VOID_TAGS = {"br", "hr", "col"}

_ALLOWED_ATTRIBUTES = {"colspan", "rowspan"}

_HIDDEN = {PARAMETER, "ac:task-id", "ac:task-status"}
"""Elements whose text is not shown."""


def html_document(title: str, body: str, language: str, base_url: str = "") -> str:
    """`base_url` precedes the names of the page's pictures; it may be relative to the page."""
    shown = "".join(_html_of(child, base_url) for child in parse(body).children)
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style>"
        f"<main><h1>{escape(title)}</h1>{shown}</main></html>"
    )


def _html_of(node: Element | str, base_url: str) -> str:
    if isinstance(node, str):
        return escape(node)
    inner = "".join(_html_of(child, base_url) for child in node.children)
    match node.tag:
        case "ac:structured-macro":
            return _html_macro(node, inner)
        case "a":
            return f'<a href="{escape(node.attributes.get("href", ""))}">{inner}</a>'
        case "time":
            return escape(node.attributes.get("datetime", ""))
        case "ac:image":
            return "".join(_html_image(node, base_url + quote(name)) for name in attachments(node))
        case tag if tag in _HIDDEN:
            return ""
        case tag if ":" in tag:
            return inner
        case tag if tag in _VOID_TAGS:
            return f"<{tag}>"
        case _:
            pass
    given = "".join(
        f' {name}="{escape(value)}"'
        for name, value in node.attributes.items()
        if name in _ALLOWED_ATTRIBUTES
    )
    return f"<{node.tag}{given}>{inner}</{node.tag}>"


def _html_image(node: Element, address: str) -> str:
    alt, width = node.attributes.get("ac:alt", ""), node.attributes.get("ac:width", "")
    bounded = f' width="{width}"' if width.isdigit() else ""
    return f'<img src="{escape(address)}" alt="{escape(alt)}"{bounded}>'


def _html_macro(node: Element, inner: str) -> str:
    match node.attributes.get("ac:name"):
        case "status":
            return f"<mark>{escape(node.parameter('title'))}</mark>"
        case "info" | "note" | "tip" | "warning":
            return f"<aside>{_title(node)}{inner}</aside>"
        case "code" | "noformat":
            return f"{_title(node)}<pre>{inner}</pre>"
        case _:
            return f"<section>{_title(node)}{inner}</section>"


def _title(macro: Element) -> str:
    title = macro.parameter("title")
    return f"<p><b>{escape(title)}</b></p>" if title else ""


_SPECIAL_CHARACTERS = re.compile(r"([\\`*_\[\]<>#|~&])")

_LIST_MARK = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


_URL_ATTRIBUTE = "address"
"""Added to each picture's element before conversion."""


def markdown_document(title: str, body: str, base_url: str = "") -> str:
    """`base_url` is the absolute URL that precedes the names of the page's pictures."""
    page = parse(body)
    for each in page.walk():
        if each.tag == "ac:image":
            each.attributes[_URL_ATTRIBUTE] = "".join(
                base_url + quote(name) for name in attachments(each)
            )
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
        case "pre":
            yield _fenced(element.text())
        case "ac:structured-macro" if element.attributes.get("ac:name") in {"code", "noformat"}:
            yield _fenced(element.text())
        case tag if tag in _HIDDEN:
            return
        case "ac:structured-macro" if element.attributes.get("ac:name") == "info":
            yield "\n".join(f"> {line}" for line in "\n\n".join(_blocks(element)).splitlines())
        case "ac:structured-macro" if element.attributes.get("ac:name") == "status":
            yield _inline(element)
        case _:
            yield from _blocks(element)


def _fenced(text: str) -> str:
    """A code block whose fence is longer than any run of backticks in it."""
    longest = max(map(len, re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _items(element: Element) -> Iterator[str]:
    items = (each for each in element.children if isinstance(each, Element))
    for number, item in enumerate(items, start=1):
        mark = f"{number}." if element.tag == "ol" else "-"
        yield f"{mark} {_line(item)}"


def _table(element: Element) -> Iterator[str]:
    """Uses the first row as the header: Markdown requires one."""
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
            return _wrapped_in("**", inner)
        case "em" | "i":
            return _wrapped_in("*", inner)
        case "a":
            return f"[{inner}](<{_url(node.attributes.get('href', ''))}>)"
        case "ac:image":
            alt = _escaped(" ".join(node.attributes.get("ac:alt", "").split()))
            return f"![{alt}](<{_url(node.attributes[_URL_ATTRIBUTE])}>)"
        case "p" | "li" | "br":
            return f" {inner} "
        case "time":
            return node.attributes.get("datetime", "")
        case "ac:structured-macro" if node.attributes.get("ac:name") == "status":
            return f"**{_escaped(node.parameter('title'))}** "
        case tag if tag in _HIDDEN:
            return ""
        case _:
            return inner


def _wrapped_in(sign: str, inner: str) -> str:
    """Moves surrounding blanks outside: Markdown ignores a sign that is next to a blank."""
    text = inner.strip()
    return f" {sign}{text}{sign} " if text and inner != text else f"{sign}{text}{sign}" * bool(text)


def _url(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace("\n", "")


def _escaped(text: str) -> str:
    return _SPECIAL_CHARACTERS.sub(r"\\\1", text)
