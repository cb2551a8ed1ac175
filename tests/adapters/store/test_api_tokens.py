"""Tokens on both databases, and what a presented secret is answered."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from firefighter.adapters.store.api_tokens import StoredApiTokens
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.tables import ApiTokenRow
from firefighter.domain.api_tokens import (
    READ_INCIDENTS,
    WRITE_INCIDENTS,
    ApiToken,
    alerts_scope,
    hash_secret,
)
from firefighter.domain.errors import StoreUnavailable
from firefighter.use_cases.api_tokens import create_token, find_token, find_token_for
from tests.clock import START, SettableClock


@pytest.fixture
def tokens(database: Database) -> StoredApiTokens:
    return StoredApiTokens(database)


@pytest.fixture
def created(tokens: StoredApiTokens, clock: SettableClock) -> tuple[ApiToken, str]:
    """A token that expires after a day."""
    return create_token(tokens, clock, "deploys", {READ_INCIDENTS}, START + timedelta(days=1))


def test_a_created_token_is_found_by_its_secret(
    tokens: StoredApiTokens, clock: SettableClock, created: tuple[ApiToken, str]
) -> None:
    token, secret = created
    found = find_token(tokens, clock, secret)
    assert found == token
    assert found is not None
    assert secret.startswith(found.prefix)
    assert found.scopes == {READ_INCIDENTS}


def test_the_secret_is_nowhere_in_the_table(
    database: Database, created: tuple[ApiToken, str]
) -> None:
    _token, secret = created
    with database.reading() as session:
        row = session.scalars(select(ApiTokenRow)).one()
        stored = str([getattr(row, column.name) for column in ApiTokenRow.__table__.columns])
    assert secret not in stored
    assert secret[9:] not in stored
    assert row.token_hash == hash_secret(secret)


def test_expired_revoked_and_unknown_tokens_are_refused_alike(
    tokens: StoredApiTokens, clock: SettableClock, created: tuple[ApiToken, str]
) -> None:
    token, secret = created
    revoked, revoked_secret = create_token(tokens, clock, "deploys", {READ_INCIDENTS})
    tokens.revoke(revoked.id, clock.now())
    assert find_token(tokens, clock, revoked_secret) is None
    assert find_token(tokens, clock, secret) is not None
    clock.advance(86_400)
    assert find_token(tokens, clock, secret) is None
    assert find_token(tokens, clock, token.prefix) is None
    assert find_token(tokens, clock, "") is None


def test_a_token_of_another_scope_is_none_too(
    tokens: StoredApiTokens, clock: SettableClock
) -> None:
    _token, secret = create_token(tokens, clock, "grafana", {alerts_scope("grafana")})
    assert find_token_for(tokens, clock, secret, alerts_scope("grafana")) is not None
    assert find_token_for(tokens, clock, secret, alerts_scope("sentry")) is None
    assert find_token_for(tokens, clock, secret, WRITE_INCIDENTS) is None


def test_the_last_use_is_written_once_a_minute(
    tokens: StoredApiTokens, clock: SettableClock, created: tuple[ApiToken, str]
) -> None:
    _token, secret = created
    uses = []
    for _ in range(4):
        find_token(tokens, clock, secret)
        uses.append(tokens.all()[0].last_used_at)
        clock.advance(40)
    seconds = [(at - START).total_seconds() for at in uses if at]
    assert seconds == [0, 0, 80, 80]


def test_a_use_that_cannot_be_written_refuses_nothing(
    tokens: StoredApiTokens,
    clock: SettableClock,
    created: tuple[ApiToken, str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    token, secret = created

    class ReadOnly(StoredApiTokens):
        def used(self, *_arguments: object) -> None:
            raise StoreUnavailable("disk full")

    read_only = ReadOnly(tokens._database)
    assert find_token(read_only, clock, secret) == token
    assert f"The use of token {token.prefix} is not recorded: disk full" in caplog.text


def test_a_late_process_moves_no_use_back(
    tokens: StoredApiTokens, created: tuple[ApiToken, str]
) -> None:
    token, _secret = created
    tokens.used(token.id, START + timedelta(minutes=5))
    tokens.used(token.id, START)
    assert tokens.all()[0].last_used_at == START + timedelta(minutes=5)


def test_revoking_twice_keeps_the_first_time(
    tokens: StoredApiTokens, created: tuple[ApiToken, str]
) -> None:
    token, _secret = created
    tokens.revoke(token.id, START)
    tokens.revoke(token.id, START + timedelta(days=1))
    assert tokens.all()[0].revoked_at == START
