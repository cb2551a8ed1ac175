"""Builds HTML in which text is always escaped."""

import html
from collections.abc import Iterable
from typing import Literal, Union

Attribute = str | int | bool | None
Child = Union["Html", str, None, Literal[False], Iterable["Child"]]

_VOID = {"br", "hr", "img", "input", "link", "meta"}


class Html(str):
    """Markup. A plain str inside it is text and gets escaped."""

    __slots__ = ()


def h(name: str, /, *children: Child, **attributes: Attribute) -> Html:
    """An element: `h("a", "text", href="…", aria_label="…", class_="…")`.

    True writes an attribute without a value; False and None leave it out.
    """
    opening = f"<{name}{''.join(_attribute(*item) for item in attributes.items())}>"
    return Html(opening if name in _VOID else f"{opening}{many(*children)}</{name}>")


def many(*children: Child) -> Html:
    """Concatenates without a wrapping element."""
    return Html("".join(_escaped(child) for child in children))


def document(head: Html, body: Html, language: str) -> str:
    return f"<!doctype html>\n{h('html', head, body, lang=language)}"


def _attribute(name: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    shown = name.rstrip("_").replace("_", "-")
    return f" {shown}" if value is True else f' {shown}="{html.escape(str(value))}"'


def _escaped(child: Child) -> str:
    match child:
        case None | False:
            return ""
        case Html():
            return child
        case str():
            return html.escape(child)
        case _:
            return many(*child)
