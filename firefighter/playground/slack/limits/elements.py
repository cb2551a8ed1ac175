"""Block elements and where each may stand.

https://docs.slack.dev/reference/block-kit/block-elements/
"""

import re
from collections.abc import Mapping

from firefighter.playground.slack.limits.schema import (
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH_CONFIG,
    OPTION_GROUP,
    PLAIN_OPTION,
    RICH_OPTION,
    SLACK_FILE,
    Check,
    Problem,
    Problems,
    among,
    anything,
    boolean,
    both,
    has,
    identifier,
    items,
    plain_text,
    string,
    whole_number,
)

MAX_MULTI = whole_number(minimum=1, maximum=1000)
COMMON: dict[str, Check] = {"action_id": identifier, "confirm": CONFIRM, "focus_on_load": boolean}
PLACEHOLDER: dict[str, Check] = {"placeholder": plain_text(maximum=150)}


def _matching(pattern: str, wording: str) -> Check:
    def check(value: object, at: str) -> Problems:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            yield Problem(wording, at)

    return check


def _offered(element: Mapping[str, object]) -> list[tuple[object, object]]:
    options = element.get("options")
    found = list(options) if isinstance(options, list) else []
    groups = element.get("option_groups")
    for group in groups if isinstance(groups, list) else []:
        found.extend(group.get("options", []) if isinstance(group, Mapping) else [])
    return [_identity(each) for each in found]


def _identity(option: object) -> tuple[object, object]:
    if not isinstance(option, Mapping):
        return (None, None)
    label = option.get("text")
    return (option.get("value"), label.get("text") if isinstance(label, Mapping) else None)


def _options_consistent(value: object, at: str) -> Problems:
    """Options or option groups, without duplicate values, with initial options among them."""
    if not isinstance(value, Mapping):
        return
    if bool(value.get("options")) == bool(value.get("option_groups")):
        yield Problem("must provide either options or option_groups", at)
    offered = _offered(value)
    values = [each for each, _label in offered]
    if len(set(map(str, values))) != len(values):
        yield Problem("option values must be unique", f"{at}/options")
    chosen = value.get("initial_options") or [value.get("initial_option")]
    for each in chosen if isinstance(chosen, list) else []:
        if each is not None and _identity(each) not in offered:
            yield Problem("initial option is not among the options", at)


DATE = _matching(r"\d{4}-\d{2}-\d{2}", "must be a date as YYYY-MM-DD")
TIME = _matching(r"([01]\d|2[0-3]):[0-5]\d", "must be a time as HH:mm")
ONE_ID = string(maximum=32)
IDS = items(ONE_ID, maximum=1000)
SELECT_OPTIONS: dict[str, Check] = {
    "options": items(PLAIN_OPTION, maximum=100),
    "option_groups": items(OPTION_GROUP, maximum=100),
}


def _input(**more: Check) -> Check:
    return has({}, {**COMMON, **PLACEHOLDER, "dispatch_action_config": DISPATCH_CONFIG, **more})


def _select(**more: Check) -> Check:
    return has({}, {**COMMON, **PLACEHOLDER, **more})


def _choices(**more: Check) -> Check:
    options = {"options": items(RICH_OPTION, maximum=10)}
    return both(has(options, {**COMMON, **more}), _options_consistent)


