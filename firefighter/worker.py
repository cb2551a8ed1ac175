"""Does effects: claims what is due, one thread each, and records what came of it.

Everything it knows is in the outbox, so it may be killed anywhere: what it held falls due again
when its lease ends, and whoever takes it over looks first whether it was done.
"""

import logging
import os
import random
import socket
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

from firefighter.domain.errors import StoreUnavailable
from firefighter.effects.effect import Effect, Job
from firefighter.effects.gates import Gates
from firefighter.effects.registry import revive
from firefighter.ports.chat import Chat, ChatError, ChatRateLimited, ChatRefused
from firefighter.ports.house import Clock
from firefighter.ports.outbox import Claim, LostLease, Outbox, Outcome
from firefighter.ports.places import ChannelId
from firefighter.ports.records import Records

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pace:
    """How hard the worker tries. Times in seconds."""

    threads: int = 8
    poll_s: float = 0.5
    """How often to look for effects that another process enqueued."""
    lease_s: float = 60.0
    """Longer than any effect takes, its calls each timing out."""
    retry_base_s: float = 1.0
    retry_cap_s: float = 300.0
    tries: int = 30
    """While the other side gives no answer; with the waits between, about two hours."""
    tries_refused: int = 3
    """When the other side says no; somebody has to mend something."""
    stop_s: float = 8.0
    """How long to wait for effects under way when stopping."""
    remember_deliveries_h: float = 24.0


