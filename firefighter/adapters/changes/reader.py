"""Reads the report of a change, which any program can send: docs/changes.md."""

import json
from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic_core import ErrorDetails

from firefighter.domain.changes import ChangeKind, OutsideChange
from firefighter.ports.changes import ReportedChange
from firefighter.ports.validation import reason

_CLOCK_MARGIN = timedelta(minutes=5)
"""How far a sender's clock may be ahead."""
_SENT_WITHIN = timedelta(days=30)


class InvalidChange(ValueError):
    """The text is a sentence for whoever sent it."""


def _is_printable(text: str) -> str:
    if any(not each.isprintable() for each in text):
        raise ValueError("contains control characters")
    return text


def _is_link(url: str) -> str:
    if url and not url.startswith(("https://", "http://")):
        raise ValueError("is not an http or https URL")
    if any(each.isspace() or each in '<>|"' for each in url):
        raise ValueError("is not an http or https URL")
    return url


_ONE_LINE = AfterValidator(_is_printable)
_Id = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), _ONE_LINE
]
_Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), _ONE_LINE
]
_Service = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=75), _ONE_LINE
]
_Environment = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60), _ONE_LINE]
_Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100), _ONE_LINE]


class _Report(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    id: _Id
    kind: ChangeKind = ChangeKind.DEPLOYMENT
    title: _Title
    service: _Service
    environment: _Environment = ""
    actor: _Name = ""
    at: AwareDatetime | None = None
    url: Annotated[str, Field(max_length=500), AfterValidator(_is_link)] = ""


def read_change(body: bytes, sender: str, now: datetime) -> ReportedChange:
    """Raises InvalidChange."""
    report = _parse(body)
    at = report.at or now
    if at > now + _CLOCK_MARGIN:
        raise InvalidChange("at: is in the future.")
    if at < now - _SENT_WITHIN:
        raise InvalidChange("at: is more than 30 days ago.")
    at = at.astimezone(UTC)
    change = OutsideChange(
        kind=report.kind,
        title=report.title,
        service=report.service,
        environment=report.environment,
        actor=report.actor,
        at=min(at, now),
        url=report.url,
    )
    return ReportedChange(sender, report.id, change)


def _parse(body: bytes) -> _Report:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        raise InvalidChange("The body is not JSON.") from None
    if not isinstance(content, dict):
        raise InvalidChange("The body is not a JSON object.")
    try:
        return _Report.model_validate_json(body)
    except ValidationError as error:
        raise InvalidChange(" ".join(map(_sentence, error.errors()))) from None


def _sentence(error: ErrorDetails) -> str:
    name = ".".join(str(each) for each in error["loc"])[:100]
    match error["type"]:
        case "json_invalid":
            return "The body is not JSON."
        case "extra_forbidden":
            return f"{name}: is unknown. Known are {', '.join(_Report.model_fields)}."
        case "enum":
            return f"{name}: is none of {', '.join(ChangeKind)}."
        case _:
            return f"{name}: {reason(error)}."
