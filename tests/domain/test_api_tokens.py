import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.api_tokens import (
    READ_INCIDENTS,
    READ_STATISTICS,
    SCOPES,
    SECRET_BYTES,
    SECRET_PATTERN,
    WRITE_INCIDENTS,
    ApiToken,
    Scope,
    TokenId,
    alerts_scope,
    bearer_secret,
    hash_secret,
    in_order,
    is_secret,
    make_secret,
    parse_expiry,
    parse_scope,
    parse_token_name,
    visible_prefix,
)
from tests.architecture.linters import ROOT

NOW = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
SECRET = make_secret(bytes(range(SECRET_BYTES)))

random_bytes = st.binary(min_size=SECRET_BYTES, max_size=SECRET_BYTES)


def token(**changed: datetime | None) -> ApiToken:
    return ApiToken(
        id=TokenId(1),
        name="deploys",
        prefix="ff_0000aB",
        scopes=frozenset({READ_INCIDENTS}),
        created_at=NOW,
        **changed,
    )


def test_the_document_names_every_scope_and_the_pattern_of_secrets() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    for scope, allows in SCOPES.items():
        assert f"| `{scope}` | {allows} |" in page
    assert f"`{SECRET_PATTERN}`" in page


@given(random_bytes)
def test_every_secret_is_recognized_and_found_by_scanners(random: bytes) -> None:
    secret = make_secret(random)
    assert is_secret(secret)
    assert re.fullmatch(SECRET_PATTERN, secret)


@given(random_bytes, random_bytes)
def test_different_random_bytes_make_different_secrets(one: bytes, other: bytes) -> None:
    assert (make_secret(one) == make_secret(other)) == (one == other)


@given(random_bytes, st.integers(0, 48), st.sampled_from("09azAZ"))
def test_a_mistyped_character_is_noticed(random: bytes, at: int, other: str) -> None:
    secret = make_secret(random)
    mistyped = secret[: 3 + at] + other + secret[4 + at :]
    assert is_secret(mistyped) == (mistyped == secret)


@pytest.mark.parametrize("text", ["", "ff_", SECRET[:-1], SECRET + "\n", SECRET + "0", "é" * 52])
def test_other_text_is_no_secret(text: str) -> None:
    assert not is_secret(text)


def test_the_hash_is_the_documented_one_and_the_prefix_says_little() -> None:
    """The vector is `printf %s abc | sha256sum`."""
    assert hash_secret("abc").startswith("ba7816bf8f01cfea")
    assert len(visible_prefix(SECRET)) == 9
    assert SECRET.startswith(visible_prefix(SECRET))


def test_a_token_ends_when_it_expires_or_is_revoked() -> None:
    expiring = token(expires_at=NOW + timedelta(days=1))
    assert expiring.is_valid(NOW + timedelta(hours=23))
    assert not expiring.is_valid(NOW + timedelta(days=1))
    assert not token(revoked_at=NOW).is_valid(NOW)
    assert token().is_valid(NOW + timedelta(days=10_000))


def test_a_use_is_worth_a_write_once_a_minute() -> None:
    assert token().is_use_stale(NOW)
    used = token(last_used_at=NOW)
    assert not used.is_use_stale(NOW + timedelta(seconds=59))
    assert used.is_use_stale(NOW + timedelta(seconds=60))


def test_a_token_allows_its_scopes_only() -> None:
    assert token().allows(READ_INCIDENTS)
    assert not token().allows(WRITE_INCIDENTS)


@pytest.mark.parametrize(
    ("typed", "scope"),
    [
        ("incidents:read", READ_INCIDENTS),
        (" Incidents:WRITE ", WRITE_INCIDENTS),
        ("alerts:alertmanager", alerts_scope("alertmanager")),
        ("alerts:our-own-2", alerts_scope("our-own-2")),
    ],
)
def test_scopes_are_parsed(typed: str, scope: Scope) -> None:
    assert parse_scope(typed) == scope


@pytest.mark.parametrize("typed", ["", "admin", "alerts", "alerts:", "alerts:a b", "incidents:"])
def test_an_unknown_scope_is_answered_with_the_known_ones(typed: str) -> None:
    with pytest.raises(ValueError, match=r"Unknown scope .* Use incidents:read"):
        parse_scope(typed)


def test_scopes_are_shown_in_the_order_of_the_help() -> None:
    shuffled = [alerts_scope("sentry"), READ_STATISTICS, alerts_scope("datadog"), READ_INCIDENTS]
    assert in_order(shuffled) == (
        "incidents:read",
        "statistics:read",
        "alerts:datadog",
        "alerts:sentry",
    )


@pytest.mark.parametrize("typed", ["deploys", "a", "ci-2", "x" * 24])
def test_names_are_accepted(typed: str) -> None:
    assert parse_token_name(typed) == typed


@pytest.mark.parametrize(
    "typed", ["", "-a", "a-", "x" * 25, "two words", "<b>", "é", "ff_x", "a\n b"]
)
def test_other_names_are_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValueError, match="such as deploys"):
        parse_token_name(typed)


@pytest.mark.parametrize(
    ("typed", "expires_at"),
    [
        ("90d", NOW + timedelta(days=90)),
        ("2w", NOW + timedelta(days=14)),
        ("2027-01-31", datetime(2027, 2, 1, tzinfo=UTC)),
        ("2026-12-01", datetime(2026, 12, 2, tzinfo=UTC)),
    ],
)
def test_an_expiry_is_a_period_or_the_last_day(typed: str, expires_at: datetime) -> None:
    assert parse_expiry(typed, NOW) == expires_at


@pytest.mark.parametrize("typed", ["", "never", "0d", "2026-11-30", "2027-13-01", "1y", "-3d"])
def test_another_expiry_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"is no date|is in the past"):
        parse_expiry(typed, NOW)


@pytest.mark.parametrize(
    ("header", "secret"),
    [
        ("Bearer ff_1", "ff_1"),
        ("bearer  ff_1 ", "ff_1"),
        ("Basic ff_1", ""),
        ("Bearer", ""),
        ("", ""),
        ("ff_1", ""),
    ],
)
def test_the_secret_is_taken_from_a_bearer_header(header: str, secret: str) -> None:
    assert bearer_secret(header) == secret
