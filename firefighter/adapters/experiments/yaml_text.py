"""Parses YAML as JSON: without types, anchors or tags, and without the values that are dropped."""

from collections.abc import Iterator

import yaml

from firefighter.adapters.experiments.pruned_json import (
    DEEPEST,
    DROPPED,
    LONGEST_TEXT,
    MOST_VALUES,
    InvalidResult,
    Json,
)

LARGEST = 8 * 1024 * 1024
"""Bytes. YAML takes far longer to parse than JSON."""
_LOADER = getattr(yaml, "CLoader", yaml.Loader)
_NULL = {"", "~", "null", "Null", "NULL"}


def parse_documents(source: bytes) -> Iterator[Json]:
    """All texts stay texts: `100` is no number, and a date no date. Raises InvalidResult."""
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
            key = self._value(event, depth)
            value = self._value(next(self._events), depth)
            name = "null" if key is None else key
            if not isinstance(name, str):
                raise InvalidResult("A key of the YAML is no text.")
            if name not in DROPPED:
                yield name, value

    def _items(self, depth: int) -> Iterator[Json]:
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._value(event, depth)


def _scalar(event: yaml.ScalarEvent) -> str | None:
    found: str = event.value
    return None if event.style is None and found in _NULL else found[:LONGEST_TEXT]
