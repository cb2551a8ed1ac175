"""Whose the bot's token is, and whether Slack takes it."""

from firefighter.domain.errors import FirefighterError
from firefighter.ports.chat import ChatRefused
from firefighter.slack.calls import Calls

_FOR_GOOD = {
    "account_inactive",
    "invalid_auth",
    "not_allowed_token_type",
    "not_authed",
    "token_expired",
    "token_revoked",
}
"""What no waiting mends: https://docs.slack.dev/reference/methods/auth.test#errors."""


class TokenRefused(FirefighterError):
    """Slack does not take the bot's token, now or later."""


def whose_token(call: Calls) -> str:
    """In one request. Raises TokenRefused, and ChatError when it cannot be known now."""
    try:
        answer = call("auth.test")
    except ChatRefused as refused:
        if refused.code not in _FOR_GOOD:
            raise
        raise TokenRefused(
            f"SLACK_BOT_TOKEN is refused ({refused.code}): install the app again and copy its "
            "token."
        ) from refused
    return f"{answer['user']} in {answer['team']}"
