"""What all hooks have in common: checking the token, and storing what was sent, once."""

from collections.abc import Callable

from firefighter.adapters.http.site import Reply
from firefighter.adapters.store.database import DATABASE_TIMEOUT_S
from firefighter.domain.api_tokens import ApiToken, Scope
from firefighter.domain.errors import AlreadyHandled, StoreUnavailable
from firefighter.ports.api_tokens import ApiTokens
from firefighter.ports.app_context import AppContext
from firefighter.ports.foreground import answering_within
from firefighter.use_cases.api_tokens import find_token_for

REPEATED = Reply(202, {}, "Accepted before. Nothing changes.")
_UNAVAILABLE = Reply(
    503, {"Retry-After": "30"}, "The database is unavailable. Try again in a minute."
)


def find_sender(
    tokens: ApiTokens, context: AppContext, token: str, scope: Scope, not_found: Reply
) -> ApiToken | Reply:
    """The valid token with that scope, or what the request is refused with."""
    try:
        with answering_within(DATABASE_TIMEOUT_S):
            return find_token_for(tokens, context.clock, token, scope) or not_found
    except StoreUnavailable:
        return _UNAVAILABLE


def store(write: Callable[[], Reply]) -> Reply:
    """The reply of `write`, which stores what was sent in one transaction."""
    try:
        with answering_within(DATABASE_TIMEOUT_S):
            return write()
    except AlreadyHandled:
        return REPEATED
    except StoreUnavailable:
        return _UNAVAILABLE
