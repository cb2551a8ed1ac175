"""Block Kit's elements as form controls, in a message, a modal or the Home tab."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from firefighter.i18n import gettext
from firefighter.playground.client.fields import PRESS, ButtonPress, field_name
from firefighter.playground.client.html import Attribute, Html, h, many
from firefighter.playground.client.text import mrkdwn, plain
from firefighter.playground.client.viewer import Viewer
from firefighter.playground.slack.elements import VALUE_ELEMENTS, PlacedElement
from firefighter.playground.slack.records import Json, Message, View


@dataclass(frozen=True)
class Surface:
    viewer: Viewer
    key: str
    """Keeps the ids of its fields apart from those of other surfaces on the page."""
    is_modal: bool = False
    """Whether it covers the page, so that its links must open in a new window."""
    typed: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    """Errors by block."""

    def held(self, placed: PlacedElement) -> object:
        """The current or initial value of each element."""
        element_value = VALUE_ELEMENTS[placed.type]
        typed = self.typed.get(placed.block_id, {}).get(placed.action_id)
        return typed[element_value.value] if typed else placed.element.get(element_value.initial)

    def field_id(self, placed: PlacedElement) -> str:
        return f"{self.key}-{placed.block_id}-{placed.action_id}"


def surface_of_message(message: Message, viewer: Viewer) -> Surface:
    return Surface(viewer, f"m{message.ts}")


def surface_of_view(view: View, viewer: Viewer, errors: Mapping[str, str]) -> Surface:
    return Surface(
        viewer,
        f"v{view.id}",
        is_modal=view.type == "modal",
        typed=view.typed,
        errors=errors,
    )


@dataclass(frozen=True)
class MenuOption:
    value: str
    label: Json
    """A text object."""
    chosen: bool
    description: Json | None = None
    group: str = ""


def menu_options(placed: PlacedElement, surface: Surface) -> list[MenuOption]:
    if "users_select" in placed.type:
        return _options_by_id(placed, surface, _people(surface))
    if "conversations_select" in placed.type or "channels_select" in placed.type:
        return _options_by_id(placed, surface, _conversations(surface))
    return list(_listed_options(placed, surface))


def _listed_options(placed: PlacedElement, surface: Surface) -> Iterator[MenuOption]:
    chosen = {each["value"] for each in _held_values(placed, surface) if isinstance(each, Mapping)}
    for option in placed.element.get("options", ()):
        yield _menu_option(option, chosen, "")
    for group in placed.element.get("option_groups", ()):
        yield from (_menu_option(each, chosen, group["label"]["text"]) for each in group["options"])


def _menu_option(option: Json, chosen: set[str], group: str) -> MenuOption:
    value = option["value"]
    return MenuOption(value, option["text"], value in chosen, option.get("description"), group)


def _people(surface: Surface) -> list[tuple[str, str]]:
    people = surface.viewer.users.values()
    here = [user for user in people if not user.is_bot and not user.is_deactivated]
    return [(user.id, user.real_name) for user in here]


def _conversations(surface: Surface) -> list[tuple[str, str]]:
    channels = surface.viewer.channels.values()
    here = [channel for channel in channels if not channel.is_im and not channel.is_archived]
    return [(channel.id, f"#{channel.name}") for channel in here]


def _options_by_id(
    placed: PlacedElement, surface: Surface, offered: list[tuple[str, str]]
) -> list[MenuOption]:
    chosen = _held_values(placed, surface)
    return [
        MenuOption(value, {"type": "plain_text", "text": label}, value in chosen)
        for value, label in offered
    ]


def _held_values(placed: PlacedElement, surface: Surface) -> list[object]:
    held = surface.held(placed)
    return held if isinstance(held, list) else [held]


Draw = Callable[[PlacedElement, Surface], Html]


def select(placed: PlacedElement, surface: Surface) -> Html:
    offered = menu_options(placed, surface)
    placeholder = placed.element.get("placeholder", {}).get("text") or gettext("Choose…")
    nothing = h("option", placeholder, value="", selected=not any(each.chosen for each in offered))
    return h("select", nothing, _grouped(offered, _option), **control(placed, surface))


def checkboxes(placed: PlacedElement, surface: Surface) -> Html:
    """A multi-select as checkboxes, which work by keyboard and on phones."""
    return _boxes(placed, surface, "checkbox")


def radios(placed: PlacedElement, surface: Surface) -> Html:
    return _boxes(placed, surface, "radio")


def text(placed: PlacedElement, surface: Surface) -> Html:
    held = str(surface.held(placed) or "")
    if placed.element.get("multiline"):
        return h("textarea", held, rows=4, **control(placed, surface), **_lengths(placed.element))
    kind = {"email_text_input": "email", "url_text_input": "url"}.get(placed.type, "text")
    return h("input", type=kind, value=held, **control(placed, surface), **_lengths(placed.element))


def number(placed: PlacedElement, surface: Surface) -> Html:
    element = placed.element
    step = "any" if element["is_decimal_allowed"] else "1"
    bounds = {"min": element.get("min_value"), "max": element.get("max_value"), "step": step}
    held = str(surface.held(placed) or "")
    return h("input", type="number", value=held, **control(placed, surface), **bounds)


def rich_text(placed: PlacedElement, surface: Surface) -> Html:
    """Plain text only. The styles of Slack's editor are not offered."""
    held = surface.held(placed)
    words = "".join(_words(held)) if isinstance(held, Mapping) else ""
    return h("textarea", words, rows=4, **control(placed, surface))


