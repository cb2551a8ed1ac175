"""Parses YAML as JSON: without dates, anchors or tags, and without the values that are dropped."""

import re
from collections.abc import Iterator

import yaml

from firefighter.adapters.experiments.pruned_json import (
    DEEPEST,
    DROPPED,
    EMBEDDED,
    LONGEST_TEXT,
    MOST_VALUES,
    InvalidResult,
    Json,
    parse,
)

LARGEST = 8 * 1024 * 1024
"""Bytes. YAML takes far longer to parse than JSON."""
_LOADER = getattr(yaml, "CLoader", yaml.Loader)
_PLAIN: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
"""What is no text unless it is quoted."""
_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,8})")


def parse_documents(source: bytes) -> Iterator[Json]:
    """Dates and fractions stay texts. Raises InvalidResult."""
    if len(source) > LARGEST:
        raise InvalidResult("It is no JSON, and YAML may have 8 MB at most.")
    try:
        yield from _Composer(yaml.parse(source, _LOADER)).documents()
    except (yaml.YAMLError, ValueError, RecursionError):
        raise InvalidResult("It is neither JSON nor YAML.") from None


class _Composer:
    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self._events = events
        self._values = 0

    def documents(self) -> Iterator[Json]:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                yield self._value(next(self._events), 0)

    def _value(self, event: yaml.Event, depth: int) -> Json:
        self._values += 1
        if self._values > MOST_VALUES:
            raise InvalidResult(f"It has more than {MOST_VALUES:,} values.")
        if depth > DEEPEST:
            raise InvalidResult(f"It is nested more than {DEEPEST} deep.")
        match event:
            case yaml.MappingStartEvent():
                return dict(self._members(depth + 1))
            case yaml.SequenceStartEvent():
                return list(self._items(depth + 1))
            case yaml.ScalarEvent():
                return _scalar(event)
            case _:
                raise InvalidResult("YAML with anchors is not read.")

    def _members(self, depth: int) -> Iterator[tuple[str, Json]]:
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            if not isinstance(event, yaml.ScalarEvent):
                raise InvalidResult("A key of the YAML is no text.")
            name = event.value[:LONGEST_TEXT]
            follows = next(self._events)
            if name in EMBEDDED and isinstance(follows, yaml.ScalarEvent):
                value = _embedded(follows)
            else:
                value = self._value(follows, depth)
            if name not in DROPPED:
                yield name, value

    def _items(self, depth: int) -> Iterator[Json]:
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._value(event, depth)


def _scalar(event: yaml.ScalarEvent) -> str | bool | int | None:
    found: str = event.value
    if not event.style:  # plain: None of one loader, empty of the other
        if found in _PLAIN:
            return _PLAIN[found]
        if _WHOLE_NUMBER.fullmatch(found):
            return int(found)
    return found[:LONGEST_TEXT]


def _embedded(event: yaml.ScalarEvent) -> Json:
    """The content of a text that is JSON; None for an empty one."""
    return parse(event.value.encode()) if event.value.strip() else None
