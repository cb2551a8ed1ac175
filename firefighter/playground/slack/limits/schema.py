"""Checks for the shape of Block Kit JSON, and the composition objects."""

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


def length(text: str) -> int:
    """In UTF-16 code units, as Slack's clients count: most emoji are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def string(*, maximum: int, minimum: int = 1) -> Check:
    def check(value: object, at: str) -> Problems:
        if not isinstance(value, str):
            yield Problem("must be a string", at)
        elif length(value) < minimum:
            yield Problem(f"must be more than {minimum - 1} characters", at)
        elif length(value) > maximum:
            yield Problem(f"must be less than {maximum + 1} characters", at)

    return check


def among(*allowed: object) -> Check:
    def check(value: object, at: str) -> Problems:
        if value not in allowed:
            yield Problem(f"must be one of: {', '.join(map(str, allowed))}", at)

    return check


def boolean(value: object, at: str) -> Problems:
    if not isinstance(value, bool):
        yield Problem("must be a boolean", at)


def whole_number(*, minimum: int, maximum: int) -> Check:
    def check(value: object, at: str) -> Problems:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Problem("must be an integer", at)
        elif not minimum <= value <= maximum:
            yield Problem(f"must be between {minimum} and {maximum}", at)

    return check


def anything(_value: object, _at: str) -> Problems:
    yield from ()


def items(each: Check, *, maximum: int, minimum: int = 1) -> Check:
    def check(value: object, at: str) -> Problems:
        if not isinstance(value, list):
            yield Problem("must be an array", at)
            return
        if len(value) < minimum:
            yield Problem(f"no fewer than {minimum} items allowed", at)
        if len(value) > maximum:
            yield Problem(f"no more than {maximum} items allowed", at)
        for index, item in enumerate(value):
            yield from each(item, f"{at}/{index}")

    return check


def has(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """An object with these fields and no others."""
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
    """An object whose `type` selects its check. `allowed` narrows the types to this place's."""

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


MAX_ID = 255  # action_id, block_id, callback_id


identifier = string(maximum=MAX_ID)


def plain_text(*, maximum: int) -> Check:
    shape = has({"text": string(maximum=maximum)}, {"emoji": boolean})
    return one_of_types({"plain_text": shape})


def mrkdwn(*, maximum: int) -> Check:
    shape = has({"text": string(maximum=maximum)}, {"verbatim": boolean})
    return one_of_types({"mrkdwn": shape})


def text(*, maximum: int) -> Check:
    # https://docs.slack.dev/reference/block-kit/composition-objects/text-object
    kinds = {
        "plain_text": has({"text": string(maximum=maximum)}, {"emoji": boolean}),
        "mrkdwn": has({"text": string(maximum=maximum)}, {"verbatim": boolean}),
    }
    return one_of_types(kinds)


def option(label: Check) -> Check:
    # https://docs.slack.dev/reference/block-kit/composition-objects/option-object
    return has(
        {"text": label, "value": string(maximum=150)},
        {"description": text(maximum=75), "url": string(maximum=3000)},
    )


PLAIN_OPTION = option(plain_text(maximum=75))

RICH_OPTION = option(text(maximum=75))  # checkboxes and radio buttons may use mrkdwn


OPTION_GROUP = has(
    {"label": plain_text(maximum=75), "options": items(PLAIN_OPTION, maximum=100)},
    {},
)


CONFIRM = has(  # https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
    {
        "title": plain_text(maximum=100),
        "text": text(maximum=300),
        "confirm": plain_text(maximum=30),
        "deny": plain_text(maximum=30),
    },
    {"style": among("primary", "danger")},
)


DISPATCH_CONFIG = has(
    {},
    {"trigger_actions_on": items(among("on_enter_pressed", "on_character_entered"), maximum=2)},
)


CONVERSATION_FILTER = has(
    {},
    {
        "include": items(among("im", "mpim", "private", "public"), maximum=4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)


SLACK_FILE = has({}, {"id": anything, "url": anything})
