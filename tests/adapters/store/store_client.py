from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.outbox import StoredOutbox
from firefighter.adapters.store.unit_of_work import StoredUnitsOfWork
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.ports.outbox import Claim, Outcome, RetryReason
from firefighter.ports.store import DeliveryId, EffectRequest
from tests.clock import SettableClock

RULES = Rules()
ANA = UserId("U0ANA")
LEASE = timedelta(seconds=60)
LATER = RetryReason("no answer")
NEVER = RetryReason("refused")


def delivery() -> DeliveryId:
    """A new delivery id."""
    return DeliveryId(str(uuid4()))


def effect(
    kind: str, lane: str = "", needs: tuple[str, ...] = (), *, coalesces: bool = False
) -> EffectRequest:
    return EffectRequest(kind, {}, lane, needs, coalesces=coalesces)


class StoreClient:
    """Shortcuts for the store as use cases and workers use it; incidents plan no effects."""

    def __init__(self, database: Database, clock: SettableClock, worker: str = "a worker") -> None:
        self.units = StoredUnitsOfWork(
            database, RULES, clock, lambda _incident, _event: (), lambda: None
        )
        self.outbox = StoredOutbox(database, clock)
        self._clock = clock
        self._worker = worker

    def incident(self, title: str = "Checkout is down") -> IncidentId:
        with self.units(delivery()) as unit:
            incident = Incident.declare(
                incident_id=unit.incidents.next_id(),
                title=title,
                summary="",
                severity=Severity.SEV2,
                policy=RULES.policy(Severity.SEV2),
                services=(),
                private=False,
                actor=ANA,
                now=self._clock.now(),
            )
            unit.incidents.add(incident)
        return incident.id

    def enqueue(self, incident_id: IncidentId | None, *requests: EffectRequest) -> None:
        with self.units(delivery()) as unit:
            if incident_id is not None:
                unit.incidents.get(incident_id)
            for request in requests:
                unit.enqueue(incident_id, request)

    def claim(self, limit: int = 1000) -> Sequence[Claim]:
        claims, _rate_limits = self.outbox.claim(self._worker, limit, LEASE)
        return claims

    def claim_one(self) -> Claim:
        (claim,) = self.claim()
        return claim

    def claimable(self) -> list[str]:
        """Claims everything that is ready; returns the kinds."""
        return sorted(claim.kind for claim in self.claim())

    def done(self, claim: Claim) -> None:
        self.outbox.done(claim, Outcome())

    def rounds(self) -> list[list[str]]:
        """Finishes all effects; returns the kinds in groups that could run at the same time."""
        rounds = []
        while claims := self.claim():
            rounds.append(sorted(claim.kind for claim in claims))
            for claim in claims:
                self.done(claim)
        return rounds
