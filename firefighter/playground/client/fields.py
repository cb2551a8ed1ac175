"""The names of form fields, and back from what a browser sends to what Slack's client enters."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData

from firefighter.playground.slack.elements import STATEFUL, Placed, placed
from firefighter.playground.slack.records import Json, User

PRESS = "press"
"""The field that says what was pressed."""


@dataclass(frozen=True)
class Pressed:
    """Of a menu or picker the value is None: it stands in the element's own field."""

    block_id: str
    action_id: str
    value: str | None = None

    def __str__(self) -> str:
        return json.dumps([self.block_id, self.action_id, self.value])


def read_press(sent: str) -> Pressed:
    """Raises ValueError for what no page of ours sends."""
    match json.loads(sent):
        case [str(block_id), str(action_id), str() | None as value]:
            return Pressed(block_id, action_id, value)
    raise ValueError("This is no press.")


def field_name(block_id: str, action_id: str) -> str:
    return f"field:{block_id}:{action_id}"


def entered(blocks: Iterable[Json], form: FormData, user: User) -> dict[str, object]:
    """What stands in the fields of a surface, by action id, or by block id in a form."""
    found: dict[str, object] = {}
    for field in placed(blocks):
        if field.type in STATEFUL:
            name = field_name(field.block_id, field.action_id)
            found[known_as(field)] = value_of(
                field, [str(each) for each in form.getlist(name)], user
            )
    return found


def known_as(field: Placed) -> str:
    """What a person calls a field: by its block in a form, by its action elsewhere."""
    return field.block_id if field.in_input else field.action_id


def value_of(field: Placed, sent: list[str], user: User) -> object:
    """What Slack's client enters for what a browser sent."""
    if STATEFUL[field.type].many:
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
    """What was typed as rich text without any style."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}
