"""One try at one effect, and what is recorded of it."""

import logging
import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from firefighter.domain.errors import StoreUnavailable
from firefighter.effects.effect import Effect, Job
from firefighter.effects.gates import Gates
from firefighter.effects.registry import revive
from firefighter.ports.chat import Chat, ChatError, ChatRateLimited, ChatRefused
from firefighter.ports.house import Clock
from firefighter.ports.outbox import Claim, LostLease, Outbox, Outcome
from firefighter.ports.records import Records
from firefighter.worker.pace import Pace

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Attempts:
    """Tries effects that are claimed. Raises LostLease when another worker has taken one over."""

    outbox: Outbox
    records: Records
    chat: Chat
    clock: Clock
    gates: Gates
    kinds: Mapping[str, type[Effect]]
    pace: Pace = field(default_factory=Pace)

    def make(self, claim: Claim, stopping: threading.Event) -> None:
        """Does the effect and settles the claim. Raises StoreUnavailable when it cannot settle."""
        record = self._try(claim)
        while True:
            try:
                return record()
            except StoreUnavailable:
                # What was done but not recorded has to be looked up again: insist while we may.
                if self.clock.now() >= claim.lease_until or stopping.wait(self.pace.retry_base_s):
                    raise

    def _try(self, claim: Claim) -> Callable[[], None]:
        """Does the effect; what is to be recorded of it."""
        try:
            outcome = self._do(claim)
        except LostLease:
            raise
        except ChatRateLimited as limit:
            return self._wait_for_gate(claim, limit)
        except Exception as error:  # noqa: BLE001 - one broken effect must not take the others along
            return self._note_failure(claim, error)
        if outcome is None:
            later = self.clock.now() + timedelta(seconds=self.pace.lease_s)
            why = "Only a newer version knows it."
            return lambda: self.outbox.postpone(claim, later, why, failed=False)
        return lambda: self.outbox.done(claim, outcome)

    def _do(self, claim: Claim) -> Outcome | None:
        """None when this code does not know the effect."""
        effect = revive(self.kinds, claim)
        if effect is None:
            return None
        job = self._job(claim)
        if job.tried_before and (earlier := effect.done_earlier(job)):
            return earlier
        if self.clock.now() >= claim.lease_until:
            raise LostLease
        return effect.do(job)

    def _job(self, claim: Claim) -> Job:
        known = None if claim.incident_id is None else self.records.snapshot(claim.incident_id)
        return Job(
            chat=self.chat,
            mark=claim.mark,
            enqueued_at=claim.created_at,
            tried_before=claim.fence > 1,
            known=known,
        )

    def _wait_for_gate(self, claim: Claim, limit: ChatRateLimited) -> Callable[[], None]:
        until = self.clock.now() + timedelta(seconds=limit.retry_after_s)
        self.gates.close({limit.gate: until})
        # The crowd that waits at a gate comes back spread over a second, not all at once.
        again = until + timedelta(seconds=random.random())  # noqa: S311 - guards nothing

        def record() -> None:
            self.outbox.close_gate(limit.gate, until)
            self.outbox.postpone(claim, again, f"{limit.gate} is rate limited", failed=False)

        return record

    def _note_failure(self, claim: Claim, error: Exception) -> Callable[[], None]:
        foreseen = isinstance(error, ChatError | StoreUnavailable)
        log.warning(
            "Effect %s (%s) failed: %r", claim.mark, claim.kind, error, exc_info=not foreseen
        )
        why = repr(error)
        failures = claim.failures + 1
        patient = foreseen and not isinstance(error, ChatRefused)
        if failures >= (self.pace.tries if patient else self.pace.tries_refused):
            return lambda: self.outbox.park(claim, why)
        again = self.clock.now() + timedelta(seconds=self.pace.backoff_s(failures))
        return lambda: self.outbox.postpone(claim, again, why, failed=True)
