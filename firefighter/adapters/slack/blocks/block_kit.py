"""The Block Kit elements that the bot uses; the only file with raw block dictionaries.

Limits are Slack's own: https://docs.slack.dev/reference/block-kit/blocks and …/block-elements.
Text that is too long is cut with an ellipsis, so that Slack never refuses a card for typed text.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from firefighter.adapters.slack.wording.mrkdwn import clipped
from firefighter.domain.title import form_value, utf16_length
from firefighter.i18n import gettext

Block = dict[str, Any]
Element = dict[str, Any]

SECTION_LIMIT = 3000
FIELD_LIMIT = 2000
LABEL_LIMIT = 2000
"""Of the label and the hint of an input."""
CONTEXT_LIMIT = 3000
"""A text object's own: https://docs.slack.dev/reference/block-kit/composition-objects/text-object."""
BUTTON_LIMIT = 75
OPTION_LIMIT = 75
OPTION_VALUE_LIMIT = 150
"""https://docs.slack.dev/reference/block-kit/composition-objects/option-object."""
MODAL_TITLE_LIMIT = 24
OPTIONS_LIMIT = 100
UNAVAILABLE = "unavailable"
"""The value of an option that only says why there are no others."""
METADATA_LIMIT = 3000
VIEW_LIMIT = 250_000
"""Bytes of a view as JSON: https://docs.slack.dev/reference/methods/views.open#errors."""
MESSAGE_TEXT_LIMIT = 4000
"""Characters beside the blocks: https://docs.slack.dev/reference/methods/chat.update#errors."""
PLAIN_TEXT_LIMIT = 40_000
"""Characters without blocks: https://docs.slack.dev/changelog/2018-truncating-really-long-messages."""
MESSAGE_LIMIT = 13_200
"""Characters of a message's blocks as JSON. Found by users: https://github.com/slackapi/bolt-js/issues/2509."""
_NOTE_SPACE = 300
"""Characters for the note that texts were cut."""
MESSAGE_BLOCKS = 50
_VIEW_FRAME = 10_000
"""Bytes that a view may need beside its blocks: title, buttons, metadata."""
_SHORTEST = 100
"""Characters that are left of every text, however long the others are."""
BLOCKS_LIMIT = 100
"""Of a view: https://docs.slack.dev/reference/block-kit/blocks."""

Style = Literal["primary", "danger"]


@dataclass(frozen=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True)
class OptionGroup:
    label: str
    options: Sequence[Option]


def plain(text: str, limit: int) -> Element:
    return {"type": "plain_text", "text": clipped(text, limit), "emoji": True}


def mrkdwn(text: str, limit: int = SECTION_LIMIT) -> Element:
    return {"type": "mrkdwn", "text": clipped(text, limit)}


def section(text: str, accessory: Element | None = None) -> Block:
    block: Block = {"type": "section", "text": mrkdwn(text)}
    return block | ({"accessory": accessory} if accessory else {})


def sections(text: str) -> list[Block]:
    """A text of any length as sections, split between lines."""
    parts = [""]
    for line in text.split("\n"):
        longer = f"{parts[-1]}\n{line}" if parts[-1] else line
        if utf16_length(longer) > SECTION_LIMIT and parts[-1]:
            parts.append(line)
        else:
            parts[-1] = longer
    return [section(part) for part in parts if part]


def fields(texts: Iterable[str]) -> Block:
    return {"type": "section", "fields": [mrkdwn(text, FIELD_LIMIT) for text in texts]}


def context(text: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text, CONTEXT_LIMIT)]}


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
    """Opens a page in the browser; Slack also sends the press."""
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
    """`live` makes Slack send an action whenever a person pauses while typing."""
    element: Element = {
        "type": "plain_text_input",
        "action_id": name,
        "multiline": multiline,
        "max_length": max_length,
    }
    if initial:
        element["initial_value"] = form_value(initial, max_length)
    if live:
        element["dispatch_action_config"] = {"trigger_actions_on": ["on_character_entered"]}
    return _field(name, label, element, hint=hint, optional=optional, live=live)


def select_field(
    name: str,
    label: str,
    options: Sequence[Option],
    *,
    initial: str = "",
    hint: str = "",
    optional: bool = False,
) -> Block:
    element: Element = {
        "type": "static_select",
        "action_id": name,
        "options": _options(options),
    }
    if chosen := [option for option in options[:OPTIONS_LIMIT] if option.value == initial]:
        element["initial_option"] = _options(chosen)[0]
    return _field(name, label, element, hint=hint, optional=optional)


