"""Times in files: only what is certain to be a time, at a certain instant."""

import re
from datetime import UTC, datetime, tzinfo

_TIME = re.compile(
    r"(\d{4})[-/](\d{2})[-/](\d{2})[T ]+(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?",
    re.IGNORECASE,
)


def parse_time(value: object, zone: tzinfo | None) -> datetime:
    """The instant in UTC. `zone` is used for times without an offset.

    Raises ValueError with a sentence; numbers are refused, since their unit is unknown.
    """
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(_without_offset(str(value)))
        return value.astimezone(UTC)
    found = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"{_shown(value)} is not a time such as 2026-03-01T09:30Z")
    local = _local(found, str(value))
    offset = found[8]
    if offset is None:
        return _in_zone(local, zone, str(value))
    if offset.upper() in {"Z", "UTC", "GMT"}:
        return local.replace(tzinfo=UTC)
    return datetime.fromisoformat(f"{local.isoformat()}{_with_minutes(offset)}").astimezone(UTC)


def _local(found: re.Match[str], value: str) -> datetime:
    year, month, day, hour, minute, second = (int(found[group] or 0) for group in range(1, 7))
    microsecond = int((found[7] or "").ljust(6, "0")[:6] or 0)
    try:
        return datetime(year, month, day, hour, minute, second, microsecond)  # noqa: DTZ001 - the zone follows
    except ValueError as error:
        raise ValueError(f"{_shown(value)} does not exist: {error}") from error


def _with_minutes(offset: str) -> str:
    digits = offset[1:].replace(":", "").ljust(4, "0")
    return f"{offset[0]}{digits[:2]}:{digits[2:]}"


def _in_zone(local: datetime, zone: tzinfo | None, value: str) -> datetime:
    if zone is None:
        raise ValueError(_without_offset(value))
    first, second = local.replace(tzinfo=zone), local.replace(tzinfo=zone, fold=1)
    if first.utcoffset() != second.utcoffset():
        raise ValueError(
            f"{_shown(value)} exists twice or never in {zone}, where clocks change; add its offset"
        )
    return first.astimezone(UTC)


def _without_offset(value: str) -> str:
    return f"{_shown(value)} has no offset; add one, or name the zone with --time-zone"


_SHOWN = 40


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
