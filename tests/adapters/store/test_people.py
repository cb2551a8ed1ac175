"""Profiles of people."""

from datetime import timedelta

from firefighter.adapters.store.records import StoredRecords
from firefighter.domain.ids import UserId
from firefighter.i18n import Language
from firefighter.ports.outbox import Outcome
from firefighter.ports.people import Profile
from tests.adapters.store.store_client import StoreClient, effect
from tests.clock import SettableClock

ANA, BOB = UserId("U0ANA"), UserId("U0BOB")


def profile(user: UserId = ANA, locale: str = "fr-FR", name: str = "ana") -> Profile:
    return Profile(
        user=user, name=name, real_name="Ana Lima", time_zone="Europe/Paris", locale=locale
    )


def learn(store_client: StoreClient, *profiles: Profile) -> None:
    """Stores profiles as an effect does."""
    store_client.enqueue(None, effect("refresh_profile"))
    store_client.outbox.done(store_client.claim_one(), Outcome(profiles=profiles))


def test_a_profile_read_by_an_effect_is_stored(
    store_client: StoreClient, records: StoredRecords, clock: SettableClock
) -> None:
    learn(store_client, profile())
    person = records.people([ANA, BOB])[ANA]
    assert (person.name, person.real_name) == ("ana", "Ana Lima")
    assert (person.time_zone, person.language) == ("Europe/Paris", Language.FRENCH)
    assert person.fetched_at == clock.now()


def test_unknown_people_are_left_out(store_client: StoreClient, records: StoredRecords) -> None:
    learn(store_client, profile(BOB))
    assert list(records.people([ANA, BOB])) == [BOB]
    assert records.people([]) == {}


def test_a_later_profile_replaces_the_earlier_one(
    store_client: StoreClient, records: StoredRecords, clock: SettableClock
) -> None:
    learn(store_client, profile(), profile(BOB))
    clock.advance(timedelta(days=2).total_seconds())
    learn(store_client, profile(locale="en-GB", name="ana.lima"))
    found = records.people([ANA, BOB])
    assert (found[ANA].name, found[ANA].language) == ("ana.lima", Language.ENGLISH)
    assert found[ANA].fetched_at - found[BOB].fetched_at == timedelta(days=2)


def test_an_unsupported_locale_is_stored_too(
    store_client: StoreClient, records: StoredRecords
) -> None:
    learn(store_client, profile(locale="ja-JP"))
    person = records.people([ANA])[ANA]
    assert (person.locale, person.language) == ("ja-JP", None)
