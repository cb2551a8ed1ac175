"""Any JSON: `firefighter.toml` says where the fields are, as JSON pointers."""

import json
from datetime import UTC, datetime

from firefighter.adapters.alerts.payloads import (
    MOST_ALERTS,
    Delivery,
    InvalidPayload,
    Reading,
    clip_description,
    clip_labels,
    epoch_seconds,
    is_marked_as_drill,
    summarized,
    time_of_epoch,
    web_link,
)
from firefighter.domain.alert_sources import FieldPointers
from firefighter.domain.alerts import Alert, AlertStatus


def read(delivery: Delivery, pointers: FieldPointers) -> Reading:
    """Raises InvalidPayload with a sentence that names the pointer."""
    try:
        body = json.loads(delivery.body)
    except (ValueError, RecursionError) as error:
        raise InvalidPayload("The body is not valid JSON.") from error
    found = resolve_pointer(body, pointers.alerts) if pointers.alerts else [body]
    if not isinstance(found, list) or not found:
        raise InvalidPayload(f"There is no list of alerts at {pointers.alerts}.")
    if len(found) > MOST_ALERTS:
        raise InvalidPayload(f"The body has {len(found)} alerts. Send {MOST_ALERTS} at most.")
    alerts = tuple(_alert(each, pointers, delivery.received_at) for each in found)
    return Reading(alerts, delivery_id=_text(body, pointers.delivery_id))


def resolve_pointer(document: object, pointer: str) -> object:
    """The value at an RFC 6901 pointer; None if there is none."""
    value = document
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        match value:
            case dict():
                value = value.get(name)
            case list() if name.isdecimal() and int(name) < len(value):
                value = value[int(name)]
            case _:
                return None
    return value


def _alert(document: object, pointers: FieldPointers, received_at: datetime) -> Alert:
    status = _status(document, pointers)
    started_at = _time(document, pointers.started_at)
    ended_at = _time(document, pointers.ended_at) or received_at
    key = _required(document, pointers.key, "key")
    labels = clip_labels(
        {
            name: value
            for name, pointer in pointers.labels
            if (value := _text(document, pointer)) != ""
        }
    )
    return Alert(
        key=key,
        fingerprint=_text(document, pointers.fingerprint) or key,
        status=status,
        title=summarized(_required(document, pointers.title, "title"), ""),
        started_at=started_at or received_at,
        ended_at=ended_at if status is AlertStatus.RESOLVED else None,
        description=clip_description(_text(document, pointers.description)),
        labels=labels,
        link=web_link(_text(document, pointers.link)),
        drill=is_marked_as_drill(labels),
        repeats=started_at is None,
    )


def _status(document: object, pointers: FieldPointers) -> AlertStatus:
    if not pointers.status:
        return AlertStatus.FIRING
    value = _required(document, pointers.status, "status").lower()
    return AlertStatus.RESOLVED if value in pointers.resolved_values else AlertStatus.FIRING


def _required(document: object, pointer: str, field: str) -> str:
    if text := _text(document, pointer):
        return text
    raise InvalidPayload(f"There is no text at {pointer}, where the settings say {field} is.")


def _text(document: object, pointer: str) -> str:
    """Texts, numbers and booleans; empty for anything else."""
    value = resolve_pointer(document, pointer) if pointer else None
    match value:
        case bool():
            return str(value).lower()
        case str() | int() | float():
            return str(value).strip()
        case _:
            return ""


def _time(document: object, pointer: str) -> datetime | None:
    """RFC 3339, or seconds or milliseconds since 1970; None without a pointer or a value."""
    text = _text(document, pointer)
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        return _parsed(text, pointer)
    return time_of_epoch(epoch_seconds(number), f"{text[:40]} at {pointer} is not a time.")


def _parsed(text: str, pointer: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidPayload(f"{text[:40]!r} at {pointer} is not a time.") from error
    return at if at.tzinfo else at.replace(tzinfo=UTC)