class Worker:
    """Runs in threads of its own, so that effects never share those that answer people."""

    def __init__(
        self,
        outbox: Outbox,
        records: Records,
        chat: Chat,
        clock: Clock,
        gates: Gates,
        kinds: Mapping[str, type[Effect]],
        incidents_channel: ChannelId,
        pace: Pace | None = None,
    ) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self._outbox = outbox
        self._records = records
        self._chat = chat
        self._clock = clock
        self._gates = gates
        self._kinds = kinds
        self._incidents_channel = incidents_channel
        self._pace = pace or Pace()
        self._wanted = threading.Event()
        self._stopping = threading.Event()
        self._free = threading.Semaphore(self._pace.threads)
        self._pool = ThreadPoolExecutor(self._pace.threads, thread_name_prefix="effect")
        self._loop = threading.Thread(target=self._run, name="worker", daemon=True)
        self._forget_next: datetime | None = None

    def start(self) -> None:
        self._loop.start()

    def wake(self) -> None:
        """Says that there may be something to do; returns at once."""
        self._wanted.set()

    def stop(self) -> bool:
        """Takes no more work, waits for what is under way; whether all of it ended in time."""
        self._stopping.set()
        self._wanted.set()
        self._loop.join()
        deadline_s = self._pace.stop_s
        ended = all(self._free.acquire(timeout=deadline_s) for _ in range(self._pace.threads))
        self._pool.shutdown(wait=ended, cancel_futures=True)
        return ended

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wanted.clear()
            try:
                pause_s = self._take_what_is_due()
            except StoreUnavailable:
                log.warning("The database is away; trying again.", exc_info=True)
                pause_s = self._pace.retry_base_s
            self._wanted.wait(pause_s)

    def _take_what_is_due(self) -> float:
        """Starts what is due; how long to wait before looking again, in seconds."""
        self._forget_old_deliveries()
        due = self._outbox.next_due()
        if due is None:
            return self._pace.poll_s
        wait_s = (due - self._clock.now()).total_seconds()
        if wait_s > 0:
            return min(wait_s, self._pace.poll_s)
        slots = self._take_slots()
        if not slots:
            return self._pace.poll_s
        started = 0
        try:
            lease = timedelta(seconds=self._pace.lease_s)
            claims, closed = self._outbox.claim(self.name, slots, lease)
            self._gates.close(closed)
            for claim in claims:
                self._pool.submit(self._do_and_free, claim)
                started += 1
        finally:
            self._give_back(slots - started)
        return 0.0 if started == slots else self._pace.poll_s

    def _take_slots(self) -> int:
        taken = 0
        while taken < self._pace.threads and self._free.acquire(blocking=False):
            taken += 1
        return taken

    def _give_back(self, slots: int) -> None:
        if slots:
            self._free.release(slots)

    def _do_and_free(self, claim: Claim) -> None:
        try:
            self._do(claim)
        except LostLease:
            log.info("Effect %s was taken over by another worker.", claim.mark)
        except Exception:
            log.exception("Effect %s could not be settled; its lease will run out.", claim.mark)
        finally:
            self._free.release()
            self._wanted.set()

    def _do(self, claim: Claim) -> None:
        try:
            outcome = self._try(claim)
        except ChatRateLimited as limit:
            self._wait_for_gate(claim, limit)
        except Exception as error:
            self._note_failure(claim, error)
        else:
            if outcome is not None:
                self._settle(claim, lambda: self._outbox.done(claim, outcome))

    def _try(self, claim: Claim) -> Outcome | None:
        """The outcome, or None when the effect was left for later or to another worker."""
        effect = revive(self._kinds, claim)
        if effect is None:
            later = self._clock.now() + timedelta(seconds=self._pace.lease_s)
            self._outbox.postpone(claim, later, "Only a newer version knows it.", failed=False)
            return None
        job = self._job(claim)
        if job.tried_before and (earlier := effect.done_earlier(job)):
            return earlier
        if self._clock.now() >= claim.lease_until:
            raise LostLease
        return effect.do(job)

    def _job(self, claim: Claim) -> Job:
        known = None if claim.incident_id is None else self._records.snapshot(claim.incident_id)
        return Job(
            chat=self._chat,
            incidents_channel=self._incidents_channel,
            mark=claim.mark,
            enqueued_at=claim.created_at,
            tried_before=claim.fence > 1,
            known=known,
        )

    def _wait_for_gate(self, claim: Claim, limit: ChatRateLimited) -> None:
        """The crowd that waits at a gate comes back spread over a second, not all at once."""
        until = self._clock.now() + timedelta(seconds=limit.retry_after_s)
        self._gates.close({limit.gate: until})
        again = until + timedelta(seconds=random.random())  # noqa: S311 - spreads load, guards nothing
        why = f"{limit.gate} is rate limited"

        def settle() -> None:
            self._outbox.close_gate(limit.gate, until)
            self._outbox.postpone(claim, again, why, failed=False)

        self._settle(claim, settle)

    def _note_failure(self, claim: Claim, error: Exception) -> None:
        if isinstance(error, LostLease):
            raise error
        known = isinstance(error, ChatError | StoreUnavailable)
        log.warning("Effect %s (%s) failed.", claim.mark, claim.kind, exc_info=not known)
        why = str(error) or type(error).__name__
        failures = claim.failures + 1
        patient = known and not isinstance(error, ChatRefused)
        if failures >= (self._pace.tries if patient else self._pace.tries_refused):
            self._settle(claim, lambda: self._outbox.park(claim, why))
            return
        again = self._clock.now() + timedelta(seconds=self._backoff_s(failures))
        self._settle(claim, lambda: self._outbox.postpone(claim, again, why, failed=True))

    def _backoff_s(self, failures: int) -> float:
        longest_s = min(self._pace.retry_base_s * 2 ** (failures - 1), self._pace.retry_cap_s)
        return longest_s * random.uniform(0.5, 1.0)  # noqa: S311 - spreads load, guards nothing

    def _settle(self, claim: Claim, record: Callable[[], None]) -> None:
        """Insists while the lease lasts: what was done but not recorded has to be looked up again."""
        while True:
            try:
                return record()
            except StoreUnavailable:
                if self._stopping.is_set() or self._clock.now() >= claim.lease_until:
                    raise
                self._stopping.wait(self._pace.retry_base_s)

    def _forget_old_deliveries(self) -> None:
        now = self._clock.now()
        if self._forget_next is None or now >= self._forget_next:
            kept = timedelta(hours=self._pace.remember_deliveries_h)
            self._outbox.forget_deliveries(now - kept)
            self._forget_next = now + timedelta(hours=1)
