"""A record as the cells of a CSV row, and back."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from pydantic import TypeAdapter

from firefighter.history.records import Link, Record, TimelineItem

COLUMNS = tuple(Record.model_fields)
NEEDED = tuple(name for name, field in Record.model_fields.items() if field.is_required())

_BETWEEN = ";"
_TIMELINE = TypeAdapter(tuple[TimelineItem, ...])
_LINKS = TypeAdapter(dict[str, Link])
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would take for a formula: https://owasp.org/www-community/attacks/CSV_Injection.
An apostrophe in front makes it text; reading takes it away again."""


def cells_of(record: Record) -> Sequence[str]:
    return [_cell(column, getattr(record, column)) for column in COLUMNS]


def record_in(row: Mapping[str, str]) -> Record:
    """From the cells that are not empty. Raises ValidationError, ValueError."""
    return Record.model_validate(
        {column: _value(column, text) for column, text in row.items() if text}
    )


def _cell(column: str, value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.isoformat()
        case dict() if column == "links":
            return _LINKS.dump_json(value).decode() if value else ""
        case dict():
            return _BETWEEN.join(f"{role}={user}" for role, user in value.items())
        case tuple() if column == "timeline":
            return _TIMELINE.dump_json(value).decode() if value else ""
        case tuple():
            return _guarded(_BETWEEN.join(value))
        case _:
            return _guarded(str(value))


def _value(column: str, text: str) -> object:
    match column:
        case "services":
            return [name for name in _unguarded(text).split(_BETWEEN) if name.strip()]
        case "roles":
            pairs = (pair.partition("=") for pair in text.split(_BETWEEN) if pair.strip())
            return {role: user for role, _, user in pairs}
        case "links":
            return _LINKS.validate_json(text)
        case "timeline":
            return _TIMELINE.validate_json(text)
        case _:
            return _unguarded(text)


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
