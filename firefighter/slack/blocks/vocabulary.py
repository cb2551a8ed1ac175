"""The few Block Kit shapes that the bot speaks; the only file with raw block dictionaries.

Limits are Slack's own: https://docs.slack.dev/reference/block-kit/blocks and …/block-elements.
Text that is too long is cut with a sign, so that no card is ever refused for what people typed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from firefighter.slack.words.mrkdwn import clipped
from firefighter.texts import say

Block = dict[str, Any]
Element = dict[str, Any]

SECTION_LIMIT = 3000
FIELD_LIMIT = 2000
BUTTON_LIMIT = 75
OPTION_LIMIT = 75
MODAL_TITLE_LIMIT = 24
OPTIONS_LIMIT = 100
METADATA_LIMIT = 3000

Style = Literal["primary", "danger"]


@dataclass(frozen=True)
class Option:
    value: str
    label: str


def plain(text: str, limit: int) -> Element:
    return {"type": "plain_text", "text": clipped(text, limit), "emoji": True}


def mrkdwn(text: str, limit: int = SECTION_LIMIT) -> Element:
    return {"type": "mrkdwn", "text": clipped(text, limit)}


def section(text: str, accessory: Element | None = None) -> Block:
    block: Block = {"type": "section", "text": mrkdwn(text)}
    return block | ({"accessory": accessory} if accessory else {})


def fields(texts: Iterable[str]) -> Block:
    return {"type": "section", "fields": [mrkdwn(text, FIELD_LIMIT) for text in texts]}


def context(text: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text, FIELD_LIMIT)]}


def actions(elements: Sequence[Element]) -> Block:
    return {"type": "actions", "elements": list(elements)}


def divider() -> Block:
    return {"type": "divider"}


def button(action_id: str, label: str, value: str, style: Style | None = None) -> Element:
    element: Element = {
        "type": "button",
        "action_id": action_id,
        "text": plain(label, BUTTON_LIMIT),
        "value": value,
    }
    return element | ({"style": style} if style else {})


def link_button(action_id: str, label: str, url: str) -> Element:
    """Opens a page in the browser; Slack tells of the press as well."""
    text = plain(label, BUTTON_LIMIT)
    return {"type": "button", "action_id": action_id, "text": text, "url": url}


def overflow(action_id: str, options: Sequence[Option]) -> Element:
    return {"type": "overflow", "action_id": action_id, "options": _options(options)}


def text_field(
    name: str,
    label: str,
    *,
    max_length: int,
    initial: str = "",
    hint: str = "",
    multiline: bool = False,
    optional: bool = False,
    live: bool = False,
) -> Block:
    """`live` lets the bot hear of it, as a press, whenever somebody pauses while typing."""
    element: Element = {
        "type": "plain_text_input",
        "action_id": name,
        "multiline": multiline,
        "max_length": max_length,
    }
    if initial:
        element["initial_value"] = clipped(initial, max_length)
    if live:
        element["dispatch_action_config"] = {"trigger_actions_on": ["on_character_entered"]}
    return _field(name, label, element, hint=hint, optional=optional, live=live)


def choice(
    name: str, label: str, options: Sequence[Option], *, initial: str = "", hint: str = ""
) -> Block:
    element: Element = {
        "type": "static_select",
        "action_id": name,
        "options": _options(options),
    }
    if chosen := [option for option in options[:OPTIONS_LIMIT] if option.value == initial]:
        element["initial_option"] = _options(chosen)[0]
    return _field(name, label, element, hint=hint)


def choices(
    name: str,
    label: str,
    options: Sequence[Option],
    *,
    initial: Sequence[str] = (),
    optional: bool = True,
    live: bool = False,
) -> Block:
    element: Element = {
        "type": "multi_static_select",
        "action_id": name,
        "options": _options(options),
    }
    if chosen := [option for option in options[:OPTIONS_LIMIT] if option.value in initial]:
        element["initial_options"] = _options(chosen)
    return _field(name, label, element, optional=optional, live=live)


def tick(name: str, label: str, option: Option) -> Block:
    element: Element = {"type": "checkboxes", "action_id": name, "options": _options([option])}
    return _field(name, label, element, optional=True)


def person_field(name: str, label: str, *, initial: str = "", optional: bool = False) -> Block:
    element: Element = {"type": "users_select", "action_id": name}
    chosen = {"initial_user": initial} if initial else {}
    return _field(name, label, element | chosen, optional=optional)


def day_field(name: str, label: str, *, initial: date | None = None) -> Block:
    element: Element = {"type": "datepicker", "action_id": name}
    chosen = {"initial_date": initial.isoformat()} if initial else {}
    return _field(name, label, element | chosen, optional=True)


def address_field(name: str, label: str, *, initial: str = "", hint: str = "") -> Block:
    element: Element = {"type": "url_text_input", "action_id": name}
    given = {"initial_value": initial} if initial else {}
    return _field(name, label, element | given, hint=hint, optional=True)


def search_field(
    name: str,
    label: str,
    *,
    hint: str = "",
    optional: bool = False,
    initial: Option | None = None,
) -> Block:
    """A menu whose options are asked for while somebody types: see `suggestions`."""
    element: Element = {"type": "external_select", "action_id": name, "min_query_length": 0}
    element |= {"initial_option": _options([initial])[0]} if initial else {}
    return _field(name, label, element, hint=hint, optional=optional)


def suggestions(options: Sequence[Option]) -> dict[str, Any]:
    """What a menu that searches is answered."""
    return {"options": _options(options)}


def moment_field(
    name: str, label: str, *, initial: datetime | None = None, hint: str = ""
) -> Block:
    """A date and a time, in the reader's own zone; may be left as it is."""
    element: Element = {"type": "datetimepicker", "action_id": name}
    if initial:
        element["initial_date_time"] = int(initial.timestamp())
    return _field(name, label, element, hint=hint, optional=True)


def modal(
    callback_id: str, title: str, blocks: Sequence[Block], *, submit: str = "", metadata: str = ""
) -> Block:
    view: Block = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, MODAL_TITLE_LIMIT),
        "close": plain(say("Cancel") if submit else say("Close"), MODAL_TITLE_LIMIT),
        "private_metadata": metadata,
        "blocks": list(blocks),
    }
    return view | ({"submit": plain(submit, MODAL_TITLE_LIMIT)} if submit else {})


def home(blocks: Sequence[Block]) -> Block:
    """Somebody's Home tab: https://docs.slack.dev/surfaces/app-home."""
    return {"type": "home", "blocks": list(blocks)}


def _field(
    name: str,
    label: str,
    element: Element,
    *,
    hint: str = "",
    optional: bool = False,
    live: bool = False,
) -> Block:
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label, FIELD_LIMIT),
        "element": element,
        "optional": optional,
    }
    block |= {"dispatch_action": True} if live else {}
    return block | ({"hint": plain(hint, FIELD_LIMIT)} if hint else {})


def _options(options: Sequence[Option]) -> list[Element]:
    return [
        {"text": plain(option.label, OPTION_LIMIT), "value": option.value}
        for option in options[:OPTIONS_LIMIT]
    ]
