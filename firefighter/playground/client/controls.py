"""The elements that hold a value: menus, choices, pickers and text fields, as form controls."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from firefighter.playground.client.fields import Pressed, field_name
from firefighter.playground.client.html import Attribute, Html, h, many
from firefighter.playground.client.offers import Offer, offers
from firefighter.playground.client.surface import Surface
from firefighter.playground.client.text import mrkdwn, plain
from firefighter.playground.slack.elements import Placed
from firefighter.playground.slack.records import Json
from firefighter.texts import say

Draw = Callable[[Placed, Surface], Html]


def select(placed: Placed, surface: Surface) -> Html:
    offered = offers(placed, surface)
    placeholder = placed.element.get("placeholder", {}).get("text") or say("Choose…")
    nothing = h("option", placeholder, value="", selected=not any(each.chosen for each in offered))
    return h("select", nothing, _grouped(offered, _option), **control(placed, surface))


def ticks(placed: Placed, surface: Surface) -> Html:
    """Several of a list, each with a box to tick: works by keyboard and on a phone alike."""
    return _boxes(placed, surface, "checkbox")


def radios(placed: Placed, surface: Surface) -> Html:
    return _boxes(placed, surface, "radio")


def text(placed: Placed, surface: Surface) -> Html:
    held = str(surface.held(placed) or "")
    if placed.element.get("multiline"):
        return h("textarea", held, rows=4, **control(placed, surface), **_lengths(placed.element))
    kind = {"email_text_input": "email", "url_text_input": "url"}.get(placed.type, "text")
    return h("input", type=kind, value=held, **control(placed, surface), **_lengths(placed.element))


def number(placed: Placed, surface: Surface) -> Html:
    element = placed.element
    step = "any" if element["is_decimal_allowed"] else "1"
    bounds = {"min": element.get("min_value"), "max": element.get("max_value"), "step": step}
    held = str(surface.held(placed) or "")
    return h("input", type="number", value=held, **control(placed, surface), **bounds)


def rich_text(placed: Placed, surface: Surface) -> Html:
    """Its words; the styles that Slack's own editor offers are not offered here."""
    held = surface.held(placed)
    words = "".join(_words(held)) if isinstance(held, Mapping) else ""
    return h("textarea", words, rows=4, **control(placed, surface))


def seeking(placed: Placed, surface: Surface) -> Html:
    """A text field with a list that the bot fills while one types."""
    held = surface.held(placed)
    label = held["text"]["text"] if isinstance(held, Mapping) else ""
    attributes = control(placed, surface)
    list_id = f"{attributes['id']}-list"
    field = h("input", value=label, list=list_id, data_seek=placed.action_id, **attributes)
    return many(field, h("datalist", id=list_id))


def date(placed: Placed, surface: Surface) -> Html:
    return h("input", type="date", value=_held(placed, surface), **control(placed, surface))


def time(placed: Placed, surface: Surface) -> Html:
    return h("input", type="time", value=_held(placed, surface), **control(placed, surface))


def date_time(placed: Placed, surface: Surface) -> Html:
    """In the reader's own zone, as Slack shows it."""
    unix = surface.held(placed)
    zone = ZoneInfo(surface.reader.user.tz)
    held = datetime.fromtimestamp(int(str(unix)), UTC).astimezone(zone) if unix else None
    value = f"{held:%Y-%m-%dT%H:%M}" if held else ""
    return h("input", type="datetime-local", value=value, **control(placed, surface))


CONTROLS: Mapping[str, Draw] = {
    "static_select": select,
    "external_select": seeking,
    "users_select": select,
    "channels_select": select,
    "conversations_select": select,
    "multi_static_select": ticks,
    "multi_users_select": ticks,
    "multi_channels_select": ticks,
    "multi_conversations_select": ticks,
    "checkboxes": ticks,
    "radio_buttons": radios,
    "datepicker": date,
    "timepicker": time,
    "datetimepicker": date_time,
    "plain_text_input": text,
    "email_text_input": text,
    "url_text_input": text,
    "number_input": number,
    "rich_text_input": rich_text,
}


def is_group(kind: str) -> bool:
    """Whether it is drawn as several controls, which a legend labels."""
    return CONTROLS.get(kind) in (ticks, radios)


def control(placed: Placed, surface: Surface) -> dict[str, Attribute]:
    """What every single control has: its name, its label, whether it may be empty."""
    optional = not placed.in_input or bool(placed.block.get("optional"))
    field_id = surface.field_id(placed)
    hint = placed.in_input and placed.block.get("hint")
    return {
        "id": field_id,
        "name": field_name(placed.block_id, placed.action_id),
        "required": not optional,
        "placeholder": placed.element.get("placeholder", {}).get("text"),
        "autofocus": bool(placed.element.get("focus_on_load")),
        "aria_label": None if placed.in_input else _spoken_label(placed),
        "aria_describedby": f"{field_id}-hint" if hint else None,
        "aria_invalid": "true" if placed.block_id in surface.errors else None,
        "data_press": str(Pressed(placed.block_id, placed.action_id)) if _is_live(placed) else None,
    }


def _is_live(placed: Placed) -> bool:
    """Whether the bot hears of a choice at once."""
    return not placed.in_input or bool(placed.block.get("dispatch_action"))


def _spoken_label(placed: Placed) -> str:
    placeholder = placed.element.get("placeholder", {}).get("text")
    return str(placeholder or placed.block.get("text", {}).get("text") or say("Choose…"))


def _held(placed: Placed, surface: Surface) -> str:
    return str(surface.held(placed) or "")


def _lengths(element: Json) -> dict[str, Attribute]:
    return {"minlength": element.get("min_length"), "maxlength": element.get("max_length", 3000)}


def _boxes(placed: Placed, surface: Surface, kind: str) -> Html:
    def box(offer: Offer) -> Html:
        attributes = control(placed, surface) | {"required": False, "placeholder": None}
        attributes |= {"id": f"{surface.field_id(placed)}-{offer.value}", "aria_label": None}
        ticked = h("input", type=kind, value=offer.value, checked=offer.chosen, **attributes)
        return h("label", ticked, h("span", _label(offer, surface)), class_="box")

    return h("div", _grouped(offers(placed, surface), box), class_="boxes")


def _label(offer: Offer, surface: Surface) -> Html:
    description = offer.description and h("small", _text(offer.description, surface))
    return many(_text(offer.label, surface), description)


def _text(given: Json, surface: Surface) -> Html:
    words = given["text"]
    return mrkdwn(words, surface.reader) if given["type"] == "mrkdwn" else plain(words)


def _option(offer: Offer) -> Html:
    return h("option", plain(offer.label["text"]), value=offer.value, selected=offer.chosen)


def _grouped(offered: Iterable[Offer], draw: Callable[[Offer], Html]) -> Html:
    parts = []
    for group, inside in groupby(offered, key=lambda each: each.group):
        drawn = [draw(each) for each in inside]
        parts.append(h("optgroup", drawn, label=group) if group else many(drawn))
    return many(parts)


def _words(node: object) -> Iterable[str]:
    if isinstance(node, Mapping):
        if isinstance(node.get("text"), str):
            yield node["text"]
        yield from _words(node.get("elements"))
    elif isinstance(node, list | tuple):
        for each in node:
            yield from _words(each)
