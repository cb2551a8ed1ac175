"""One try at one effect, and what is recorded of it."""

import logging
import random
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from firefighter.domain.errors import AlreadyHandled, StoreUnavailable
from firefighter.effects.cards import panels_of
from firefighter.effects.effect import Effect, GivenUp, Job
from firefighter.effects.gates import Gates
from firefighter.effects.lease import lease_until
from firefighter.effects.refresh_card import RefreshCard
from firefighter.effects.registry import revive
from firefighter.effects.room import after_refusal, without_room
from firefighter.ports.chat import Chat, ChatError, ChatRateLimited, ChatRefused
from firefighter.ports.house import House
from firefighter.ports.meter import Meter
from firefighter.ports.outbox import Claim, LostLease, Outbox, Outcome, Record, Setback
from firefighter.ports.pages import PagesError, PagesRateLimited, PagesRefused, Shelves
from firefighter.ports.paging import NobodyOnCall, Pager, PagerError, PagerRateLimited, PagerRefused
from firefighter.ports.places import Snapshot
from firefighter.ports.store import EffectRequest
from firefighter.texts import say, speaking
from firefighter.worker.looking import Look
from firefighter.worker.pace import Pace

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Attempts:
    """Tries effects that are claimed. Raises LostLease when another worker has taken one over."""

    outbox: Outbox
    house: House
    chat: Chat
    pages: Shelves
    gates: Gates
    kinds: Mapping[str, type[Effect]]
    meter: Meter
    pager: Pager = field(default_factory=NobodyOnCall)
    pace: Pace = field(default_factory=Pace)

    def make(self, claim: Claim, stopping: threading.Event, look: Look | None = None) -> None:
        """Does the effect and settles the claim. Raises StoreUnavailable when it cannot settle.

        `look` shows it its incident; without it, it looks for itself.
        """
        outcome, record = self._try(claim, look)
        while True:
            try:
                record()
            except StoreUnavailable:
                # What was done but not recorded has to be looked up again: insist while we may.
                if self.house.clock.now() >= claim.lease_until or stopping.wait(
                    self.pace.retry_base_s
                ):
                    raise
            else:
                return self.meter.effect(claim.kind, outcome)

    def _try(self, claim: Claim, look: Look | None = None) -> tuple[str, Callable[[], None]]:
        """Does the effect; the outcome in a word, and how to record it."""
        try:
            with lease_until(claim.lease_until), speaking(self.house.language):
                outcome = self._do(claim, look)
        except LostLease:
            raise
        except (ChatRateLimited, PagesRateLimited, PagerRateLimited) as limit:
            return "rate_limited", self._wait_for_gate(claim, limit)
        except Exception as error:  # noqa: BLE001 - one broken effect must not take the others along
            return self._note_failure(claim, error)
        return "done", lambda: self.outbox.done(claim, outcome)

    def _do(self, claim: Claim, look: Look | None = None) -> Outcome:
        effect = revive(self.kinds, claim)
        if effect is None:
            raise _UnknownKind
        job = self._job(claim, look or self.house.records.snapshot)
        cleared = _cards_to_redraw(claim, job.known) if claim.troubled else ()
        outcome = without_room(effect, job) or self._work(effect, job, claim)
        if outcome.record:
            self._record(claim, outcome.record)
        return replace(outcome, then=(*outcome.then, *cleared))

    def _work(self, effect: Effect, job: Job, claim: Claim) -> Outcome:
        try:
            earlier = effect.done_earlier(job) if job.tried_before else None
            if self.house.clock.now() >= claim.lease_until:
                raise LostLease
            return earlier or effect.do(job)
        except GivenUp:
            return Outcome()
        except ChatRefused as refused:
            return after_refusal(effect, job, refused)

    def _record(self, claim: Claim, record: Record) -> None:
        """Once: after a crash between this and settling, the effect is tried again."""
        with suppress(AlreadyHandled):
            record(self.house, claim.recorded_as)

    def _job(self, claim: Claim, look: Look) -> Job:
        known = None if claim.incident_id is None else look(claim.incident_id)
        return Job(
            chat=self.chat,
            mark=claim.mark,
            enqueued_at=claim.created_at,
            tried_before=claim.fence > 1,
            known=known,
            people=self.house.records.people,
            records=self.house.records,
            pages=self.pages,
            figures=self.house.statistics,
            pager=self.pager,
        )

    def _wait_for_gate(
        self, claim: Claim, limit: ChatRateLimited | PagesRateLimited | PagerRateLimited
    ) -> Callable[[], None]:
        until = self.house.clock.now() + timedelta(seconds=limit.retry_after_s)
        self.gates.close({limit.gate: until})
        # The crowd that waits at a gate comes back spread over a second, not all at once.
        again = until + timedelta(seconds=random.random())  # noqa: S311 - guards nothing

        def record() -> None:
            self.outbox.close_gate(limit.gate, until)
            self._postpone(claim, again, Setback(self._why(limit), failed=False))

        return record

    def _note_failure(self, claim: Claim, error: Exception) -> tuple[str, Callable[[], None]]:
        foreseen = isinstance(error, _FORESEEN)
        log.warning(
            "Effect %s (%s) failed: %s", claim.mark, claim.kind, error, exc_info=not foreseen
        )
        if isinstance(error, _UnknownKind):
            later = self.house.clock.now() + timedelta(seconds=self.pace.lease_s)
            setback = Setback(self._why(error), failed=False)
            return "unknown", lambda: self._postpone(claim, later, setback)
        setback = Setback(self._why(error))
        failures = claim.failures + 1
        patient = foreseen and not isinstance(error, ChatRefused | PagesRefused | PagerRefused)
        if failures >= (self.pace.tries if patient else self.pace.tries_refused):
            return "parked", lambda: self._park(claim, setback)
        again = self.house.clock.now() + timedelta(seconds=self.pace.backoff_s(failures))
        return "failed", lambda: self._postpone(claim, again, setback)

    def _why(self, error: Exception) -> str:
        with speaking(self.house.language):
            if isinstance(error, _FORESEEN):
                return str(error)
            return say("an error of my own, which is in my log")

    def _postpone(self, claim: Claim, until: datetime, setback: Setback) -> None:
        """People are told of a wait that they would notice, not of each hiccup."""
        wait_s = (until - self.house.clock.now()).total_seconds()
        noticed = wait_s >= self.pace.tell_after_s
        self.outbox.postpone(claim, until, setback, self._what_shows_it(claim) if noticed else ())

    def _park(self, claim: Claim, setback: Setback) -> None:
        self.outbox.park(claim, setback, self._what_shows_it(claim))

    def _what_shows_it(self, claim: Claim) -> Sequence[EffectRequest]:
        known = (
            None if claim.incident_id is None else self.house.records.snapshot(claim.incident_id)
        )
        return _cards_to_redraw(claim, known)


def _cards_to_redraw(claim: Claim, known: Snapshot | None) -> Sequence[EffectRequest]:
    """The panels, which say what could not be done; but for the one that this effect draws."""
    if known is None:
        return ()
    own = claim.payload.get("place") if claim.kind == RefreshCard.kind else None
    return [RefreshCard(place).request() for place in panels_of(known.incident) if place != own]


class _UnknownKind(Exception):
    """Newer code enqueued it."""

    def __str__(self) -> str:
        return say("only a newer version of me knows how")


_FORESEEN = (ChatError, PagesError, PagerError, StoreUnavailable, _UnknownKind)
"""Errors that say in their own words what stood in the way."""
