import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace

from sqlalchemy import func, select

from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.severity import Severity
from firefighter.effects.gates import Gates
from firefighter.effects.registry import find_effects
from firefighter.occasions.registry import find_occasions, keeping
from firefighter.ports.courtesy import Courtesy
from firefighter.ports.house import House
from firefighter.ports.outbox import Claim
from firefighter.ports.pages import Shelves
from firefighter.ports.store import EffectRequest
from firefighter.store.calendar import StoredCalendar
from firefighter.store.database import Database
from firefighter.store.outbox import StoredOutbox
from firefighter.store.tables import EffectRow, EffectState
from firefighter.usecases.declare import Declaration, declare
from firefighter.usecases.tell import tell
from firefighter.worker.attempt import Attempts
from firefighter.worker.pace import Pace
from firefighter.worker.worker import Worker
from tests.clock import SettableClock
from tests.effects.pager_double import PagerDouble
from tests.effects.pages_double import PagesDouble
from tests.store.desk import LEASE, delivery
from tests.usecases.houses import build_house, build_units
from tests.worker.chat import ScriptedChat

ANA = UserId("U0ANA")
PACE = Pace(threads=4, poll_s=0.02, lease_s=LEASE.total_seconds(), retry_base_s=0.1, tries=5)


@dataclass
class Tally:
    outcomes: list[tuple[str, str]] = field(default_factory=list)

    def answering(self, kind: str) -> AbstractContextManager[None]:  # noqa: ARG002 - the port's
        return nullcontext()

    def refused(self) -> None:
        """Nobody is answered here."""

    def effect(self, kind: str, outcome: str) -> None:
        self.outcomes.append((kind, outcome))


class Workshop:
    """A worker with everything real but the chat, and the time, which stands still."""

    def __init__(self, database: Database, clock: SettableClock) -> None:
        self.database = database
        self.clock = clock
        self.chat = ScriptedChat(clock)
        self.wiki = PagesDouble()
        self.pager = PagerDouble()
        self.tally = Tally()
        self.courtesy = Courtesy()
        self.house: House = build_house(database, clock, self._wake)
        self.outbox = StoredOutbox(database, clock)
        self.calendar = StoredCalendar(database, clock, build_units(database, clock, self._wake))
        self.keep = keeping(find_occasions(), self.house.rules)
        self._running: Worker | None = None

    def attempts(self, pace: Pace = PACE) -> Attempts:
        return Attempts(
            outbox=self.outbox,
            house=self.house,
            chat=self.chat,
            pages=Shelves(open=self.wiki, private=self.wiki),
            gates=Gates(),
            kinds=find_effects(),
            meter=self.tally,
            pager=self.pager,
            pace=pace,
        )

    @contextmanager
    def working(self, pace: Pace = PACE) -> Iterator[Worker]:
        """A worker in its threads, which has stopped when the block is left."""
        self._running = worker = Worker(self.attempts(pace), self.courtesy)
        worker.start()
        try:
            yield worker
        finally:
            self._running = None
            if not worker._stopping.is_set():
                worker.stop()

    def declare(self, severity: Severity = Severity.SEV1) -> Incident:
        return declare(self.house, delivery(), ANA, Declaration("Checkout is down", severity))

    def enqueue(self, *requests: EffectRequest) -> None:
        """Effects that belong to no incident."""
        for request in requests:
            tell(self.house, delivery(), request)

    def claim(self) -> list[Claim]:
        claims, _gates = self.outbox.claim("a worker", 1000, LEASE)
        return list(claims)

    def work_once(self, attempts: Attempts | None = None) -> None:
        """One try, in this thread, at everything that is due now."""
        for claim in self.claim():
            (attempts or self.attempts()).make(claim, threading.Event())

    def work_off(self, rounds: int = 200) -> bool:
        """Tries until nothing is left that waits for time only; False when it never ends."""
        for _ in range(rounds):
            due = self.outbox.next_due()
            if due is None:
                return True
            self.clock.set(max(due, self.clock.now()))
            self.work_once()
        return False

    def keep_what_is_due(self) -> None:
        """Lets everything come whose time has come."""
        while self.calendar.keep_next(self.keep):
            pass

    def effects(self) -> list[EffectRow]:
        with self.database.reading() as session:
            return list(session.scalars(select(EffectRow).order_by(EffectRow.id)))

    def effect(self, kind: str) -> EffectRow:
        """The only one of its kind."""
        (row,) = [row for row in self.effects() if row.kind == kind]
        return row

    def idle(self) -> bool:
        """Whether nothing waits."""
        pending = select(func.count()).where(EffectRow.state == EffectState.PENDING)
        with self.database.reading() as session:
            return session.scalar(pending) == 0

    def _wake(self) -> None:
        if self._running:
            self._running.wake()


def at_pace(**changes: float) -> Pace:
    return replace(PACE, **changes)  # type: ignore[arg-type]
