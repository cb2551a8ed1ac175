"""Whoever dies between the call and its record leaves it to others to find out, not to repeat."""

import threading
from contextlib import ExitStack

import pytest

from firefighter.domain.errors import StoreUnavailable
from firefighter.domain.incident import Incident
from firefighter.domain.severity import Severity
from firefighter.effects.post_announcement import PostAnnouncement
from firefighter.ports.chat import Announcement, ControlPanel, Line
from firefighter.ports.outbox import Claim
from firefighter.store.tables import EffectState
from firefighter.usecases.describe import describe
from tests.store.away import database_away
from tests.store.desk import LEASE, delivery
from tests.worker.chat import Fault
from tests.worker.workshop import ANA, Workshop, at_pace


def assert_done_once(workshop: Workshop, incident: Incident) -> None:
    posted = sorted(type(post.content).__name__ for post in workshop.chat.posts)
    kinds = [Announcement, ControlPanel, ControlPanel, Line]
    assert posted == [kind.__name__ for kind in kinds]
    room = workshop.chat.named("inc-1-checkout-is-down")
    assert room.topics_set == 1
    assert ANA in room.members
    assert len(workshop.chat.pinned) == 1
    assert len(workshop.house.records.snapshot(incident.id).places) == 4


def test_each_effect_is_done_once_when_nobody_dies(workshop: Workshop) -> None:
    incident = workshop.declare()
    describe(workshop.house, delivery(), ANA, incident.id, "Nobody can pay.")
    assert workshop.work_off()
    assert_done_once(workshop, incident)
    assert {outcome for _kind, outcome in workshop.tally.outcomes} == {"done"}


def test_each_effect_is_done_once_when_a_worker_is_killed_after_every_call(
    workshop: Workshop,
) -> None:
    incident = workshop.declare()
    describe(workshop.house, delivery(), ANA, incident.id, "Nobody can pay.")
    while claims := workshop.claim():
        for claim in claims:
            workshop.attempts()._try(claim)  # and is killed before it records what came of it
        workshop.clock.advance(LEASE.total_seconds())
        workshop.work_once()
    assert_done_once(workshop, incident)


def test_what_cannot_be_recorded_is_tried_to_be_recorded_until_the_lease_ends(
    workshop: Workshop,
) -> None:
    workshop.declare(Severity.SEV3)
    claim = announcing(workshop)
    with ExitStack() as away:
        workshop.chat.strike(
            Fault("post", lambda: leave(workshop, away, LEASE.total_seconds()), 1, afterwards=True)
        )
        with pytest.raises(StoreUnavailable):
            workshop.attempts().make(claim, threading.Event())
    workshop.work_once()
    assert workshop.effect("post_announcement").state is EffectState.DONE
    assert [each for each in workshop.chat.calls if "post" in each] == ["post", "find_post"]


def test_a_short_absence_of_the_database_is_waited_out(workshop: Workshop) -> None:
    workshop.declare(Severity.SEV3)
    claim = announcing(workshop)
    with ExitStack() as away:
        workshop.chat.strike(Fault("post", lambda: leave(workshop, away, 0), 1, afterwards=True))
        threading.Timer(1, away.close).start()
        workshop.attempts().make(claim, threading.Event())
    assert workshop.effect("post_announcement").state is EffectState.DONE
    assert workshop.chat.calls == ["post"]


def test_a_worker_that_stops_does_not_insist(workshop: Workshop) -> None:
    workshop.declare(Severity.SEV3)
    claim = announcing(workshop)
    stopping = threading.Event()
    stopping.set()
    with ExitStack() as away:
        workshop.chat.strike(Fault("post", lambda: leave(workshop, away, 0), 1, afterwards=True))
        with pytest.raises(StoreUnavailable):
            workshop.attempts(at_pace(retry_base_s=60)).make(claim, stopping)


def announcing(workshop: Workshop) -> Claim:
    (claim,) = (claim for claim in workshop.claim() if claim.kind == PostAnnouncement.kind)
    return claim


def leave(workshop: Workshop, away: ExitStack, advance_s: float) -> None:
    """The database goes away, and the clock moves on."""
    away.enter_context(database_away(workshop.database))
    workshop.clock.advance(advance_s)
