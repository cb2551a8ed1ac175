"""The interactive elements of a surface: finding one, and what it holds.

https://docs.slack.dev/reference/views/#view_state
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from firefighter.playground.slack.records import Json


@dataclass(frozen=True)
class Holds:
    """Where an element keeps its value: in the state, and at first in the element itself."""

    value: str
    initial: str
    many: bool = False
    is_option: bool = False


TEXT = Holds("value", "initial_value")
STATEFUL: Mapping[str, Holds] = {
    "static_select": Holds("selected_option", "initial_option", is_option=True),
    "external_select": Holds("selected_option", "initial_option", is_option=True),
    "radio_buttons": Holds("selected_option", "initial_option", is_option=True),
    "multi_static_select": Holds("selected_options", "initial_options", many=True, is_option=True),
    "multi_external_select": Holds(
        "selected_options", "initial_options", many=True, is_option=True
    ),
    "checkboxes": Holds("selected_options", "initial_options", many=True, is_option=True),
    "users_select": Holds("selected_user", "initial_user"),
    "channels_select": Holds("selected_channel", "initial_channel"),
    "conversations_select": Holds("selected_conversation", "initial_conversation"),
    "multi_users_select": Holds("selected_users", "initial_users", many=True),
    "multi_channels_select": Holds("selected_channels", "initial_channels", many=True),
    "multi_conversations_select": Holds(
        "selected_conversations", "initial_conversations", many=True
    ),
    "datepicker": Holds("selected_date", "initial_date"),
    "timepicker": Holds("selected_time", "initial_time"),
    "datetimepicker": Holds("selected_date_time", "initial_date_time"),
    "plain_text_input": TEXT,
    "email_text_input": TEXT,
    "url_text_input": TEXT,
    "number_input": TEXT,
    "rich_text_input": Holds("rich_text_value", "initial_value"),
}


@dataclass(frozen=True)
class Placed:
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


def placed(blocks: Iterable[Json]) -> Iterator[Placed]:
    for block in blocks:
        inside = [block.get("accessory"), block.get("element")]
        if block["type"] in ("actions", "context_actions"):
            inside += block["elements"]
        for element in inside:
            if isinstance(element, dict) and "action_id" in element:
                yield Placed(block, element)


def options_of(element: Json) -> list[Json]:
    found = list(element.get("options", []))
    for group in element.get("option_groups", []):
        found.extend(group["options"])
    return found


def initial_state(blocks: Iterable[Json]) -> dict[str, dict[str, Json]]:
    """`state.values` of a surface nobody has touched: inputs and selects, but no buttons."""
    state: dict[str, dict[str, Json]] = {}
    for each in placed(blocks):
        holds = STATEFUL.get(each.type)
        if holds is not None:
            value = each.element.get(holds.initial, [] if holds.many else None)
            found = state.setdefault(each.block_id, {})
            found[each.action_id] = {"type": each.type, holds.value: value}
    return state
