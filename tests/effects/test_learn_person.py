from dataclasses import replace

from firefighter.domain.ids import UserId
from firefighter.effects.learn_person import LearnPerson
from firefighter.ports.outbox import Outcome
from firefighter.ports.people import Person, Profile
from firefighter.texts import Language, speaking, spoken
from tests.domain.incidents import NOW
from tests.effects.stage import Stage

ANA = Profile(
    user=UserId("UANA"), name="ana", real_name="Ana", time_zone="Europe/Paris", locale="fr-FR"
)


def test_what_the_chat_says_of_somebody_is_learnt() -> None:
    stage = Stage()
    stage.chat.people[ANA.user] = ANA
    assert LearnPerson(ANA.user).do(stage.job()) == Outcome(learnt=(ANA,))


def test_whom_the_chat_does_not_show_us_stays_unknown() -> None:
    assert LearnPerson(ANA.user).do(Stage().job()) == Outcome()


def test_one_person_alone_is_spoken_to_in_their_language() -> None:
    person = Person(**vars(ANA), learnt_at=NOW)
    job = replace(Stage().job(), people=lambda _users: {ANA.user: person})
    with job.speaking_to(ANA.user):
        assert spoken() is Language.FRENCH
    with speaking(Language.FRENCH), job.speaking_to(UserId("UBOB")):
        assert spoken() is Language.FRENCH
    with job.speaking_to(UserId("UBOB")):
        assert spoken() is Language.ENGLISH
