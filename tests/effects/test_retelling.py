"""Lines that name an incident which became private."""

import pytest

from firefighter.domain.events import AnyEvent, Linked, NoteTaken, StatusChanged
from firefighter.domain.ids import IncidentId
from firefighter.domain.lifecycle import CancelReason, Status, Trigger
from firefighter.domain.relations import Relation
from firefighter.effects.post_line import PostLine
from firefighter.effects.retell_lines import RetellLines
from firefighter.ports.chat import EffectId, Line
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import Place, Snapshot
from firefighter.ports.records import Asked
from tests.domain.incidents import BOB, LATER, NOW, declared
from tests.effects.stage import Stage

OTHER = IncidentId(7)
LINKED = Linked(actor=BOB, at=LATER, other=OTHER, relation=Relation.RELATED)
NOTED = NoteTaken(actor=BOB, at=LATER, text="The same as INC-7")
ENDED = StatusChanged(
    actor=BOB,
    at=LATER,
    trigger=Trigger.CANCEL,
    before=Status.OPEN,
    after=Status.CLOSED,
    cancel_reason=CancelReason.DUPLICATE,
    duplicate_of=OTHER,
)


@pytest.fixture
def on() -> Stage:
    """Another incident is private by now."""
    stage = Stage().announced().with_room()
    stage.records.others[OTHER] = Snapshot(declared(private=True), {})
    return stage


def asked(on: Stage, event: AnyEvent) -> PostLine:
    line = PostLine(Place.ROOM, event)
    mark = EffectId(f"line {len(on.records.asked)}")
    on.records.asked.append(Asked(mark, line.request().payload, NOW))
    return line


def said(on: Stage) -> list[AnyEvent]:
    return [post.content.event for post in on.chat.posts if isinstance(post.content, Line)]


def say_before(on: Stage, *events: AnyEvent) -> None:
    """While everybody might know of the other one."""
    on.records.others[OTHER].incident.private = False
    for event in events:
        line = asked(on, event)
        on.do(line, mark=on.records.asked[-1].mark)
    on.records.others[OTHER].incident.private = True


def test_a_line_that_is_still_to_come_does_not_come_or_says_the_rest(on: Stage) -> None:
    for event in (LINKED, ENDED):
        on.do(asked(on, event))
    (only,) = said(on)
    assert isinstance(only, StatusChanged)
    assert only.duplicate_of is None


def test_what_was_said_is_taken_back_also_after_a_crash_and_all_else_stays(on: Stage) -> None:
    say_before(on, NOTED, LINKED)
    on.crash_in(RetellLines(Place.ROOM, OTHER))
    on.do_again(RetellLines(Place.ROOM, OTHER))
    assert said(on) == [NOTED]


def test_what_says_more_says_all_of_it_again_once_everybody_may_know(on: Stage) -> None:
    say_before(on, ENDED)
    on.do(RetellLines(Place.ROOM, OTHER))
    assert said(on) != [ENDED]
    on.records.others[OTHER].incident.private = False
    on.do(RetellLines(Place.ROOM, OTHER))
    assert said(on) == [ENDED]


@pytest.mark.parametrize("place", [Place.ROOM, Place.ANNOUNCEMENT])
def test_where_nothing_can_be_said_yet_nothing_is_taken_back_at_once(place: Place) -> None:
    """The place is still being made, and the line waits for it."""
    on = Stage()
    on.records.others[OTHER] = Snapshot(declared(private=True), {})
    line = PostLine(place, LINKED)
    on.records.asked.append(Asked(EffectId("a line"), line.request().payload, NOW))
    assert on.do(RetellLines(place, OTHER, at_once=True)) == Outcome()


def test_lines_elsewhere_and_of_others_are_left_alone(on: Stage) -> None:
    say_before(on, LINKED)
    on.do(RetellLines(Place.ANNOUNCEMENT, OTHER))
    on.do(RetellLines(Place.ROOM, IncidentId(8)))
    assert said(on) == [LINKED]
