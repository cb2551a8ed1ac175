"""The new holder of a role is told once, alone, and only while it is theirs."""

from firefighter.domain.events import RoleChanged
from firefighter.domain.roles import COMMANDER
from firefighter.effects.brief_holder import BriefHolder
from firefighter.ports.chat import Briefing
from firefighter.ports.places import Place
from tests.domain.incidents import ANA, BOB, LATER
from tests.effects.chat_double import Post
from tests.effects.stage import Stage

GIVEN = RoleChanged(actor=ANA, at=LATER, role=COMMANDER, before=ANA, after=BOB, note="Go on")
BRIEF = BriefHolder(GIVEN, Place.ANNOUNCEMENT)


def stage() -> Stage:
    on = Stage().announced()
    on.incident.holders[COMMANDER] = BOB
    return on


def briefings(on: Stage) -> list[Post]:
    return [post for post in on.chat.posts if isinstance(post.content, Briefing)]


def test_it_goes_to_the_new_holder_alone() -> None:
    on = stage()
    on.do(BRIEF)
    (told,) = briefings(on)
    assert told.ref.channel == on.chat.open_direct(BOB)
    assert isinstance(told.content, Briefing)
    assert told.content.event == GIVEN


def test_a_crash_after_it_got_through_does_not_tell_it_twice() -> None:
    on = stage()
    on.crash_in(BRIEF)
    on.do_again(BRIEF)
    assert len(briefings(on)) == 1


def test_who_gave_the_role_away_before_hearing_of_it_is_told_nothing() -> None:
    on = stage()
    on.incident.holders[COMMANDER] = ANA
    on.do(BRIEF)
    assert briefings(on) == []


def test_somebody_who_has_left_keeps_nothing_waiting() -> None:
    on = stage()
    on.chat.gone.add(BOB)
    on.do(BRIEF)
    on.do_again(BRIEF)
    assert briefings(on) == []
