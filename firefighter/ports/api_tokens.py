from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from firefighter.domain.api_tokens import ApiToken, Scope, TokenHash, TokenId


class InvalidTokenError(Exception):
    """The token is not valid any more."""


class ApiTokens(Protocol):
    """The tokens of programs, by the hash of their secret. Raises StoreUnavailable."""

    def add(
        self,
        name: str,
        *,
        token_hash: TokenHash,
        prefix: str,
        scopes: frozenset[Scope],
        created_at: datetime,
        expires_at: datetime | None,
    ) -> ApiToken: ...

    def find(self, token_hash: TokenHash) -> ApiToken | None:
        """The token, also an expired or revoked one."""

    def all(self) -> Sequence[ApiToken]:
        """By name, then the oldest first."""

    def revoke(self, token_id: TokenId, at: datetime) -> None:
        """Revoking again keeps the first time."""

    def used(self, token_id: TokenId, at: datetime) -> None:
        """Records a use. Never moves back."""
