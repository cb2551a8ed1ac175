"""API tokens: what programs present, and what each one may do.

A secret is 32 random bytes, so its SHA-256 is as hard to invert as the secret is to guess: a slow
hash with a salt protects passwords, which people choose, and would cost each request 50 ms.
"""

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from typing import NewType

from firefighter.domain.actors import PROGRAM_NAME_LIMIT, Program, ProgramKind
from firefighter.domain.alert_sources import SourceKey
from firefighter.domain.ids import UserId

Scope = NewType("Scope", str)
"""What a token allows, such as `incidents:read`."""

TokenId = NewType("TokenId", int)

TokenHash = NewType("TokenHash", str)
"""SHA-256 of a secret, in hexadecimal."""

READ_INCIDENTS = Scope("incidents:read")
WRITE_INCIDENTS = Scope("incidents:write")
SEE_PRIVATE = Scope("private")
"""Extends the other scopes to private incidents."""
READ_TRAINING = Scope("training:read")
READ_STATISTICS = Scope("statistics:read")
REPORT_CHANGES = Scope("changes")
REPORT_EXPERIMENTS = Scope("experiments")

SCOPES = {
    READ_INCIDENTS: "read incidents, their timelines and follow-ups",
    WRITE_INCIDENTS: "declare and change incidents",
    SEE_PRIVATE: "also private incidents, with the other scopes",
    READ_TRAINING: "read drills and Game Days",
    READ_STATISTICS: "read metrics",
    REPORT_CHANGES: "report deployments and other changes",
    REPORT_EXPERIMENTS: "report results of chaos experiments",
}
"""What each scope allows, without those of alert sources."""

_ALERTS = "alerts:"
_SOURCE = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")

_NAME = re.compile(rf"[a-z0-9](?:[a-z0-9-]{{0,{PROGRAM_NAME_LIMIT - 2}}}[a-z0-9])?")

SECRET_BYTES = 32

_START = "ff_"
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_RANDOM_LENGTH, _CHECKSUM_LENGTH = 43, 6
_SHOWN = len(_START) + 6

SECRET_PATTERN = rf"{_START}[0-9A-Za-z]{{{_RANDOM_LENGTH + _CHECKSUM_LENGTH}}}"
"""For scanners that look for secrets in files."""
_SECRET = re.compile(SECRET_PATTERN, re.ASCII)


@dataclass(frozen=True, kw_only=True)
class ApiToken:
    """A token without its secret, which nothing stores."""

    id: TokenId
    name: str
    prefix: str
    """The first characters of the secret, to tell tokens of the same name apart."""
    scopes: frozenset[Scope]
    created_at: datetime
    expires_at: datetime | None = None
    last_used_at: datetime | None = None
    """To the minute: see `is_use_stale`."""
    revoked_at: datetime | None = None

    def is_valid(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)

    @property
    def actor(self) -> UserId:
        """Who is named where a change is by this token."""
        return Program(ProgramKind.TOKEN, self.name).actor

    def allows(self, scope: Scope) -> bool:
        return scope in self.scopes

    def is_use_stale(self, now: datetime) -> bool:
        """Whether a use now is worth a write."""
        return self.last_used_at is None or now - self.last_used_at >= _USE_STALE


_USE_STALE = timedelta(minutes=1)


def alerts_scope(source: str) -> Scope:
    """The scope to send alerts of a source, such as `alertmanager`."""
    return Scope(f"{_ALERTS}{source}")


def parse_scope(typed: str) -> Scope:
    """Raises ValueError with a sentence."""
    scope = Scope(typed.strip().lower())
    if scope in SCOPES or (scope.startswith(_ALERTS) and _SOURCE.fullmatch(scope, len(_ALERTS))):
        return scope
    raise ValueError(f"Unknown scope {typed!r}. Use {', '.join(SCOPES)} or {_ALERTS}SOURCE.")


def alert_source_of(scope: Scope) -> SourceKey | None:
    """The source whose alerts it allows to send; None for another scope."""
    return SourceKey(scope.removeprefix(_ALERTS)) if scope.startswith(_ALERTS) else None


def parse_token_name(typed: str) -> str:
    """Raises ValueError with a sentence."""
    name = typed.strip().lower()
    if _NAME.fullmatch(name):
        return name
    raise ValueError(
        f"{typed!r} cannot be the name of a token. Use 1 to {PROGRAM_NAME_LIMIT} letters, "
        "digits and hyphens, such as deploys."
    )


_PERIOD = re.compile(r"(\d{1,4})([dw])")
_DAYS = {"d": 1, "w": 7}


def parse_expiry(typed: str, now: datetime) -> datetime:
    """Parses `90d`, `12w`, or a date, which is the last day. Raises ValueError with a sentence."""
    if period := _PERIOD.fullmatch(typed.strip()):
        expires_at = now + timedelta(days=int(period[1]) * _DAYS[period[2]])
    else:
        try:
            day = datetime.strptime(typed.strip(), "%Y-%m-%d").replace(tzinfo=UTC)
        except ValueError:
            raise ValueError(f"{typed!r} is no date. Use 90d, 12w or 2027-01-31.") from None
        expires_at = datetime.combine(day, time(), UTC) + timedelta(days=1)
    if expires_at <= now:
        raise ValueError(f"{typed!r} is in the past.")
    return expires_at


def make_secret(random: bytes) -> str:
    """The secret of a new token, from `SECRET_BYTES` random bytes. Ends with a checksum."""
    digits = _in_base62(int.from_bytes(random), _RANDOM_LENGTH)
    return _START + digits + _checksum(digits)


def is_secret(presented: str) -> bool:
    """Whether this can be a secret at all, told without the database."""
    return bool(_SECRET.fullmatch(presented)) and presented.endswith(
        _checksum(presented[len(_START) : -_CHECKSUM_LENGTH])
    )


def visible_prefix(secret: str) -> str:
    return secret[:_SHOWN]


def hash_secret(secret: str) -> TokenHash:
    return TokenHash(sha256(secret.encode()).hexdigest())


def bearer_secret(authorization: str) -> str:
    """The secret in an Authorization header; empty if there is none.

    https://www.rfc-editor.org/rfc/rfc6750#section-2.1
    """
    scheme, _space, secret = authorization.strip().partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def in_order(scopes: Iterable[Scope]) -> tuple[Scope, ...]:
    """As `SCOPES` lists them, then those of alert sources."""
    known = list(SCOPES)
    return tuple(
        sorted(scopes, key=lambda each: (known.index(each) if each in SCOPES else 99, each))
    )


def _checksum(digits: str) -> str:
    return _in_base62(zlib.crc32(digits.encode()), _CHECKSUM_LENGTH)


def _in_base62(number: int, length: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits.rjust(length, _DIGITS[0])
