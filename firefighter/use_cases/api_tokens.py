"""API tokens: creating, revoking, and checking what a program presents."""

import logging
import secrets
from collections.abc import Collection
from datetime import datetime

from firefighter.domain.api_tokens import (
    SECRET_BYTES,
    ApiToken,
    Scope,
    hash_secret,
    is_secret,
    make_secret,
    visible_prefix,
)
from firefighter.domain.errors import StoreUnavailable
from firefighter.ports.api_tokens import ApiTokens
from firefighter.ports.app_context import Clock

log = logging.getLogger(__name__)


def create_token(
    tokens: ApiTokens,
    clock: Clock,
    name: str,
    scopes: Collection[Scope],
    expires_at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """Returns the new token, and its secret, which cannot be read again."""
    secret = make_secret(secrets.token_bytes(SECRET_BYTES))
    token = tokens.add(
        name,
        token_hash=hash_secret(secret),
        prefix=visible_prefix(secret),
        scopes=frozenset(scopes),
        created_at=clock.now(),
        expires_at=expires_at,
    )
    return token, secret


def find_token(tokens: ApiTokens, clock: Clock, presented: str) -> ApiToken | None:
    """The valid token with the secret that a request presents, in its header or in its path.

    None for an unknown, expired or revoked one alike. Looked up by hash: how long that takes says
    nothing about the secret. Records the use, at most once a minute. Raises StoreUnavailable.
    """
    if not is_secret(presented):
        return None
    token, now = tokens.find(hash_secret(presented)), clock.now()
    if token is None or not token.is_valid(now):
        return None
    if token.is_use_stale(now):
        _record_use(tokens, token, now)
    return token


def find_token_for(
    tokens: ApiTokens, clock: Clock, presented: str, scope: Scope
) -> ApiToken | None:
    """Like `find_token`; also None for a token that does not allow `scope`.

    For secrets in a path, where every refusal is the same 404.
    """
    token = find_token(tokens, clock, presented)
    return token if token and token.allows(scope) else None


def _record_use(tokens: ApiTokens, token: ApiToken, now: datetime) -> None:
    """A request is not refused because this cannot be written."""
    try:
        tokens.used(token.id, now)
    except StoreUnavailable as error:
        log.warning("The use of token %s is not recorded: %s", token.prefix, error)
