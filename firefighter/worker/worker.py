import logging
import os
import socket
import threading
from datetime import datetime, timedelta
from time import monotonic

from firefighter.domain.errors import StoreUnavailable
from firefighter.ports.courtesy import Courtesy
from firefighter.ports.outbox import Claim, LostLease
from firefighter.worker.attempt import Attempts
from firefighter.worker.looking import Look, SharedLook

log = logging.getLogger(__name__)


class Worker:
    """Runs in threads of its own, so that effects never share those that answer people."""

    def __init__(self, attempts: Attempts, courtesy: Courtesy) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self._attempts = attempts
        self._courtesy = courtesy
        self._outbox = attempts.outbox
        self._clock = attempts.house.clock
        self._pace = attempts.pace
        self._wanted = threading.Event()
        self._stopping = threading.Event()
        self._free = threading.Semaphore(self._pace.threads)
        self._loop = threading.Thread(target=self._run, name="worker", daemon=True)
        self._forget_next: datetime | None = None
        self._ends = 0.0

    def start(self) -> None:
        self._loop.start()

    def wake(self) -> None:
        """Says that there may be something to do; returns at once."""
        self._wanted.set()

    def take_no_more(self) -> None:
        """Begins to stop; what it may take counts from here."""
        self._ends = monotonic() + self._pace.stop_s
        self._stopping.set()
        self._wanted.set()

    def stop(self) -> bool:
        """Takes no more work and waits for what is under way; whether all of it ended in time.

        What did not end is left to its lease: whoever takes it over looks whether it was done. Also
        a claim that a silent database has not answered is one that nobody will do.
        """
        if not self._stopping.is_set():
            self.take_no_more()
        self._loop.join(self._left_s)
        ended = all(self._free.acquire(timeout=self._left_s) for _ in range(self._pace.threads))
        return ended and not self._loop.is_alive()

    @property
    def _left_s(self) -> float:
        return max(self._ends - monotonic(), 0)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wanted.clear()
            try:
                self._courtesy.give_way()
                pause_s = self._start_what_is_due()
            except StoreUnavailable as error:
                log.warning("The database is away; trying again. %s", error)
                pause_s = self._pace.retry_base_s
            except Exception:
                log.exception("The worker stumbled, and goes on.")
                pause_s = self._pace.retry_base_s
            self._wanted.wait(pause_s)

    def _start_what_is_due(self) -> float:
        """How long there is nothing to do, in seconds, unless somebody wakes us."""
        self._forget_old_deliveries()
        due = self._outbox.next_due()
        if due is None:
            return self._pace.poll_s
        wait_s = (due - self._clock.now()).total_seconds()
        if wait_s > 0:
            return min(wait_s, self._pace.poll_s)
        slots = self._take_slots()
        started = self._start(slots) if slots else 0
        return 0.0 if started and started == slots else self._pace.poll_s

    def _start(self, slots: int) -> int:
        started = 0
        try:
            lease = timedelta(seconds=self._pace.lease_s)
            claims, closed = self._outbox.claim(self.name, slots, lease)
            self._attempts.gates.close(closed)
            look = SharedLook(self._attempts.house.records.snapshot)
            for claim in claims:
                # Daemons, so that a call that hangs cannot keep the process from ending.
                threading.Thread(
                    target=self._do, args=(claim, look), name="effect", daemon=True
                ).start()
                started += 1
        finally:
            if started < slots:
                self._free.release(slots - started)
        return started

    def _take_slots(self) -> int:
        taken = 0
        while taken < self._pace.threads and self._free.acquire(blocking=False):
            taken += 1
        return taken

    def _do(self, claim: Claim, look: Look) -> None:
        try:
            self._attempts.make(claim, self._stopping, look)
        except LostLease:
            log.info("Effect %s was taken over by another worker.", claim.mark)
        except Exception:
            log.exception("Effect %s was not settled; its lease will run out.", claim.mark)
        finally:
            self._free.release()
            self._wanted.set()

    def _forget_old_deliveries(self) -> None:
        now = self._clock.now()
        if self._forget_next is None or now >= self._forget_next:
            kept = timedelta(hours=self._pace.remember_deliveries_h)
            self._outbox.forget_deliveries(now - kept)
            self._forget_next = now + timedelta(hours=1)
