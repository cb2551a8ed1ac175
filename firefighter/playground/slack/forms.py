"""Filling in and pressing what a surface offers, as far as Slack's client allows."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from firefighter.playground.slack.elements import (
    VALUE_ELEMENTS,
    ElementValue,
    PlacedElement,
    options_of,
    placed_elements,
)
from firefighter.playground.slack.errors import NotPossibleError
from firefighter.playground.slack.payloads import action_ts
from firefighter.playground.slack.records import Json, View
from firefighter.playground.slack.workspace import Workspace

MAX_TEXT = 3000  # of a plain_text_input without a max_length

Values = Mapping[str, object]


def type_into(workspace: Workspace, view: View, values: Values) -> View:
    """Returns the view after these values, by block_id or action_id, were entered."""
    return workspace.put_view(replace(view, typed=_filled(workspace, view, values)))


def _filled(workspace: Workspace, view: View, values: Values) -> dict[str, dict[str, Json]]:
    state = {block: dict(found) for block, found in view.typed.items()}
    unknown = dict(values)
    for field in placed_elements(view.blocks):
        for name in (field.block_id, field.action_id):
            if name in unknown and field.type in VALUE_ELEMENTS:
                entered = entry(workspace, field, unknown.pop(name))
                state[field.block_id][field.action_id] = entered
    if unknown:
        raise NotPossibleError(f"no such fields in the view: {', '.join(unknown)}")
    return state


def entry(workspace: Workspace, field: PlacedElement, value: object) -> Json:
    """Returns one field's part of the state. A choice is looked up among the options."""
    element_value = VALUE_ELEMENTS[field.type]
    return {
        "type": field.type,
        element_value.value: _entered(workspace, field, element_value, value),
    }


def refusals(view: View) -> dict[str, str]:
    """Returns why Slack's client would not send this view yet, by block."""
    found: dict[str, str] = {}
    for field in placed_elements(view.blocks):
        element_value = VALUE_ELEMENTS.get(field.type)
        if field.in_input and element_value is not None:
            value = view.typed[field.block_id][field.action_id][element_value.value]
            if problem := _problem(field, value):
                found[field.block_id] = problem
    return found


def _entered(
    workspace: Workspace, field: PlacedElement, element_value: ElementValue, value: object
) -> object:
    if element_value.many:
        chosen = value if isinstance(value, list | tuple) else [value]
        return [_one(workspace, field, element_value, each) for each in chosen]
    return None if value is None else _one(workspace, field, element_value, value)


def _one(
    workspace: Workspace, field: PlacedElement, element_value: ElementValue, value: object
) -> object:
    if "external_select" in field.type:
        return value if isinstance(value, Mapping) else _plain_option(str(value))
    if element_value.is_option:
        return _option(field, str(value))
    if "users_select" in field.type:
        return _person(workspace, str(value))
    if "channels_select" in field.type or "conversations_select" in field.type:
        return _conversation(workspace, str(value))
    if field.type == "datetimepicker":
        return int(str(value))
    return value if field.type == "rich_text_input" else str(value)


def _plain_option(value: str) -> Json:
    return {"text": {"type": "plain_text", "text": value, "emoji": True}, "value": value}


def _option(field: PlacedElement, value: str) -> Json:
    for option in options_of(field.element):
        if option["value"] == value:
            return {"text": option["text"], "value": option["value"]}
    raise NotPossibleError(f"{field.action_id} does not offer {value!r}")


def _person(workspace: Workspace, value: str) -> str:
    for user in workspace.users.values():
        if value in (user.id, user.handle):
            return user.id
    raise NotPossibleError(f"nobody here is called {value!r}")


def _conversation(workspace: Workspace, value: str) -> str:
    channel = workspace.find_channel(value)
    if channel is None:
        raise NotPossibleError(f"there is no channel {value!r}")
    return channel.id


def _problem(field: PlacedElement, value: object) -> str | None:
    if value in (None, "", []):
        return None if field.block.get("optional") else "Please complete this required field."
    match field.type:
        case "plain_text_input":
            return _wrong_length(field.element, str(value))
        case "number_input":
            return _wrong_number(field.element, str(value))
        case "email_text_input" if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", str(value)):
            return "Please enter a valid email address."
        case "url_text_input" if not re.match(r"[a-z][\w+.-]*://\S+$", str(value)):
            return "Please enter a valid URL."
        case _:
            return _too_many(field.element, value)


def _wrong_length(element: Json, value: str) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", MAX_TEXT)
    if len(value) < least:
        return f"Please enter at least {least} characters."
    return f"Please enter no more than {most} characters." if len(value) > most else None


def _wrong_number(element: Json, value: str) -> str | None:
    pattern = r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+"
    if not re.fullmatch(pattern, value):
        return "Please enter a number."
    least = float(element.get("min_value", "-inf"))
    most = float(element.get("max_value", "inf"))
    return None if least <= float(value) <= most else "That number is out of range."


def _too_many(element: Json, value: object) -> str | None:
    most = element.get("max_selected_items")
    if most is not None and isinstance(value, list) and len(value) > most:
        return f"Please choose no more than {most}."
    return None


CONTEXT_KEYS = ("placeholder", "confirm")


@dataclass(frozen=True)
class Press:
    """The element. The value is the choice in a menu, and distinguishes buttons with one id."""

    action_id: str
    block_id: str | None = None
    value: object = None

    def fits(self, each: PlacedElement) -> bool:
        if each.action_id != self.action_id or self.block_id not in (None, each.block_id):
            return False
        return each.type != "button" or self.value in (None, each.element.get("value"))


def find_pressable(blocks: Iterable[Json], press: Press) -> PlacedElement:
    """Returns the one element that can be pressed this way."""
    found = [each for each in placed_elements(blocks) if press.fits(each) and _is_live(each)]
    if not found:
        raise NotPossibleError(f"there is nothing to press for {press}")
    if len(found) > 1:
        raise NotPossibleError(f"there are {len(found)} elements for {press}: say which")
    return found[0]


def action_of(workspace: Workspace, pressed: PlacedElement, value: object) -> Json:
    """The entry in `actions`: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload."""
    element = pressed.element
    action: Json = {
        "type": pressed.type,
        "action_id": pressed.action_id,
        "block_id": pressed.block_id,
        "action_ts": action_ts(),
    }
    action |= {key: element[key] for key in CONTEXT_KEYS if key in element}
    if pressed.type == "overflow":
        return action | {"selected_option": _chosen(pressed, value)}
    if pressed.type in VALUE_ELEMENTS:
        return action | entry(workspace, pressed, value)
    return action | {
        key: element[key] for key in ("text", "value", "style", "url") if key in element
    }


def _is_live(each: PlacedElement) -> bool:
    return not each.in_input or bool(each.block.get("dispatch_action"))


def _chosen(pressed: PlacedElement, value: object) -> Json:
    for option in options_of(pressed.element):
        if option.get("value") == value:
            return option
    raise NotPossibleError(f"the menu {pressed.action_id} does not offer {value!r}")
