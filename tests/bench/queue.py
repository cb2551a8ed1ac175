"""The outbox alone: how claiming depends on what waits, and how fast a commit is followed up."""

import resource
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from statistics import median

from firefighter.domain.ids import UserId
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.effects.effect import Effect, Job
from firefighter.effects.gates import Gates
from firefighter.effects.plan import plan
from firefighter.ports.courtesy import Courtesy
from firefighter.ports.house import House
from firefighter.ports.outbox import Outcome
from firefighter.ports.pages import Shelves
from firefighter.ports.store import DeliveryId
from firefighter.store.database import Database
from firefighter.store.outbox import StoredOutbox
from firefighter.store.records import StoredRecords
from firefighter.store.statistics import StoredStatistics
from firefighter.store.tables import EffectState
from firefighter.store.unit_of_work import StoredUnits
from firefighter.usecases.declare import Declaration, declare
from firefighter.usecases.tell import tell
from firefighter.worker.attempt import Attempts
from firefighter.worker.worker import Worker
from tests.bench.figures import Figure
from tests.effects.pages_double import PagesDouble
from tests.worker.chat import ScriptedChat
from tests.worker.workshop import Tally

_FEW, _MANY = 100, 15_000
_CLAIMS = 300
_COMMITS = 100
_IDLE_S = 5.0


class _Clock:
    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - a benchmark needs the real one


def claim_and_settle(database: Database) -> Figure:
    """One effect claimed and settled, with 15,000 pending against 100, measured in turns."""
    house, outbox = _house(database), StoredOutbox(database, _Clock())
    _pend(house, outbox, _FEW)
    few_s = _claims(outbox)
    _pend(house, outbox, _MANY)
    many_s = _claims(outbox)
    what = f"claim + settle with {_MANY:,} pending, against {_FEW} ({few_s * 1000:.1f} ms)"
    return Figure(what, many_s / few_s, 2, "x")


def commit_to_start(database: Database) -> Figure:
    """From the return of a use case to the start of its effect, in the same process; the median."""
    started, begun = threading.Event(), [0.0]

    class Note(Effect):
        kind = "note"

        @property
        def lane(self) -> str:
            return ""

        def do(self, job: Job) -> Outcome:  # noqa: ARG002 - nothing to do but say when
            begun[0] = time.perf_counter()
            started.set()
            return Outcome()

    with _working(database, {"note": Note}) as house:
        delays = []
        for number in range(_COMMITS):
            started.clear()
            tell(house, DeliveryId(f"note {number}"), Note().request())
            committed = time.perf_counter()
            started.wait(5)
            delays.append(max(begun[0] - committed, 0) * 1000)
    return Figure("first effect after its commit, same process, median", median(delays), 20, "ms")


def idle(database: Database) -> Figure:
    """A worker with nothing to do, as a share of one core."""
    with _working(database, {}):
        before = _cpu_s()
        threading.Event().wait(_IDLE_S)
        used = _cpu_s() - before
    return Figure("idle worker, of one core", used / _IDLE_S * 100, 2, "%")


def _claims(outbox: StoredOutbox) -> float:
    taken = []
    for _ in range(_CLAIMS):
        before = time.perf_counter()
        claims, _gates = outbox.claim("bench", 1, timedelta(minutes=10))
        outbox.done(claims[0], Outcome())
        taken.append(time.perf_counter() - before)
    return median(taken)


def _pend(house: House, outbox: StoredOutbox, effects: int) -> None:
    """Declares until so many effects wait, and the claims to come cannot use them up."""
    number = 0
    while outbox.unsettled().get(EffectState.PENDING, 0) < effects + _CLAIMS:
        for _ in range(50):
            number += 1
            declaration = Declaration(f"Checkout returns {number}", Severity.SEV1)
            declare(house, DeliveryId(f"{effects} {number}"), UserId("U1"), declaration)


@contextmanager
def _working(database: Database, kinds: dict[str, type[Effect]]) -> Iterator[House]:
    attempts = Attempts(
        outbox=StoredOutbox(database, _Clock()),
        house=_house(database),
        chat=ScriptedChat(_Clock()),
        pages=Shelves(open=PagesDouble(), private=PagesDouble()),
        gates=Gates(),
        kinds=kinds,
        meter=Tally(),
    )
    worker = Worker(attempts, Courtesy())
    worker.start()
    try:
        yield _house(database, worker)
    finally:
        worker.stop()


def _house(database: Database, worker: Worker | None = None) -> House:
    rules, clock = Rules(), _Clock()
    wake = worker.wake if worker else lambda: None
    return House(
        StoredUnits(database, rules, clock, plan, wake),
        StoredRecords(database, rules),
        clock,
        rules,
        StoredStatistics(database, rules, clock),
    )


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
