"""`token`: creates, lists and revokes the tokens of programs."""

import argparse
import sys
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import TypeVar

from firefighter.adapters.store.api_tokens import StoredApiTokens
from firefighter.cli.columns import print_columns
from firefighter.cli.open_database import current_database
from firefighter.domain.alert_sources import SourceKey
from firefighter.domain.api_tokens import (
    SCOPES,
    ApiToken,
    Scope,
    alert_source_of,
    in_order,
    parse_expiry,
    parse_scope,
    parse_token_name,
)
from firefighter.runtime import SystemClock
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import read_settings
from firefighter.use_cases.api_tokens import create_token


def add(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="ACTION")
    create = commands.add_parser(
        "create",
        help="create a token and print it, once",
        epilog="Scopes: "
        + "; ".join(f"{scope} ({allows})" for scope, allows in SCOPES.items())
        + "; alerts:SOURCE (send alerts of a source, such as alerts:alertmanager).",
    )
    create.set_defaults(run=run_create)
    create.add_argument("name", type=_name, metavar="NAME", help="what uses it, such as deploys")
    create.add_argument(
        "--scope",
        type=_scope,
        action="append",
        required=True,
        metavar="SCOPE",
        help="what it may do; repeat for more",
    )
    create.add_argument(
        "--expires", type=_expiry, metavar="WHEN", help="90d, 12w or 2027-01-31; default: never"
    )
    listing = commands.add_parser("list", help="list tokens")
    listing.set_defaults(run=run_list)
    listing.add_argument("--all", action="store_true", help="also revoked and expired ones")
    revoke = commands.add_parser("revoke", help="revoke a token at once")
    revoke.set_defaults(run=run_revoke)
    revoke.add_argument("token", metavar="NAME|PREFIX", help="as `token list` shows it")


def run_create(given: argparse.Namespace) -> int:
    """Writes the secret alone to stdout, so that it can be passed on."""
    settings = read_settings()
    _refuse_unknown_sources(given.scope, settings.policy.alerting.all_sources())
    with current_database(settings, quiet=True) as database:
        tokens = StoredApiTokens(database)
        token, secret = create_token(
            tokens, SystemClock(), given.name, set(given.scope), given.expires
        )
    until = f" until {_time(token.expires_at)}" if token.expires_at else ""
    print(f"Created token {token.name} for {_scopes(token)}{until}.", file=sys.stderr)
    print("Store it now. It cannot be shown again.", file=sys.stderr)
    print(secret)
    return 0


def _refuse_unknown_sources(scopes: Sequence[Scope], sources: Collection[SourceKey]) -> None:
    """A token for a source that nobody has would never be accepted. Raises SettingsError."""
    for scope in scopes:
        source = alert_source_of(scope)
        if source is not None and source not in sources:
            raise SettingsError(
                f"There is no source {source} of alerts. Use one of {', '.join(sorted(sources))}, "
                "or add it to alerting.sources in firefighter.toml first."
            )


def run_list(given: argparse.Namespace) -> int:
    now = SystemClock().now()
    with current_database(read_settings(), quiet=True) as database:
        tokens = StoredApiTokens(database).all()
    shown = [token for token in tokens if given.all or token.is_valid(now)]
    if not shown:
        print("No tokens. `firefighter token create` creates one.", file=sys.stderr)
        return 0
    print_columns(_HEADINGS, *(_row(token, now) for token in shown))
    return 0


def run_revoke(given: argparse.Namespace) -> int:
    with current_database(read_settings(), quiet=True) as database:
        tokens = StoredApiTokens(database)
        token = _one(given.token, tokens.all())
        tokens.revoke(token.id, SystemClock().now())
    print(f"Revoked {token.name} ({token.prefix}…).")
    return 0


def _one(named: str, tokens: Sequence[ApiToken]) -> ApiToken:
    """Raises SettingsError if there is none, or several of that name."""
    usable = [token for token in tokens if token.revoked_at is None]
    found = [token for token in usable if named in {token.name, token.prefix, f"{token.prefix}…"}]
    if not found:
        raise SettingsError(f"There is no token {named}. `firefighter token list` lists them.")
    if len(found) > 1:
        prefixes = " or ".join(token.prefix for token in found)
        raise SettingsError(
            f"There are {len(found)} tokens {named}. Say which by its prefix: {prefixes}."
        )
    return found[0]


_HEADINGS = ("NAME", "TOKEN", "SCOPES", "CREATED", "LAST USED", "STATE")


def _row(token: ApiToken, now: datetime) -> tuple[str, ...]:
    return (
        token.name,
        f"{token.prefix}…",
        _scopes(token),
        f"{token.created_at:%Y-%m-%d}",
        _time(token.last_used_at) if token.last_used_at else "never",
        _state(token, now),
    )


def _state(token: ApiToken, now: datetime) -> str:
    if token.revoked_at:
        return f"revoked {_time(token.revoked_at)}"
    if not token.expires_at:
        return "valid"
    return f"{'valid until' if token.is_valid(now) else 'expired'} {_time(token.expires_at)}"


def _scopes(token: ApiToken) -> str:
    return ", ".join(in_order(token.scopes))


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


T = TypeVar("T")


def _parsed(parse: Callable[[str], T], typed: str) -> T:
    try:
        return parse(typed)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _name(typed: str) -> str:
    return _parsed(parse_token_name, typed)


def _scope(typed: str) -> Scope:
    return _parsed(parse_scope, typed)


def _expiry(typed: str) -> datetime:
    return _parsed(lambda text: parse_expiry(text, SystemClock().now()), typed)