BUTTON = has(
    {"text": plain_text(maximum=75)},
    {
        "action_id": identifier,
        "url": string(maximum=3000),
        "value": string(maximum=2000),
        "style": among("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(maximum=75),
    },
)

IMAGE = has(
    {"alt_text": string(maximum=2000)},
    {"image_url": string(maximum=3000), "slack_file": SLACK_FILE},
)

ELEMENTS: dict[str, Check] = {
    "button": BUTTON,
    "workflow_button": has({"text": plain_text(maximum=75), "workflow": anything}, COMMON),
    "image": IMAGE,
    "overflow": has({"options": items(PLAIN_OPTION, maximum=5)}, COMMON),
    "static_select": both(
        _select(initial_option=PLAIN_OPTION, **SELECT_OPTIONS), _options_consistent
    ),
    "multi_static_select": both(
        _select(
            initial_options=items(PLAIN_OPTION, maximum=100),
            max_selected_items=MAX_MULTI,
            **SELECT_OPTIONS,
        ),
        _options_consistent,
    ),
    "external_select": _select(
        initial_option=PLAIN_OPTION, min_query_length=whole_number(minimum=0, maximum=1000)
    ),
    "multi_external_select": _select(
        initial_options=items(PLAIN_OPTION, maximum=100),
        min_query_length=whole_number(minimum=0, maximum=1000),
        max_selected_items=MAX_MULTI,
    ),
    "users_select": _select(initial_user=ONE_ID),
    "multi_users_select": _select(initial_users=IDS, max_selected_items=MAX_MULTI),
    "channels_select": _select(initial_channel=ONE_ID, response_url_enabled=boolean),
    "multi_channels_select": _select(initial_channels=IDS, max_selected_items=MAX_MULTI),
    "conversations_select": _select(
        initial_conversation=ONE_ID,
        default_to_current_conversation=boolean,
        response_url_enabled=boolean,
        filter=CONVERSATION_FILTER,
    ),
    "multi_conversations_select": _select(
        initial_conversations=IDS,
        default_to_current_conversation=boolean,
        max_selected_items=MAX_MULTI,
        filter=CONVERSATION_FILTER,
    ),
    "datepicker": _select(initial_date=DATE),
    "timepicker": _select(initial_time=TIME, timezone=string(maximum=100)),
    "datetimepicker": has(
        {}, {**COMMON, "initial_date_time": whole_number(minimum=10**9, maximum=10**10 - 1)}
    ),
    "checkboxes": _choices(initial_options=items(RICH_OPTION, maximum=10)),
    "radio_buttons": _choices(initial_option=RICH_OPTION),
    "plain_text_input": _input(
        initial_value=string(maximum=3000, minimum=0),
        multiline=boolean,
        min_length=whole_number(minimum=0, maximum=3000),
        max_length=whole_number(minimum=1, maximum=3000),
    ),
    "email_text_input": _input(initial_value=string(maximum=3000)),
    "url_text_input": _input(initial_value=string(maximum=3000)),
    "number_input": both(
        has(
            {"is_decimal_allowed": boolean},
            {
                **COMMON,
                **PLACEHOLDER,
                "dispatch_action_config": DISPATCH_CONFIG,
                "initial_value": string(maximum=100),
                "min_value": string(maximum=100),
                "max_value": string(maximum=100),
            },
        ),
    ),
    "rich_text_input": _input(initial_value=anything),
    "file_input": has(
        {},
        {
            "action_id": identifier,
            "filetypes": items(string(maximum=100), maximum=100),
            "max_files": whole_number(minimum=1, maximum=10),
        },
    ),
}

SELECTS = frozenset(
    f"{what}_select" for what in ("static", "external", "users", "channels", "conversations")
)
MULTI_SELECTS = frozenset(f"multi_{name}" for name in SELECTS)
PICKERS = frozenset({"datepicker", "timepicker"})
CHOICES = frozenset({"checkboxes", "radio_buttons"})
TYPED = frozenset(
    {
        "plain_text_input",
        "email_text_input",
        "url_text_input",
        "number_input",
        "rich_text_input",
        "file_input",
    }
)
PRESSED = frozenset({"button", "workflow_button", "overflow"})

IN_SECTION = PRESSED | SELECTS | MULTI_SELECTS | PICKERS | CHOICES | {"image"}
IN_ACTIONS = PRESSED | SELECTS | PICKERS | CHOICES | {"datetimepicker"}
IN_INPUT = SELECTS | MULTI_SELECTS | PICKERS | CHOICES | TYPED | {"datetimepicker"}
