"""Who people are, as the chat told us."""

from datetime import timedelta

from firefighter.domain.ids import UserId
from firefighter.ports.outbox import Outcome
from firefighter.ports.people import Profile
from firefighter.store.records import StoredRecords
from firefighter.texts import Language
from tests.clock import SettableClock
from tests.store.desk import Desk, effect

ANA, BOB = UserId("U0ANA"), UserId("U0BOB")


def profile(user: UserId = ANA, locale: str = "fr-FR", name: str = "ana") -> Profile:
    return Profile(
        user=user, name=name, real_name="Ana Lima", time_zone="Europe/Paris", locale=locale
    )


def learn(desk: Desk, *profiles: Profile) -> None:
    """As an effect does that has asked the chat."""
    desk.enqueue(None, effect("learn_person"))
    desk.outbox.done(desk.claim_one(), Outcome(learnt=profiles))


def test_what_an_effect_learnt_of_somebody_is_on_record(
    desk: Desk, records: StoredRecords, clock: SettableClock
) -> None:
    learn(desk, profile())
    person = records.people([ANA, BOB])[ANA]
    assert (person.name, person.real_name) == ("ana", "Ana Lima")
    assert (person.time_zone, person.language) == ("Europe/Paris", Language.FRENCH)
    assert person.learnt_at == clock.now()


def test_whom_the_chat_told_us_nothing_of_is_left_out(desk: Desk, records: StoredRecords) -> None:
    learn(desk, profile(BOB))
    assert list(records.people([ANA, BOB])) == [BOB]
    assert records.people([]) == {}


def test_what_is_learnt_later_takes_the_place_of_what_was_known(
    desk: Desk, records: StoredRecords, clock: SettableClock
) -> None:
    learn(desk, profile(), profile(BOB))
    clock.advance(timedelta(days=2).total_seconds())
    learn(desk, profile(locale="en-GB", name="ana.lima"))
    found = records.people([ANA, BOB])
    assert (found[ANA].name, found[ANA].language) == ("ana.lima", Language.ENGLISH)
    assert found[ANA].learnt_at - found[BOB].learnt_at == timedelta(days=2)


def test_a_locale_that_is_not_spoken_here_is_kept_all_the_same(
    desk: Desk, records: StoredRecords
) -> None:
    learn(desk, profile(locale="ja-JP"))
    person = records.people([ANA])[ANA]
    assert (person.locale, person.language) == ("ja-JP", None)
