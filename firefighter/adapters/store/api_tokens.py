"""The tokens of programs."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, exists, or_, select, update

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.tables import ApiTokenRow
from firefighter.domain.api_tokens import ApiToken, Scope, TokenHash, TokenId


def is_valid_token(
    token_hash: BindParameter[str], now: BindParameter[datetime]
) -> ColumnElement[bool]:
    """`ApiToken.is_valid` as the condition of a statement that must not be executed otherwise."""
    return exists().where(
        ApiTokenRow.token_hash == token_hash,
        ApiTokenRow.revoked_at.is_(None),
        or_(ApiTokenRow.expires_at.is_(None), ApiTokenRow.expires_at > now),
    )


class StoredApiTokens:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        name: str,
        *,
        token_hash: TokenHash,
        prefix: str,
        scopes: frozenset[Scope],
        created_at: datetime,
        expires_at: datetime | None,
    ) -> ApiToken:
        row = ApiTokenRow(
            name=name,
            token_hash=token_hash,
            prefix=prefix,
            scopes=sorted(scopes),
            created_at=created_at,
            expires_at=expires_at,
        )
        with self._database.writing(foreground=True) as session:
            session.add(row)
            session.flush()
            return _token(row)

    def find(self, token_hash: TokenHash) -> ApiToken | None:
        wanted = select(ApiTokenRow).where(ApiTokenRow.token_hash == token_hash)
        with self._database.reading() as session:
            row = session.scalar(wanted)
            return _token(row) if row else None

    def all(self) -> Sequence[ApiToken]:
        rows = select(ApiTokenRow).order_by(ApiTokenRow.name, ApiTokenRow.id)
        with self._database.reading() as session:
            return [_token(row) for row in session.scalars(rows)]

    def revoke(self, token_id: TokenId, at: datetime) -> None:
        revoked = (
            update(ApiTokenRow)
            .where(ApiTokenRow.id == token_id, ApiTokenRow.revoked_at.is_(None))
            .values(revoked_at=at)
        )
        with self._database.writing(foreground=True) as session:
            session.execute(revoked)

    def used(self, token_id: TokenId, at: datetime) -> None:
        earlier = or_(ApiTokenRow.last_used_at.is_(None), ApiTokenRow.last_used_at < at)
        used = update(ApiTokenRow).where(ApiTokenRow.id == token_id, earlier)
        with self._database.writing() as session:
            session.execute(used.values(last_used_at=at))


def _token(row: ApiTokenRow) -> ApiToken:
    return ApiToken(
        id=TokenId(row.id),
        name=row.name,
        prefix=row.prefix,
        scopes=frozenset(Scope(scope) for scope in row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )
