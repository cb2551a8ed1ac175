"""Form fields: their names, what browsers send for them, and suggested options."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData

from firefighter.playground.client.html import Html, h, many
from firefighter.playground.slack import Person
from firefighter.playground.slack.elements import (
    VALUE_ELEMENTS,
    PlacedElement,
    options_of,
    placed_elements,
)
from firefighter.playground.slack.records import Json, User

PRESS = "press"
"""The field that holds what was pressed."""


@dataclass(frozen=True)
class ButtonPress:
    """The value is None for a menu or picker, whose own field holds it."""

    block_id: str
    action_id: str
    value: str | None = None

    def __str__(self) -> str:
        return json.dumps([self.block_id, self.action_id, self.value])


def read_press(sent: str) -> ButtonPress:
    """Raises ValueError for a name that no page sends."""
    match json.loads(sent):
        case [str(block_id), str(action_id), str() | None as value]:
            return ButtonPress(block_id, action_id, value)
        case _:
            raise ValueError("This is no press.")


def field_name(block_id: str, action_id: str) -> str:
    return f"field:{block_id}:{action_id}"


def entered(blocks: Iterable[Json], form: FormData, user: User) -> dict[str, object]:
    """Returns the field values of a surface, by action id, or by block id in a form."""
    found: dict[str, object] = {}
    for field in placed_elements(blocks):
        if field.type in VALUE_ELEMENTS:
            name = field_name(field.block_id, field.action_id)
            found[known_as(field)] = value_of(
                field, [str(each) for each in form.getlist(name)], user
            )
    return found


def known_as(field: PlacedElement) -> str:
    """Returns how a person refers to a field: by block in a form, by action elsewhere."""
    return field.block_id if field.in_input else field.action_id


def value_of(field: PlacedElement, sent: list[str], user: User) -> object:
    """Returns what Slack's client would enter for what the browser sent."""
    if VALUE_ELEMENTS[field.type].many:
        return [each for each in sent if each]
    if not sent or not sent[0].strip():
        return None
    if field.type == "datetimepicker":
        here = datetime.fromisoformat(sent[0]).replace(tzinfo=ZoneInfo(user.tz))
        return str(int(here.timestamp()))
    if field.type == "rich_text_input":
        return _rich(sent[0])
    return sent[0].replace("\r\n", "\n")


def _rich(text: str) -> Json:
    """Returns the rich text of unstyled text."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


EXTERNAL_SELECT = "external_select"


def suggest_options(person: Person, action_id: str, typed: str) -> Sequence[Json]:
    """Returns the bot's options for the typed text, or none if it does not answer."""
    body = person.suggest(action_id, typed).body
    return options_of(body) if isinstance(body, dict) else ()


def find_option(person: Person, field: PlacedElement, typed: object) -> Json | None:
    """Returns the option whose label is in the field, or None."""
    if not typed:
        return None
    offered = suggest_options(person, field.action_id, str(typed))
    whole = [each for each in offered if typed in (each["text"]["text"], each["value"])]
    return whole[0] if whole else None


def datalist(options: Sequence[Json]) -> Html:
    return many(h("option", value=each["text"]["text"]) for each in options)
