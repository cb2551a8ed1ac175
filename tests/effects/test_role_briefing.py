"""The briefing of a new role holder."""

from firefighter.domain.events import RoleChanged
from firefighter.domain.roles import COMMANDER
from firefighter.effects.direct_messages import BriefHolder
from firefighter.ports.chat import Briefing
from firefighter.ports.snapshot import Place
from tests.domain.incidents import ANA, BOB, LATER
from tests.effects.chat_double import Post
from tests.effects.effect_harness import EffectHarness

GIVEN = RoleChanged(actor=ANA, at=LATER, role=COMMANDER, before=ANA, after=BOB, note="Go on")
BRIEF = BriefHolder(GIVEN, Place.ANNOUNCEMENT)


def harness() -> EffectHarness:
    on = EffectHarness().announced()
    on.incident.holders[COMMANDER] = BOB
    return on


def briefings(on: EffectHarness) -> list[Post]:
    return [post for post in on.chat.posts if isinstance(post.content, Briefing)]


def test_briefing_goes_to_the_new_holder_only() -> None:
    on = harness()
    on.do(BRIEF)
    (told,) = briefings(on)
    assert told.ref.channel == on.chat.open_direct(BOB)
    assert isinstance(told.content, Briefing)
    assert told.content.event == GIVEN


def test_briefing_before_a_crash_is_not_repeated() -> None:
    on = harness()
    on.crash_in(BRIEF)
    on.do_again(BRIEF)
    assert len(briefings(on)) == 1


def test_former_holder_is_not_briefed() -> None:
    on = harness()
    on.incident.holders[COMMANDER] = ANA
    on.do(BRIEF)
    assert briefings(on) == []


def test_deactivated_holder_is_skipped() -> None:
    on = harness()
    on.chat.gone.add(BOB)
    on.do(BRIEF)
    on.do_again(BRIEF)
    assert briefings(on) == []
