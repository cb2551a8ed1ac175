"""Composition objects: texts, options, confirmation dialogs.

https://docs.slack.dev/reference/block-kit/composition-objects/
"""

from firefighter.playground.slack.limits.schema import (
    Check,
    among,
    anything,
    boolean,
    has,
    items,
    one_of_types,
    string,
)

ID_MOST = 255  # action_id, block_id, callback_id

identifier = string(most=ID_MOST)


def plain_text(*, most: int) -> Check:
    shape = has({"text": string(most=most)}, {"emoji": boolean})
    return one_of_types({"plain_text": shape})


def mrkdwn(*, most: int) -> Check:
    shape = has({"text": string(most=most)}, {"verbatim": boolean})
    return one_of_types({"mrkdwn": shape})


def text(*, most: int) -> Check:
    # https://docs.slack.dev/reference/block-kit/composition-objects/text-object
    kinds = {
        "plain_text": has({"text": string(most=most)}, {"emoji": boolean}),
        "mrkdwn": has({"text": string(most=most)}, {"verbatim": boolean}),
    }
    return one_of_types(kinds)


def option(label: Check) -> Check:
    # https://docs.slack.dev/reference/block-kit/composition-objects/option-object
    return has(
        {"text": label, "value": string(most=150)},
        {"description": text(most=75), "url": string(most=3000)},
    )


PLAIN_OPTION = option(plain_text(most=75))
RICH_OPTION = option(text(most=75))  # checkboxes and radio buttons may use mrkdwn

OPTION_GROUP = has(
    {"label": plain_text(most=75), "options": items(PLAIN_OPTION, most=100)},
    {},
)

CONFIRM = has(  # https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
    {
        "title": plain_text(most=100),
        "text": text(most=300),
        "confirm": plain_text(most=30),
        "deny": plain_text(most=30),
    },
    {"style": among("primary", "danger")},
)

DISPATCH_CONFIG = has(
    {},
    {"trigger_actions_on": items(among("on_enter_pressed", "on_character_entered"), most=2)},
)

CONVERSATION_FILTER = has(
    {},
    {
        "include": items(among("im", "mpim", "private", "public"), most=4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)

SLACK_FILE = has({}, {"id": anything, "url": anything})
