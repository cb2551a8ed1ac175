"""What all hooks have in common: checking the token, and storing what was sent, once."""

import time
from collections.abc import Callable

from firefighter.adapters.http.site import Reply
from firefighter.adapters.store.database import DATABASE_TIMEOUT_S
from firefighter.domain.api_tokens import ApiToken, Scope, TokenHash
from firefighter.domain.errors import AlreadyHandled, StoreUnavailable
from firefighter.ports.api_tokens import ApiTokens
from firefighter.ports.app_context import AppContext
from firefighter.ports.foreground import answering_a_program, answering_within
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


class KnownTokens:
    """Tokens that were valid a short time ago, so that their next request is read without asking.

    Whoever stores what a known one sends checks it again in that transaction.
    """

    def __init__(self) -> None:
        self._until: dict[tuple[TokenHash, Scope], float] = {}

    def add(self, token_hash: TokenHash, scope: Scope) -> None:
        """After the database said that the token is valid and has the scope, which it keeps."""
        if len(self._until) >= _MOST_KNOWN:
            self._until.clear()
        self._until[token_hash, scope] = time.monotonic() + _KNOWN_FOR_S

    def has(self, token_hash: TokenHash, scope: Scope) -> bool:
        return self._until.get((token_hash, scope), 0.0) > time.monotonic()


_KNOWN_FOR_S = 60.0
"""Its use is recorded as often."""
_MOST_KNOWN = 1000


def store(write: Callable[[], Reply]) -> Reply:
    """The reply of `write`, which stores what was sent in one transaction."""
    try:
        with answering_within(DATABASE_TIMEOUT_S), answering_a_program():
            return write()
    except AlreadyHandled:
        return REPEATED
    except StoreUnavailable:
        return _UNAVAILABLE
