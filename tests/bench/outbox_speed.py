"""The outbox alone: claims by backlog, and the delay from commit to effect."""

import resource
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from statistics import median

from firefighter.adapters.packs.library import PackLibrary
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.experiments import StoredExperimentRecords
from firefighter.adapters.store.game_day_records import StoredGameDayRecords
from firefighter.adapters.store.outbox import StoredOutbox
from firefighter.adapters.store.records import StoredRecords
from firefighter.adapters.store.scenarios import StoredScenarioFiles
from firefighter.adapters.store.statistics import StoredStatistics
from firefighter.adapters.store.tables import EffectState
from firefighter.adapters.store.teams import StoredTeamRecords
from firefighter.adapters.store.unit_of_work import StoredUnitsOfWork
from firefighter.domain.ids import UserId
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.effects.call_limits import RateLimits
from firefighter.effects.effect import Effect, EffectContext
from firefighter.effects.plan import plan_effects
from firefighter.ports.app_context import AppContext
from firefighter.ports.chat import CHAT
from firefighter.ports.foreground import ForegroundPriority
from firefighter.ports.gateways import Gateways, bind
from firefighter.ports.outbox import Outcome
from firefighter.ports.pages import PAGES, PageBackends
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.declare import Declaration, declare
from firefighter.use_cases.enqueue import enqueue_reply
from firefighter.worker.effect_runner import EffectRunner
from firefighter.worker.worker import Worker
from tests.bench.figures import Figure
from tests.effects.pages_double import PagesDouble
from tests.worker.scripted_chat import ScriptedChat
from tests.worker.worker_harness import RecordingMeter

_FEW, _MANY = 100, 15_000
_CLAIMS = 300
_COMMITS = 100
_IDLE_S = 5.0


class _Clock:
    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - a benchmark needs the real one


def claim_and_settle(database: Database) -> Figure:
    """One effect claimed and settled, with 15,000 pending against 100, measured in turns."""
    context, outbox = _context(database), StoredOutbox(database, _Clock())
    _pend(context, outbox, _FEW)
    few_s = _claims(outbox)
    _pend(context, outbox, _MANY)
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

        def do(self, context: EffectContext) -> Outcome:  # noqa: ARG002 - nothing to do but say when
            begun[0] = time.perf_counter()
            started.set()
            return Outcome()

    with _working(database, {"note": Note}) as context:
        delays = []
        for number in range(_COMMITS):
            started.clear()
            enqueue_reply(context, DeliveryId(f"note {number}"), Note().request())
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
        claims, _rate_limits = outbox.claim("bench", 1, timedelta(minutes=10))
        outbox.done(claims[0], Outcome())
        taken.append(time.perf_counter() - before)
    return median(taken)


def _pend(context: AppContext, outbox: StoredOutbox, effects: int) -> None:
    """Declares until so many effects wait, and the claims to come cannot use them up."""
    number = 0
    while outbox.unsettled().get(EffectState.PENDING, 0) < effects + _CLAIMS:
        for _ in range(50):
            number += 1
            declaration = Declaration(f"Checkout returns {number}", Severity.SEV1)
            declare(context, DeliveryId(f"{effects} {number}"), UserId("U1"), declaration)


@contextmanager
def _working(database: Database, kinds: dict[str, type[Effect]]) -> Iterator[AppContext]:
    runner = EffectRunner(
        outbox=StoredOutbox(database, _Clock()),
        context=_context(database),
        gateways=Gateways(
            bind(CHAT, ScriptedChat(_Clock())),
            bind(PAGES, PageBackends(open=PagesDouble(), private=PagesDouble())),
        ),
        rate_limits=RateLimits(),
        kinds=kinds,
        meter=RecordingMeter(),
    )
    worker = Worker(runner, ForegroundPriority())
    worker.start()
    try:
        yield _context(database, worker)
    finally:
        worker.stop()


def _context(database: Database, worker: Worker | None = None) -> AppContext:
    rules, clock = Rules(), _Clock()
    wake = worker.wake if worker else lambda: None
    return AppContext(
        StoredUnitsOfWork(database, rules, clock, plan_effects, wake),
        StoredRecords(database, rules),
        clock,
        rules,
        StoredStatistics(database, rules, clock),
        PackLibrary(StoredScenarioFiles(database, clock)),
        StoredGameDayRecords(database),
        StoredExperimentRecords(database),
        StoredTeamRecords(database, rules),
    )


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
