from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from firefighter.domain.errors import FirefighterError
from firefighter.domain.ids import IncidentId
from firefighter.domain.pictures import Fate
from firefighter.ports.chat import EffectId
from firefighter.ports.circles import Circle
from firefighter.ports.house import House
from firefighter.ports.pages import PageRef
from firefighter.ports.people import Profile
from firefighter.ports.places import Located, Place
from firefighter.ports.store import Appointment, DeliveryId, EffectRequest

RECORDED = "effect:"
"""What the inbox puts before the mark of an effect, for what that recorded."""


class LostLease(FirefighterError):
    """Another worker took the effect over; what this one found out about it no longer counts."""


@dataclass(frozen=True)
class Claim:
    """An effect that is this worker's to do until the lease ends."""

    id: int
    mark: EffectId
    incident_id: IncidentId | None
    kind: str
    payload: dict[str, object]
    fence: int
    """How often it was claimed; above 1, an earlier try may have got through."""
    failures: int
    troubled: bool
    """Whether an earlier try did not work, so that people may have been told."""
    created_at: datetime
    lease_until: datetime

    @property
    def recorded_as(self) -> DeliveryId:
        """What the inbox calls what the effect records; remembered until the effect is done."""
        return DeliveryId(f"{RECORDED}{self.mark}")


Record = Callable[[House, DeliveryId], None]
"""The use case that records what an effect found out, as if it had been delivered."""


@dataclass(frozen=True)
class Outcome:
    """What doing an effect brought about."""

    located: tuple[Located, ...] = ()
    then: tuple[EffectRequest, ...] = ()
    """What this makes necessary, to be enqueued with the result."""
    page: PageRef | None = None
    """Where the incident's page is now."""
    fates: tuple[Fate, ...] = ()
    """What became of pictures on it."""
    later: tuple[Appointment, ...] = ()
    """What is to happen later because of it."""
    learnt: tuple[Profile, ...] = ()
    """Who people are, to be put on record."""
    circles: tuple[Circle, ...] = ()
    """Who is in which channel or user group, in place of what was known before."""
    record: Record | None = None
    given_up: tuple[Place, ...] = ()
    """What the incident does not have any more."""
    once_hidden: tuple[EffectRequest, ...] | None = None
    """If the incident became private meanwhile: what to do in place of `located` and `then`.

    None for what counts all the same.
    """


@dataclass(frozen=True)
class Setback:
    """Why an effect is not done yet."""

    why: str
    """For people: it is shown on the control panel."""
    failed: bool = True
    """Whether it counts as a failure; being asked to wait does not."""


class Outbox(Protocol):
    """The queue of effects. The three ways to settle a claim raise LostLease when it is lost."""

    def claim(
        self, worker: str, limit: int, lease: timedelta
    ) -> tuple[Sequence[Claim], Mapping[str, datetime]]:
        """Up to `limit` effects that are due, and the gates that are closed, with their ends."""

    def next_due(self) -> datetime | None:
        """When the earliest effect that waits for nothing but time is due."""

    def done(self, claim: Claim, outcome: Outcome) -> None: ...

    def postpone(
        self, claim: Claim, until: datetime, setback: Setback, then: Sequence[EffectRequest] = ()
    ) -> None:
        """Gives the claim back, to be tried again, and enqueues what people should see of it."""

    def park(self, claim: Claim, setback: Setback, then: Sequence[EffectRequest] = ()) -> None:
        """Gives up until somebody asks for another try."""

    def close_gate(self, gate: str, until: datetime) -> None: ...

    def forget_deliveries(self, before: datetime) -> None:
        """Drops deliveries of the inbox too old to be delivered again.

        What an effect recorded is as young as its next try: it stays until the effect is done.
        """