def multi_select_field(
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


def grouped_select_field(
    name: str, label: str, groups: Sequence[OptionGroup], *, initial: str = ""
) -> Block:
    """A menu with its options under headings."""
    element: Element = {
        "type": "static_select",
        "action_id": name,
        "option_groups": _option_groups(groups),
    }
    if chosen := [each for each in _options_in(groups) if each.value == initial]:
        element["initial_option"] = _options(chosen)[0]
    return _field(name, label, element)


def grouped_multi_select_field(
    name: str,
    label: str,
    groups: Sequence[OptionGroup],
    *,
    initial: Sequence[str] = (),
    at_most: int,
    hint: str = "",
) -> Block:
    """An optional choice of at most so many of the options under headings."""
    element: Element = {
        "type": "multi_static_select",
        "action_id": name,
        "option_groups": _option_groups(groups),
        "max_selected_items": at_most,
    }
    if chosen := [each for each in _options_in(groups) if each.value in initial]:
        element["initial_options"] = _options(chosen)
    return _field(name, label, element, hint=hint, optional=True)


def checkbox_field(name: str, label: str, option: Option) -> Block:
    element: Element = {"type": "checkboxes", "action_id": name, "options": _options([option])}
    return _field(name, label, element, optional=True)


def user_field(name: str, label: str, *, initial: str = "", optional: bool = False) -> Block:
    element: Element = {"type": "users_select", "action_id": name}
    chosen = {"initial_user": initial} if initial else {}
    return _field(name, label, element | chosen, optional=optional)


def users_field(
    name: str, label: str, *, initial: Sequence[str] = (), optional: bool = False
) -> Block:
    """A choice of several people."""
    element: Element = {"type": "multi_users_select", "action_id": name}
    chosen = {"initial_users": list(initial)} if initial else {}
    return _field(name, label, element | chosen, optional=optional)


def date_field(name: str, label: str, *, initial: date | None = None) -> Block:
    element: Element = {"type": "datepicker", "action_id": name}
    chosen = {"initial_date": initial.isoformat()} if initial else {}
    return _field(name, label, element | chosen, optional=True)


def url_field(name: str, label: str, *, initial: str = "", hint: str = "") -> Block:
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
    """A menu that requests its options while a person types: see `Feature.suggestion`."""
    element: Element = {"type": "external_select", "action_id": name, "min_query_length": 0}
    element |= {"initial_option": _options([initial])[0]} if initial else {}
    return _field(name, label, element, hint=hint, optional=optional)


def options_response(options: Sequence[Option]) -> dict[str, Any]:
    """The response to a search menu's request for options."""
    return {"options": _options(options)}


def datetime_field(
    name: str, label: str, *, initial: datetime | None = None, hint: str = ""
) -> Block:
    """A date and time in the reader's zone; optional."""
    element: Element = {"type": "datetimepicker", "action_id": name}
    if initial:
        element["initial_date_time"] = int(initial.timestamp())
    return _field(name, label, element, hint=hint, optional=True)


def modal(
    callback_id: str,
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str = "",
    close: str = "",
    metadata: str = "",
) -> Block:
    """`close` labels the button that leaves without a change; by default *Cancel* or *Close*."""
    usual = gettext("Cancel") if submit else gettext("Close")
    view: Block = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, MODAL_TITLE_LIMIT),
        "close": plain(close or usual, MODAL_TITLE_LIMIT),
        "private_metadata": metadata,
        "blocks": _within_view(blocks),
    }
    return view | ({"submit": plain(submit, MODAL_TITLE_LIMIT)} if submit else {})


def home(blocks: Sequence[Block]) -> Block:
    """The view of a Home tab: https://docs.slack.dev/surfaces/app-home."""
    return {"type": "home", "blocks": _within_view(blocks)}


def message_content(text: str, blocks: Sequence[Block] = ()) -> dict[str, Any]:
    """Returns the text and blocks of a message or answer, within what Slack accepts."""
    if not blocks:
        return {"text": clipped(text, PLAIN_TEXT_LIMIT)}
    return {"text": clipped(text, MESSAGE_TEXT_LIMIT), "blocks": fit_message(blocks)}


def fit_message(blocks: Sequence[Block]) -> list[Block]:
    """Returns the blocks of a message, within what Slack accepts. Says so if texts are cut.

    The longest texts are cut first: those are typed, and the timeline has them in full.
    """
    if _characters_of(blocks) <= MESSAGE_LIMIT:
        return list(blocks)
    fitting = fitted(blocks, _characters_of, MESSAGE_LIMIT - _NOTE_SPACE)
    note = gettext("Long texts are cut here… see the timeline.")
    return [*fitting[: MESSAGE_BLOCKS - 1], context(note)]


def fitted(
    blocks: Sequence[Block], size: Callable[[Sequence[Block]], int], limit: int
) -> list[Block]:
    """Returns the blocks with their longest texts cut until their `size` is at most `limit`."""
    fitting, longest = list(blocks), SECTION_LIMIT
    while size(fitting) > limit and longest > _SHORTEST:
        longest = max(longest * 3 // 4, _SHORTEST)
        fitting = [_with_texts_cut(block, longest) for block in blocks]
    return fitting


def _with_texts_cut(block: Block, longest: int) -> Block:
    match block:
        case {"type": "section", "text": text}:
            return block | {"text": _cut(text, longest)}
        case {"type": "section", "fields": texts}:
            return block | {"fields": [_cut(text, longest) for text in texts]}
        case {"type": "context", "elements": texts}:
            return block | {"elements": [_cut(text, longest) for text in texts]}
        case _:
            return block


def _cut(text: Element, longest: int) -> Element:
    return text | {"text": clipped(text["text"], longest)} if "text" in text else text


def _within_view(blocks: Sequence[Block]) -> list[Block]:
    return fitted(blocks, _bytes_of, VIEW_LIMIT - _VIEW_FRAME)


def _characters_of(blocks: Sequence[Block]) -> int:
    return utf16_length(json.dumps(blocks, ensure_ascii=False))


def _bytes_of(blocks: Sequence[Block]) -> int:
    return len(json.dumps(blocks).encode())


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
        "label": plain(label, LABEL_LIMIT),
        "element": element,
        "optional": optional,
    }
    block |= {"dispatch_action": True} if live else {}
    return block | ({"hint": plain(hint, LABEL_LIMIT)} if hint else {})


def _option_groups(groups: Sequence[OptionGroup]) -> list[Element]:
    return [
        {"label": plain(group.label, OPTION_LIMIT), "options": _options(group.options)}
        for group in groups
    ]


def _options_in(groups: Sequence[OptionGroup]) -> list[Option]:
    return [option for group in groups for option in group.options]


def _options(options: Sequence[Option]) -> list[Element]:
    return [
        {"text": plain(option.label, OPTION_LIMIT), "value": option.value}
        for option in options[:OPTIONS_LIMIT]
    ]
