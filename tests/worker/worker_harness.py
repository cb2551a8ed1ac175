import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import func, select

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.jobs import StoredJobs
from firefighter.adapters.store.outbox import StoredOutbox
from firefighter.adapters.store.tables import EffectRow, EffectState
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.effects.call_limits import RateLimits
from firefighter.effects.registry import find_effects
from firefighter.jobs.registry import find_jobs, job_runner
from firefighter.ports.app_context import AppContext
from firefighter.ports.chat import CHAT
from firefighter.ports.foreground import ForegroundPriority
from firefighter.ports.gateways import Gateways, bind
from firefighter.ports.outbox import Claim
from firefighter.ports.pages import PAGES, PageBackends
from firefighter.ports.paging import PAGER
from firefighter.ports.store import EffectRequest
from firefighter.use_cases.declare import Declaration, declare
from firefighter.use_cases.enqueue import enqueue_reply
from firefighter.worker.config import WorkerConfig
from firefighter.worker.effect_runner import EffectRunner
from firefighter.worker.worker import Worker
from tests.adapters.store.store_client import LEASE, delivery
from tests.clock import SettableClock
from tests.effects.pager_double import PagerDouble
from tests.effects.pages_double import PagesDouble
from tests.use_cases.contexts import RULES, build_context, build_units
from tests.worker.scripted_chat import ScriptedChat

ANA = UserId("U0ANA")
WORKER_CONFIG = WorkerConfig(
    threads=4, poll_s=0.02, lease_s=LEASE.total_seconds(), retry_base_s=0.1, tries=5
)


@dataclass
class RecordingMeter:
    outcomes: list[tuple[str, str]] = field(default_factory=list)

    def answering(self, kind: str) -> AbstractContextManager[None]:  # noqa: ARG002 - the port's
        return nullcontext()

    def refused(self) -> None:
        """Not used here."""

    def effect(self, kind: str, outcome: str) -> None:
        self.outcomes.append((kind, outcome))


class WorkerHarness:
    """A real worker on a real store, with a chat double and a fixed clock."""

    def __init__(self, database: Database, clock: SettableClock, rules: Rules = RULES) -> None:
        self.database = database
        self.clock = clock
        self.chat = ScriptedChat(clock)
        self.wiki = PagesDouble()
        self.pager = PagerDouble()
        self.gateways = Gateways(
            bind(CHAT, self.chat),
            bind(PAGES, PageBackends(open=self.wiki, private=self.wiki)),
            bind(PAGER, self.pager),
        )
        self.kinds = dict(find_effects())
        self.meter = RecordingMeter()
        self.foreground = ForegroundPriority()
        self.context: AppContext = build_context(database, clock, self._wake, rules)
        self.outbox = StoredOutbox(database, clock)
        self.job_store = StoredJobs(
            database, clock, build_units(database, clock, self._wake, rules)
        )
        self.run_job = job_runner(find_jobs(), self.context.rules, self.context.scenarios)
        self._running: Worker | None = None

    def move_clock_to(self, at: datetime) -> None:
        """Runs the jobs that are due by then, and all effects."""
        self.clock.set(at)
        self.run_due_jobs()
        assert self.run_until_idle()

    def runner(self, config: WorkerConfig = WORKER_CONFIG) -> EffectRunner:
        return EffectRunner(
            outbox=self.outbox,
            context=self.context,
            gateways=self.gateways,
            rate_limits=RateLimits(),
            kinds=self.kinds,
            meter=self.meter,
            config=config,
        )

    @contextmanager
    def working(self, config: WorkerConfig = WORKER_CONFIG) -> Iterator[Worker]:
        """Runs a worker in its threads until the block is left."""
        self._running = worker = Worker(self.runner(config), self.foreground)
        worker.start()
        try:
            yield worker
        finally:
            self._running = None
            if not worker._stopping.is_set():
                worker.stop()

    def declare(self, severity: Severity = Severity.SEV1) -> Incident:
        return declare(self.context, delivery(), ANA, Declaration("Checkout is down", severity))

    def enqueue(self, *requests: EffectRequest) -> None:
        """Enqueues effects without an incident."""
        for request in requests:
            enqueue_reply(self.context, delivery(), request)

    def claim(self) -> list[Claim]:
        claims, _rate_limits = self.outbox.claim("a worker", 1000, LEASE)
        return list(claims)

    def work_once(self, runner: EffectRunner | None = None) -> None:
        """Tries every due effect once, in this thread."""
        for claim in self.claim():
            (runner or self.runner()).run(claim, threading.Event())

    def run_until_idle(self, rounds: int = 200) -> bool:
        """Tries until no effect waits only for time. Returns False if it never ends."""
        for _ in range(rounds):
            due = self.outbox.next_due()
            if due is None:
                return True
            self.clock.set(max(due, self.clock.now()))
            self.work_once()
        return False

    def run_due_jobs(self) -> None:
        """Runs all due jobs."""
        while self.job_store.run_next(self.run_job):
            pass

    def effects(self) -> list[EffectRow]:
        with self.database.reading() as session:
            return list(session.scalars(select(EffectRow).order_by(EffectRow.id)))

    def effect(self, kind: str) -> EffectRow:
        """The only effect of a kind."""
        (row,) = [row for row in self.effects() if row.kind == kind]
        return row

    def idle(self) -> bool:
        """Returns whether no effect is pending."""
        pending = select(func.count()).where(EffectRow.state == EffectState.PENDING)
        with self.database.reading() as session:
            return session.scalar(pending) == 0

    def _wake(self) -> None:
        if self._running:
            self._running.wake()


def with_worker_config(**changes: float) -> WorkerConfig:
    return replace(WORKER_CONFIG, **changes)  # type: ignore[arg-type]
