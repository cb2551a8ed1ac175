"""Filling in a surface's fields, with what Slack's client would not let a person enter.

https://docs.slack.dev/reference/block-kit/block-elements/
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from firefighter.playground.slack.elements import STATEFUL, Holds, Placed, options_of, placed
from firefighter.playground.slack.records import Json, View
from firefighter.playground.slack.refusal import NotPossibleError
from firefighter.playground.slack.workspace import Workspace

TEXT_MOST = 3000  # of a plain_text_input without a max_length
Values = Mapping[str, object]


def type_into(workspace: Workspace, view: View, values: Values) -> View:
    """The view once these values, by block_id or action_id, have been entered."""
    return workspace.put_view(replace(view, typed=_filled(workspace, view, values)))


def _filled(workspace: Workspace, view: View, values: Values) -> dict[str, dict[str, Json]]:
    state = {block: dict(found) for block, found in view.typed.items()}
    unknown = dict(values)
    for field in placed(view.blocks):
        for name in (field.block_id, field.action_id):
            if name in unknown and field.type in STATEFUL:
                entered = entry(workspace, field, unknown.pop(name))
                state[field.block_id][field.action_id] = entered
    if unknown:
        raise NotPossibleError(f"no such fields in the view: {', '.join(unknown)}")
    return state


def entry(workspace: Workspace, field: Placed, value: object) -> Json:
    """One field's part of the state: what a person picks is looked up among what is on offer."""
    holds = STATEFUL[field.type]
    return {"type": field.type, holds.value: _entered(workspace, field, holds, value)}


def refusals(view: View) -> dict[str, str]:
    """Why Slack's client would not send this view yet, by block."""
    found: dict[str, str] = {}
    for field in placed(view.blocks):
        holds = STATEFUL.get(field.type)
        if field.in_input and holds is not None:
            value = view.typed[field.block_id][field.action_id][holds.value]
            if problem := _problem(field, value):
                found[field.block_id] = problem
    return found


def _entered(workspace: Workspace, field: Placed, holds: Holds, value: object) -> object:
    if holds.many:
        chosen = value if isinstance(value, list | tuple) else [value]
        return [_one(workspace, field, holds, each) for each in chosen]
    return None if value is None else _one(workspace, field, holds, value)


def _one(workspace: Workspace, field: Placed, holds: Holds, value: object) -> object:
    if "external_select" in field.type:
        return value if isinstance(value, Mapping) else _plain_option(str(value))
    if holds.is_option:
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


def _option(field: Placed, value: str) -> Json:
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


def _problem(field: Placed, value: object) -> str | None:
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
    least, most = element.get("min_length", 0), element.get("max_length", TEXT_MOST)
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
