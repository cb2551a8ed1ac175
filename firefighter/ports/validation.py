"""What pydantic finds wrong with a value, in plain words that follow the value's name."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import ErrorDetails

_TIME = "2026-03-02T09:41:07Z"

_REASONS: Mapping[str, str] = {
    "missing": "is missing",
    "extra_forbidden": "is unknown",
    "json_invalid": "is not JSON",
    "string_type": "must be text",
    "string_unicode": "must be text in UTF-8",
    "string_pattern_mismatch": "must match the pattern {pattern}",
    "string_too_long": "must have at most {max_length} characters",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a smaller number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "finite_number": "must be a finite number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "enum": "must be {expected}",
    "literal_error": "must be {expected}",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "multiple_of": "must be a multiple of {multiple_of}",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "set_type": "must be a list",
    "frozen_set_type": "must be a list",
    "dict_type": "must have names and values",
    "model_type": "must have names and values",
    "model_attributes_type": "must have names and values",
    "too_long": "must have at most {max_length} entries",
    "date_type": "must be a date such as 2026-03-02",
    "date_parsing": "must be a date such as 2026-03-02",
    "date_from_datetime_parsing": "must be a date such as 2026-03-02",
    "datetime_type": f"must be a time such as {_TIME}",
    "datetime_parsing": f"must be a time such as {_TIME}",
    "datetime_from_date_parsing": f"must be a time such as {_TIME}",
    "timezone_aware": f"has no time zone. Write it as {_TIME}",
    "recursion_loop": "is nested too deeply",
}
"""By type: https://docs.pydantic.dev/latest/errors/validation_errors/."""


def reason(detail: ErrorDetails) -> str:
    """Such as `must be at least 1`, without a full stop. Never says the value, which may be secret.

    What a validator of ours raised is told as it is.
    """
    limits: Mapping[str, Any] = detail.get("ctx", {})
    match detail["type"]:
        case "value_error" | "assertion_error":
            return str(limits.get("error", detail["msg"]))
        case "string_too_short" | "too_short" if limits["min_length"] == 1:
            return "is empty"
        case "string_too_short":
            return f"must have at least {limits['min_length']} characters"
        case "too_short":
            return f"must have at least {limits['min_length']} entries"
        case kind if kind in _REASONS:
            return _REASONS[kind].format(**{name: _shown(each) for name, each in limits.items()})
        case _:
            return f"is not right: {detail['msg'][:1].lower()}{detail['msg'][1:]}"


def _shown(limit: object) -> object:
    """5 for 5.0."""
    return f"{limit:g}" if isinstance(limit, float) else limit
