"""Block Kit's elements as form controls. What is pressed or chosen names itself in the form.

https://docs.slack.dev/reference/block-kit/block-elements/
"""

import json

from firefighter.playground.client.controls import CONTROLS
from firefighter.playground.client.fields import PRESS, Pressed
from firefighter.playground.client.html import Html, h
from firefighter.playground.client.surface import Surface
from firefighter.playground.client.text import plain
from firefighter.playground.slack.elements import Placed
from firefighter.playground.slack.records import Json
from firefighter.texts import say

_WEB = ("https://", "http://", "mailto:")


def element(placed: Placed, surface: Surface) -> Html:
    if placed.type == "button":
        return _button(placed, surface)
    if placed.type == "overflow":
        return _overflow(placed, surface)
    if (draw := CONTROLS.get(placed.type)) is None:
        return cannot_draw(placed.element)
    drawn = draw(placed, surface)
    return drawn if placed.in_input else h("span", drawn, _choose(placed), class_="live")


def cannot_draw(what: Json) -> Html:
    """Never skipped: who looks should know that something is there."""
    title = say("This page cannot draw: {kind}", kind=str(what.get("type")))
    raw = h("pre", json.dumps(what, indent=2, ensure_ascii=False))
    return h("details", h("summary", title), raw, class_="undrawn")


def _choose(placed: Placed) -> Html:
    """Tells the bot of a choice; the script presses it, where there is none a keyboard can."""
    pressed = str(Pressed(placed.block_id, placed.action_id))
    return h("button", say("Choose"), name=PRESS, value=pressed, class_="choose", tabindex="-1")


def _button(placed: Placed, surface: Surface) -> Html:
    given = placed.element
    label, style = plain(given["text"]["text"]), f"button {given.get('style', '')}".strip()
    if url := given.get("url"):
        return _leading(url, label, style, surface)
    return _press(placed, given.get("value"), label, style)


def _overflow(placed: Placed, surface: Surface) -> Html:
    items = [
        h("li", _overflow_item(placed, option, surface)) for option in placed.element["options"]
    ]
    summary = h("summary", "⋯", aria_label=say("More actions"), class_="button")
    return h("details", summary, h("ul", items), class_="menu")


def _overflow_item(placed: Placed, option: Json, surface: Surface) -> Html:
    label = plain(option["text"]["text"])
    if url := option.get("url"):
        return _leading(url, label, "item", surface)
    return _press(placed, option["value"], label, "item")


def _press(placed: Placed, value: str | None, label: Html, style: str) -> Html:
    confirm = placed.element.get("confirm")
    return h(
        "button",
        label,
        name=PRESS,
        value=str(Pressed(placed.block_id, placed.action_id, value)),
        class_=style,
        formnovalidate=True,
        aria_label=placed.element.get("accessibility_label"),
        data_confirm=_question(confirm) if confirm else None,
    )


def _question(confirm: Json) -> str:
    return "\n\n".join((confirm["title"]["text"], confirm["text"]["text"]))


def _leading(url: str, label: Html, style: str, surface: Surface) -> Html:
    """An address that a browser would run as a script leads nowhere."""
    if here := surface.reader.here(url):
        target = "_blank" if surface.is_modal else None
        return h("a", label, href=here, target=target, class_=style)
    address = url if url.lower().startswith(_WEB) else None
    return h("a", label, href=address, target="_blank", rel="noopener noreferrer", class_=style)
