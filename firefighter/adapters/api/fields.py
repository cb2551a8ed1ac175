"""Types of fields, as pydantic checks them and as the OpenAPI document describes them."""

import re
from datetime import UTC, datetime
from typing import Annotated

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

from firefighter.domain.ids import IncidentId, reference


class RequestModel(BaseModel):
    """What a request says. Fields that are not known are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ResponseModel(BaseModel):
    """What an answer says. Every field is always there."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_serialization_defaults_required=True
    )


_RFC3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)
_FIRST_YEAR, _LAST_YEAR = 1970, 9998


def _read_time(given: object) -> object:
    """https://www.rfc-editor.org/rfc/rfc3339#section-5.6."""
    if isinstance(given, datetime):
        return given
    if not isinstance(given, str) or not _RFC3339.fullmatch(given):
        raise ValueError("is no RFC 3339 time such as 2026-12-01T09:30:00Z")
    if not _FIRST_YEAR <= int(given[:4]) <= _LAST_YEAR:
        raise ValueError("is no time of the years 1970 to 9998")
    try:
        return datetime.fromisoformat(given.upper()).astimezone(UTC)
    except ValueError:
        raise ValueError("is no time of the calendar") from None


_TIME_SCHEMA = {"type": "string", "format": "date-time"}

Time = Annotated[AwareDatetime, BeforeValidator(_read_time), WithJsonSchema(_TIME_SCHEMA)]

Text = Annotated[str, Field(min_length=1)]

ChatUser = Annotated[str, Field(pattern=r"^[UW][A-Z0-9]{2,30}$", examples=["U02KZ4H1R"])]
"""The id of a person in Slack."""

Reference = Annotated[
    IncidentId,
    PlainSerializer(lambda number: reference(IncidentId(number)), return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^INC-\d+$", "examples": ["INC-42"]}),
]
"""An incident in an answer."""
