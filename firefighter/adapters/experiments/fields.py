"""What the formats have in common: looking into JSON of any shape, and what is kept of texts."""

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation

from firefighter.adapters.experiments.pruned_json import InvalidResult, Json
from firefighter.domain.experiment_runs import Score

NAME_LIMIT, TEXT_LIMIT, ID_LIMIT = 150, 1000, 200
"""Characters that are kept of a name, of a hypothesis and of an id."""
MOST_PROBES = 100
"""Probe results that are kept of a run."""

_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)
"""How far a time may be in the future: clocks differ, and some write local time without saying."""
_MILLISECONDS = 10**11
"""Epochs from here on are in milliseconds."""


def mapping(value: Json) -> Mapping[str, Json]:
    """Empty for anything else."""
    return value if isinstance(value, dict) else {}


def sequence(value: Json) -> Sequence[Json]:
    """Empty for anything else."""
    return value if isinstance(value, list) else ()


def first(value: Mapping[str, Json], *names: str) -> Json:
    """The value of the first of these names that is there and not null."""
    return next((value[name] for name in names if value.get(name) is not None), None)


def text(value: Json, limit: int = NAME_LIMIT) -> str:
    """One clean line of at most `limit` characters; empty for anything but a text."""
    if not isinstance(value, str):
        return ""
    words = "".join(
        " " if unicodedata.category(each) in {"Cc", "Cf", "Cs"} else each for each in value
    ).split()
    return " ".join(words)[:limit].strip()


def identity(*parts: str) -> str:
    """An id for results whose tool gives none."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:40]


def shortened(name: str) -> str:
    """An id of at most ID_LIMIT characters, which is as unique as the text."""
    return name if len(name) <= ID_LIMIT else f"{name[: ID_LIMIT - 41]} {identity(name)}"


def time(value: Json, name: str, now: datetime) -> datetime | None:
    """UTC if it has no zone; None if it is missing. Raises InvalidResult."""
    if value is None or value == "":
        return None
    found = _parsed_time(value)
    if found is None:
        raise InvalidResult(f"{name}: is no time. Write it as 2026-03-02T09:41:07Z.")
    if found < _EARLIEST:  # Go's zero time
        return None
    if found > now + _AHEAD:
        raise InvalidResult(f"{name}: is in the future.")
    return found


def _parsed_time(value: Json) -> datetime | None:
    try:
        if isinstance(value, bool):
            return None
        if isinstance(value, int | float):
            return _of_epoch(float(value))
        if not isinstance(value, str):
            return None
        if value.strip().lstrip("-").isdecimal():
            return _of_epoch(float(value))
        found = datetime.fromisoformat(value.strip())
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _of_epoch(number: float) -> datetime:
    return datetime.fromtimestamp(number / 1000 if abs(number) >= _MILLISECONDS else number, UTC)


def score(value: Json) -> Score | None:
    """From a percentage, cut to two decimals; None for anything that is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return Score(int(found * 100)) if found.is_finite() and 0 <= found <= _ALL else None


_ALL = 100