def suggesting(placed: PlacedElement, surface: Surface) -> Html:
    """A text field with suggestions that the bot provides while the person types."""
    held = surface.held(placed)
    label = held["text"]["text"] if isinstance(held, Mapping) else ""
    attributes = control(placed, surface)
    list_id = f"{attributes['id']}-list"
    field = h("input", value=label, list=list_id, data_seek=placed.action_id, **attributes)
    return many(field, h("datalist", id=list_id))


def date(placed: PlacedElement, surface: Surface) -> Html:
    return h("input", type="date", value=_held(placed, surface), **control(placed, surface))


def time(placed: PlacedElement, surface: Surface) -> Html:
    return h("input", type="time", value=_held(placed, surface), **control(placed, surface))


def date_time(placed: PlacedElement, surface: Surface) -> Html:
    """In the person's own time zone, as in Slack."""
    unix = surface.held(placed)
    zone = ZoneInfo(surface.viewer.user.tz)
    held = datetime.fromtimestamp(int(str(unix)), UTC).astimezone(zone) if unix else None
    value = f"{held:%Y-%m-%dT%H:%M}" if held else ""
    return h("input", type="datetime-local", value=value, **control(placed, surface))


CONTROLS: Mapping[str, Draw] = {
    "static_select": select,
    "external_select": suggesting,
    "users_select": select,
    "channels_select": select,
    "conversations_select": select,
    "multi_static_select": checkboxes,
    "multi_users_select": checkboxes,
    "multi_channels_select": checkboxes,
    "multi_conversations_select": checkboxes,
    "checkboxes": checkboxes,
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
    """Whether it is drawn as several controls with one legend."""
    return CONTROLS.get(kind) in (checkboxes, radios)


def control(placed: PlacedElement, surface: Surface) -> dict[str, Attribute]:
    """The attributes of every single control: name, label, required."""
    optional = not placed.in_input or bool(placed.block.get("optional"))
    field_id = surface.field_id(placed)
    hint = placed.in_input and placed.block.get("hint")
    return {
        "id": field_id,
        "name": field_name(placed.block_id, placed.action_id),
        "required": not optional,
        "placeholder": placed.element.get("placeholder", {}).get("text"),
        "autofocus": bool(placed.element.get("focus_on_load")),
        "aria_label": None if placed.in_input else _aria_label(placed),
        "aria_describedby": f"{field_id}-hint" if hint else None,
        "aria_invalid": "true" if placed.block_id in surface.errors else None,
        "data_press": str(ButtonPress(placed.block_id, placed.action_id))
        if _is_live(placed)
        else None,
    }


def _is_live(placed: PlacedElement) -> bool:
    """Whether each choice is sent to the bot at once."""
    return not placed.in_input or bool(placed.block.get("dispatch_action"))


def _aria_label(placed: PlacedElement) -> str:
    placeholder = placed.element.get("placeholder", {}).get("text")
    return str(placeholder or placed.block.get("text", {}).get("text") or gettext("Choose…"))


def _held(placed: PlacedElement, surface: Surface) -> str:
    return str(surface.held(placed) or "")


def _lengths(element: Json) -> dict[str, Attribute]:
    return {"minlength": element.get("min_length"), "maxlength": element.get("max_length", 3000)}


def _boxes(placed: PlacedElement, surface: Surface, kind: str) -> Html:
    def box(offer: MenuOption) -> Html:
        attributes = control(placed, surface) | {"required": False, "placeholder": None}
        attributes |= {"id": f"{surface.field_id(placed)}-{offer.value}", "aria_label": None}
        ticked = h("input", type=kind, value=offer.value, checked=offer.chosen, **attributes)
        return h("label", ticked, h("span", _label(offer, surface)), class_="box")

    return h("div", _grouped(menu_options(placed, surface), box), class_="boxes")


def _label(offer: MenuOption, surface: Surface) -> Html:
    description = offer.description and h("small", _text(offer.description, surface))
    return many(_text(offer.label, surface), description)


def _text(given: Json, surface: Surface) -> Html:
    words = given["text"]
    return mrkdwn(words, surface.viewer) if given["type"] == "mrkdwn" else plain(words)


def _option(offer: MenuOption) -> Html:
    return h("option", plain(offer.label["text"]), value=offer.value, selected=offer.chosen)


def _grouped(offered: Iterable[MenuOption], draw: Callable[[MenuOption], Html]) -> Html:
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


_WEB = ("https://", "http://", "mailto:")


def element(placed: PlacedElement, surface: Surface) -> Html:
    if placed.type == "button":
        return _button(placed, surface)
    if placed.type == "overflow":
        return _overflow(placed, surface)
    if (draw := CONTROLS.get(placed.type)) is None:
        return cannot_draw(placed.element)
    drawn = draw(placed, surface)
    return drawn if placed.in_input else h("span", drawn, _choose(placed), class_="live")


def cannot_draw(what: Json) -> Html:
    """Unsupported elements are named, never skipped."""
    title = gettext("This page cannot draw: {kind}", kind=str(what.get("type")))
    raw = h("pre", json.dumps(what, indent=2, ensure_ascii=False))
    return h("details", h("summary", title), raw, class_="undrawn")


def _choose(placed: PlacedElement) -> Html:
    """Sends a choice to the bot. The script presses it; without the script the keyboard can."""
    pressed = str(ButtonPress(placed.block_id, placed.action_id))
    return h("button", gettext("Choose"), name=PRESS, value=pressed, class_="choose", tabindex="-1")


def _button(placed: PlacedElement, surface: Surface) -> Html:
    given = placed.element
    label, style = plain(given["text"]["text"]), f"button {given.get('style', '')}".strip()
    if url := given.get("url"):
        return _link_button(url, label, style, surface)
    return _press(placed, given.get("value"), label, style)


def _overflow(placed: PlacedElement, surface: Surface) -> Html:
    items = [
        h("li", _overflow_item(placed, option, surface)) for option in placed.element["options"]
    ]
    summary = h("summary", "⋯", aria_label=gettext("More actions"), class_="button")
    return h("details", summary, h("ul", items), class_="menu")


def _overflow_item(placed: PlacedElement, option: Json, surface: Surface) -> Html:
    label = plain(option["text"]["text"])
    if url := option.get("url"):
        return _link_button(url, label, "item", surface)
    return _press(placed, option["value"], label, "item")


def _press(placed: PlacedElement, value: str | None, label: Html, style: str) -> Html:
    confirm = placed.element.get("confirm")
    return h(
        "button",
        label,
        name=PRESS,
        value=str(ButtonPress(placed.block_id, placed.action_id, value)),
        class_=style,
        formnovalidate=True,
        aria_label=placed.element.get("accessibility_label"),
        data_confirm=_question(confirm) if confirm else None,
    )


def _question(confirm: Json) -> str:
    return "\n\n".join((confirm["title"]["text"], confirm["text"]["text"]))


def _link_button(url: str, label: Html, style: str, surface: Surface) -> Html:
    """An address that a browser would run as a script is removed."""
    if local_address := surface.viewer.local_address(url):
        target = "_blank" if surface.is_modal else None
        return h("a", label, href=local_address, target=target, class_=style)
    address = url if url.lower().startswith(_WEB) else None
    return h("a", label, href=address, target="_blank", rel="noopener noreferrer", class_=style)
