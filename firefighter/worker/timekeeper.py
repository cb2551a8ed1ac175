import logging
import threading
from datetime import timedelta

from firefighter.domain.errors import StoreUnavailable
from firefighter.ports.calendar import Calendar, Keep, NotKept
from firefighter.ports.house import Clock
from firefighter.worker.pace import Pace

log = logging.getLogger(__name__)

_STOP_S = 1.0


class Timekeeper:
    """Lets what was appointed happen when its time has come, in a thread of its own.

    Each is one short transaction, so one after the other is quick enough; what takes long, or
    happens outside, is an effect that it enqueues.
    """

    def __init__(
        self, calendar: Calendar, keep: Keep, clock: Clock, pace: Pace | None = None
    ) -> None:
        self._calendar = calendar
        self._keep = keep
        self._clock = clock
        self._pace = pace or Pace()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="timekeeper", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Returns once the appointment that is being kept is kept, or when that takes too long.

        It is one transaction: what is not committed will be kept another time.
        """
        self._stopping.set()
        self._thread.join(_STOP_S)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                pause_s = self._keep_what_is_due()
            except StoreUnavailable as error:
                log.warning("The database is away; trying again. %s", error)
                pause_s = self._pace.retry_base_s
            except Exception:
                log.exception("The timekeeper stumbled, and goes on.")
                pause_s = self._pace.retry_base_s
            self._stopping.wait(pause_s)

    def _keep_what_is_due(self) -> float:
        """How long there is nothing to do, in seconds."""
        due = self._calendar.next_due()
        if due is None or due > self._clock.now():
            return self._pace.poll_s
        try:
            kept = self._calendar.keep_next(self._keep)
        except NotKept as failure:
            self._note(failure)
            return 0.0
        return 0.0 if kept else self._pace.poll_s

    def _note(self, failure: NotKept) -> None:
        cause = failure.__cause__
        log.warning("%s could not be kept: %s", failure.key, cause, exc_info=cause)
        failures, why = failure.failures + 1, f"{type(cause).__name__}: {cause}"
        if failures >= self._pace.tries:
            return self._calendar.give_up(failure.key, why)
        wait = timedelta(seconds=self._pace.backoff_s(failures))
        return self._calendar.put_off(failure.key, self._clock.now() + wait, why)
