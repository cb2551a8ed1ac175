from dataclasses import replace

from firefighter.domain.ids import UserId
from firefighter.effects.people import RefreshProfile
from firefighter.i18n import Language, current_language, use_language
from firefighter.ports.outbox import Outcome
from firefighter.ports.people import Person, Profile
from tests.domain.incidents import NOW
from tests.effects.effect_harness import EffectHarness

ANA = Profile(
    user=UserId("UANA"), name="ana", real_name="Ana", time_zone="Europe/Paris", locale="fr-FR"
)


def test_profile_is_stored() -> None:
    harness = EffectHarness()
    harness.chat.people[ANA.user] = ANA
    assert RefreshProfile(ANA.user).do(harness.context()) == Outcome(profiles=(ANA,))


def test_hidden_person_stays_unknown() -> None:
    assert RefreshProfile(ANA.user).do(EffectHarness().context()) == Outcome()


def test_direct_messages_use_the_persons_language() -> None:
    person = Person(**vars(ANA), fetched_at=NOW)
    context = replace(EffectHarness().context(), people=lambda _users: {ANA.user: person})
    with context.use_language_of(ANA.user):
        assert current_language() is Language.FRENCH
    with use_language(Language.FRENCH), context.use_language_of(UserId("UBOB")):
        assert current_language() is Language.FRENCH
    with context.use_language_of(UserId("UBOB")):
        assert current_language() is Language.ENGLISH
