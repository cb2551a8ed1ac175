"""Requesting profiles from the chat."""

from dataclasses import replace

import pytest

from firefighter.adapters.store.database import Database
from firefighter.domain.accounts import AccountType
from firefighter.domain.errors import AlreadyHandled
from firefighter.domain.ids import UserId
from firefighter.effects.people import RefreshProfile
from firefighter.ports.app_context import AppContext
from firefighter.ports.people import Person
from firefighter.use_cases.people import PROFILE_TTL, is_profile_stale, request_profile
from tests.clock import SettableClock
from tests.use_cases.contexts import effects_on_record

FRESH_S = PROFILE_TTL.total_seconds()
ANA, BOB = UserId("U0ANA"), UserId("U0BOB")


def ask_for_profile(context: AppContext, user: UserId) -> None:
    request_profile(context, user, RefreshProfile(user).request())


def test_profile_is_requested_once_a_day(
    context: AppContext, sqlite_database: Database, clock: SettableClock
) -> None:
    ask_for_profile(context, ANA)
    ask_for_profile(context, BOB)
    with pytest.raises(AlreadyHandled):
        ask_for_profile(context, ANA)
    assert effects_on_record(sqlite_database) == ["refresh_profile"] * 2
    clock.advance(FRESH_S)
    ask_for_profile(context, ANA)
    assert effects_on_record(sqlite_database) == ["refresh_profile"] * 3


def test_profile_is_stale_until_known_and_after_a_day(
    context: AppContext, clock: SettableClock
) -> None:
    ana = Person(
        user=ANA,
        name="ana",
        real_name="Ana",
        time_zone="Europe/Paris",
        locale="fr-FR",
        account=AccountType.MEMBER,
        fetched_at=clock.now(),
    )
    assert is_profile_stale(None, context.clock.now())
    assert is_profile_stale(replace(ana, account=None), context.clock.now())
    assert not is_profile_stale(ana, context.clock.now())
    clock.advance(FRESH_S - 1)
    assert not is_profile_stale(ana, context.clock.now())
    clock.advance(1)
    assert is_profile_stale(ana, context.clock.now())
