"""The interactive elements of a surface, their values, and the ids that Slack generates."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from firefighter.playground.slack.records import Json


@dataclass(frozen=True)
class ElementValue:
    """Where an element keeps its value: in the state, and initially in the element itself."""

    value: str
    initial: str
    many: bool = False
    is_option: bool = False


TEXT = ElementValue("value", "initial_value")

VALUE_ELEMENTS: Mapping[str, ElementValue] = {
    "static_select": ElementValue("selected_option", "initial_option", is_option=True),
    "external_select": ElementValue("selected_option", "initial_option", is_option=True),
    "radio_buttons": ElementValue("selected_option", "initial_option", is_option=True),
    "multi_static_select": ElementValue(
        "selected_options", "initial_options", many=True, is_option=True
    ),
    "multi_external_select": ElementValue(
        "selected_options", "initial_options", many=True, is_option=True
    ),
    "checkboxes": ElementValue("selected_options", "initial_options", many=True, is_option=True),
    "users_select": ElementValue("selected_user", "initial_user"),
    "channels_select": ElementValue("selected_channel", "initial_channel"),
    "conversations_select": ElementValue("selected_conversation", "initial_conversation"),
    "multi_users_select": ElementValue("selected_users", "initial_users", many=True),
    "multi_channels_select": ElementValue("selected_channels", "initial_channels", many=True),
    "multi_conversations_select": ElementValue(
        "selected_conversations", "initial_conversations", many=True
    ),
    "datepicker": ElementValue("selected_date", "initial_date"),
    "timepicker": ElementValue("selected_time", "initial_time"),
    "datetimepicker": ElementValue("selected_date_time", "initial_date_time"),
    "plain_text_input": TEXT,
    "email_text_input": TEXT,
    "url_text_input": TEXT,
    "number_input": TEXT,
    "rich_text_input": ElementValue("rich_text_value", "initial_value"),
}


@dataclass(frozen=True)
class PlacedElement:
    """An interactive element and the block it stands in."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        return str(self.element["action_id"])

    @property
    def type(self) -> str:
        return str(self.element["type"])

    @property
    def in_input(self) -> bool:
        return bool(self.block["type"] == "input")


def placed_elements(blocks: Iterable[Json]) -> Iterator[PlacedElement]:
    for block in blocks:
        inside = [block.get("accessory"), block.get("element")]
        if block["type"] in ("actions", "context_actions"):
            inside += block["elements"]
        for element in inside:
            if isinstance(element, dict) and "action_id" in element:
                yield PlacedElement(block, element)


def options_of(element: Json) -> list[Json]:
    found = list(element.get("options", []))
    for group in element.get("option_groups", []):
        found.extend(group["options"])
    return found


def initial_state(blocks: Iterable[Json]) -> dict[str, dict[str, Json]]:
    """The `state.values` of an untouched surface: inputs and selects, but no buttons."""
    state: dict[str, dict[str, Json]] = {}
    for each in placed_elements(blocks):
        element_value = VALUE_ELEMENTS.get(each.type)
        if element_value is not None:
            value = each.element.get(element_value.initial, [] if element_value.many else None)
            found = state.setdefault(each.block_id, {})
            found[each.action_id] = {"type": each.type, element_value.value: value}
    return state


WITHOUT_ACTION_ID = frozenset({"image", "plain_text", "mrkdwn"})


def with_default_ids(blocks: Iterable[Json]) -> tuple[Json, ...]:
    return tuple(_block(each) for each in blocks)


def _block(block: Json) -> Json:
    filled: Json = {"block_id": _random_id(), **_with_text_defaults(block)}
    for place in ("accessory", "element"):
        if isinstance(filled.get(place), dict):
            filled[place] = _element(filled[place])
    if filled.get("type") in ("actions", "context_actions"):
        filled["elements"] = [_element(each) for each in filled.get("elements", [])]
    return filled


def _element(element: Json) -> Json:
    if element.get("type") in WITHOUT_ACTION_ID:
        return element
    return {"action_id": _random_id(), **element}


def _with_text_defaults(block: Json) -> Json:
    return {key: _value_with_defaults(value) for key, value in block.items()}


def _value_with_defaults(value: object) -> object:
    if isinstance(value, list):
        return [_value_with_defaults(each) for each in value]
    if not isinstance(value, dict):
        return value
    match value.get("type"):
        case "plain_text":
            return {"emoji": True, **value}
        case "mrkdwn":
            return {"verbatim": False, **value}
        case _:
            return _with_text_defaults(value)


def _random_id() -> str:
    return secrets.token_urlsafe(4)
