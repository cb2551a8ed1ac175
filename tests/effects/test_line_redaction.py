"""Lines that name an incident that became private."""

import pytest

from firefighter.domain.events import AnyEvent, Linked, NoteTaken, Relation, StatusChanged
from firefighter.domain.ids import IncidentId
from firefighter.domain.lifecycle import DeclineReason, Status, StepKind
from firefighter.effects.posting import PostLine
from firefighter.effects.visibility import RewriteLines
from firefighter.ports.chat import IdempotencyKey, Line
from firefighter.ports.outbox import Outcome
from firefighter.ports.records import RequestedEffect
from firefighter.ports.snapshot import Place, Snapshot
from tests.domain.incidents import BOB, LATER, NOW, declared
from tests.effects.effect_harness import EffectHarness

OTHER = IncidentId(7)
LINKED = Linked(actor=BOB, at=LATER, other=OTHER, relation=Relation.RELATED)
NOTED = NoteTaken(actor=BOB, at=LATER, text="The same as INC-7")
ENDED = StatusChanged(
    actor=BOB,
    at=LATER,
    step_kind=StepKind.DECLINE,
    before=Status.OPEN,
    after=Status.CLOSED,
    decline_reason=DeclineReason.DUPLICATE,
    duplicate_of=OTHER,
)


@pytest.fixture
def on() -> EffectHarness:
    """With another incident that became private."""
    harness = EffectHarness().announced().with_channel()
    harness.records.others[OTHER] = Snapshot(declared(private=True), {})
    return harness


def asked(on: EffectHarness, event: AnyEvent) -> PostLine:
    line = PostLine(Place.CHANNEL, event)
    idempotency_key = IdempotencyKey(f"line {len(on.records.asked)}")
    on.records.asked.append(RequestedEffect(idempotency_key, line.request().payload, NOW))
    return line


def said(on: EffectHarness) -> list[AnyEvent]:
    return [post.content.event for post in on.chat.posts if isinstance(post.content, Line)]


def say_before(on: EffectHarness, *events: AnyEvent) -> None:
    """Posts lines from before the other incident became private."""
    on.records.others[OTHER].incident.private = False
    for event in events:
        line = asked(on, event)
        on.do(line, idempotency_key=on.records.asked[-1].idempotency_key)
    on.records.others[OTHER].incident.private = True


def test_pending_line_is_skipped_or_redacted(on: EffectHarness) -> None:
    for event in (LINKED, ENDED):
        on.do(asked(on, event))
    (only,) = said(on)
    assert isinstance(only, StatusChanged)
    assert only.duplicate_of is None


def test_posted_lines_are_withdrawn_also_after_a_crash(
    on: EffectHarness,
) -> None:
    say_before(on, NOTED, LINKED)
    on.crash_in(RewriteLines(Place.CHANNEL, OTHER))
    on.do_again(RewriteLines(Place.CHANNEL, OTHER))
    assert said(on) == [NOTED]


def test_redacted_line_is_restored_when_public_again(on: EffectHarness) -> None:
    say_before(on, ENDED)
    on.do(RewriteLines(Place.CHANNEL, OTHER))
    assert said(on) != [ENDED]
    on.records.others[OTHER].incident.private = False
    on.do(RewriteLines(Place.CHANNEL, OTHER))
    assert said(on) == [ENDED]


@pytest.mark.parametrize("place", [Place.CHANNEL, Place.ANNOUNCEMENT])
def test_lines_of_a_missing_place_are_not_rewritten(place: Place) -> None:
    """The place is not created yet, and the line waits for it."""
    on = EffectHarness()
    on.records.others[OTHER] = Snapshot(declared(private=True), {})
    line = PostLine(place, LINKED)
    on.records.asked.append(RequestedEffect(IdempotencyKey("a line"), line.request().payload, NOW))
    assert on.do(RewriteLines(place, OTHER, at_once=True)) == Outcome()


def test_other_lines_are_not_rewritten(on: EffectHarness) -> None:
    say_before(on, LINKED)
    on.do(RewriteLines(Place.ANNOUNCEMENT, OTHER))
    on.do(RewriteLines(Place.CHANNEL, IncidentId(8)))
    assert said(on) == [LINKED]
