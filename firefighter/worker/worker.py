import logging
import os
import socket
import threading
from datetime import datetime, timedelta
from time import monotonic

from firefighter.domain.errors import StoreUnavailable
from firefighter.ports.foreground import ForegroundPriority
from firefighter.ports.outbox import Claim, LostLease
from firefighter.worker.effect_runner import EffectRunner, SharedSnapshots, SnapshotLoader
from firefighter.worker.polling import pause_after

log = logging.getLogger(__name__)


class Worker:
    """Runs effects in threads of its own, apart from those that answer people."""

    def __init__(self, runner: EffectRunner, foreground: ForegroundPriority) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self._runner = runner
        self._foreground = foreground
        self._outbox = runner.outbox
        self._clock = runner.context.clock
        self._config = runner.config
        self._wanted = threading.Event()
        self._stopping = threading.Event()
        self._free = threading.Semaphore(self._config.threads)
        self._loop = threading.Thread(target=self._run, name="worker", daemon=True)
        self._forget_next: datetime | None = None
        self._ends = 0.0

    def start(self) -> None:
        self._loop.start()

    def wake(self) -> None:
        """Signals that effects may be due. Returns at once."""
        self._wanted.set()

    def begin_stop(self) -> None:
        """Begins to stop. `stop_s` counts from here."""
        self._ends = monotonic() + self._config.stop_s
        self._stopping.set()
        self._wanted.set()

    def stop(self) -> bool:
        """Takes no more effects and waits for those in progress. Returns whether all ended in time.

        The others run again when their lease ends, after a check whether they were done. A claim
        that the database has not answered yet is not run either.
        """
        if not self._stopping.is_set():
            self.begin_stop()
        self._loop.join(self._left_s)
        ended = all(self._free.acquire(timeout=self._left_s) for _ in range(self._config.threads))
        return ended and not self._loop.is_alive()

    @property
    def _left_s(self) -> float:
        return max(self._ends - monotonic(), 0)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wanted.clear()
            self._wanted.wait(pause_after(self._start_due_effects, self._config))

    def _start_due_effects(self) -> float:
        """Returns how long to pause, in seconds, unless `wake` is called."""
        self._foreground.yield_to_foreground()
        self._forget_old_deliveries()
        due = self._outbox.next_due()
        if due is None:
            return self._config.poll_s
        wait_s = (due - self._clock.now()).total_seconds()
        if wait_s > 0:
            return min(wait_s, self._config.poll_s)
        slots = self._take_slots()
        started = self._start(slots) if slots else 0
        return 0.0 if started and started == slots else self._config.poll_s

    def _start(self, slots: int) -> int:
        started = 0
        try:
            lease = timedelta(seconds=self._config.lease_s)
            claims, closed = self._outbox.claim(self.name, slots, lease)
            self._runner.rate_limits.extend(closed)
            load_snapshot = SharedSnapshots(self._runner.context.records.snapshot)
            for claim in claims:
                # Daemon threads, so that a hanging call cannot keep the process alive.
                threading.Thread(
                    target=self._do, args=(claim, load_snapshot), name="effect", daemon=True
                ).start()
                started += 1
        finally:
            if started < slots:
                self._free.release(slots - started)
        return started

    def _take_slots(self) -> int:
        taken = 0
        while taken < self._config.threads and self._free.acquire(blocking=False):
            taken += 1
        return taken

    def _do(self, claim: Claim, load_snapshot: SnapshotLoader) -> None:
        try:
            self._runner.run(claim, self._stopping, load_snapshot)
        except LostLease:
            log.info("Effect %s was taken over by another worker.", claim.idempotency_key)
        except StoreUnavailable as error:
            log.warning(
                "Effect %s was not settled; it runs again after its lease. %s",
                claim.idempotency_key,
                error,
            )
        except Exception:
            log.exception(
                "Effect %s was not settled; it runs again after its lease.", claim.idempotency_key
            )
        finally:
            self._free.release()
            self._wanted.set()

    def _forget_old_deliveries(self) -> None:
        now = self._clock.now()
        if self._forget_next is None or now >= self._forget_next:
            remembered = timedelta(hours=self._config.remember_deliveries_h)
            self._outbox.forget_deliveries(now - remembered)
            self._forget_next = now + timedelta(hours=1)
