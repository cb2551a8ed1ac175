"""A small vocabulary for saying what a piece of Block Kit must look like.

A check takes a value and where it was found, and yields every problem in Slack's own wording.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    text: str
    pointer: str

    def __str__(self) -> str:
        return f"{self.text} [json-pointer:{self.pointer}]"


Problems = Iterator[Problem]
Check = Callable[[object, str], Problems]


def string(*, most: int, least: int = 1) -> Check:
    def check(value: object, at: str) -> Problems:
        if not isinstance(value, str):
            yield Problem("must be a string", at)
        elif len(value) < least:
            yield Problem(f"must be more than {least - 1} characters", at)
        elif len(value) > most:
            yield Problem(f"must be less than {most + 1} characters", at)

    return check


def among(*allowed: object) -> Check:
    def check(value: object, at: str) -> Problems:
        if value not in allowed:
            yield Problem(f"must be one of: {', '.join(map(str, allowed))}", at)

    return check


def boolean(value: object, at: str) -> Problems:
    if not isinstance(value, bool):
        yield Problem("must be a boolean", at)


def whole_number(*, least: int, most: int) -> Check:
    def check(value: object, at: str) -> Problems:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Problem("must be an integer", at)
        elif not least <= value <= most:
            yield Problem(f"must be between {least} and {most}", at)

    return check


def anything(_value: object, _at: str) -> Problems:
    yield from ()


def items(each: Check, *, most: int, least: int = 1) -> Check:
    def check(value: object, at: str) -> Problems:
        if not isinstance(value, list):
            yield Problem("must be an array", at)
            return
        if len(value) < least:
            yield Problem(f"no fewer than {least} items allowed", at)
        if len(value) > most:
            yield Problem(f"no more than {most} items allowed", at)
        for index, item in enumerate(value):
            yield from each(item, f"{at}/{index}")

    return check


def has(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """An object with these fields and no other."""
    known = {**required, **optional, "type": anything}

    def check(value: object, at: str) -> Problems:
        if not isinstance(value, Mapping):
            yield Problem("must provide an object", at)
            return
        for name in required:
            if value.get(name) is None:
                yield Problem(f"missing required field: {name}", at)
        for name, found in value.items():
            if name not in known:
                yield Problem(f"invalid additional property: {name}", at)
            elif found is not None:
                yield from known[name](found, f"{at}/{name}")

    return check


def one_of_types(checks: Mapping[str, Check], allowed: Collection[str] | None = None) -> Check:
    """An object whose `type` picks its check; `allowed` narrows the types to this place's."""

    def check(value: object, at: str) -> Problems:
        if not isinstance(value, Mapping):
            yield Problem("must provide an object", at)
        elif (kind := value.get("type")) is None:
            yield Problem("missing required field: type", at)
        elif not isinstance(kind, str) or kind not in (checks if allowed is None else allowed):
            yield Problem(f"unsupported type: {kind}", f"{at}/type")
        else:
            yield from checks[kind](value, at)

    return check


def both(*checks: Check) -> Check:
    def check(value: object, at: str) -> Problems:
        for each in checks:
            yield from each(value, at)

    return check
