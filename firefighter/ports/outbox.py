from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from firefighter.domain.errors import FirefighterError
from firefighter.domain.ids import GameDayId, IncidentId
from firefighter.domain.pictures import AttachmentResult
from firefighter.ports.app_context import AppContext
from firefighter.ports.chat import IdempotencyKey
from firefighter.ports.game_days import GameDayPlaceRef
from firefighter.ports.pages import PageRef
from firefighter.ports.people import MemberList, Profile
from firefighter.ports.snapshot import Place, PlaceRef
from firefighter.ports.store import DeliveryId, EffectRequest, JobRequest

RECORD_PREFIX = "effect:"
"""Prefix of the delivery ids that the inbox uses for effects."""


class LostLease(FirefighterError):
    """Another worker claimed the effect. This worker's result is discarded."""


@dataclass(frozen=True)
class Claim:
    """An effect that belongs to this worker until the lease ends."""

    id: int
    idempotency_key: IdempotencyKey
    incident_id: IncidentId | None
    kind: str
    payload: dict[str, object]
    fence: int
    """Number of claims; above 1, an earlier attempt may have succeeded."""
    failures: int
    failed_before: bool
    """Whether an earlier attempt failed, so that people may have been told."""
    created_at: datetime
    lease_until: datetime
    game_day_id: GameDayId | None = None

    @property
    def may_be_done_late(self) -> bool:
        """Whether a call of an earlier try got no answer, so that it may still be carried out.

        Rate limits are answers. After a retry by people or for hours that call is too old.
        """
        return self.failures > 0 or (self.fence > 1 and not self.failed_before)

    @property
    def record_delivery_id(self) -> DeliveryId:
        """Delivery id of what the effect records; remembered until the effect is done."""
        return DeliveryId(f"{RECORD_PREFIX}{self.idempotency_key}")


RecordOutcome = Callable[[AppContext, DeliveryId], None]
"""The use case that records an effect's findings as a delivery."""


@dataclass(frozen=True)
class Outcome:
    """The result of an effect."""

    new_places: tuple[PlaceRef, ...] = ()
    next_effects: tuple[EffectRequest, ...] = ()
    """Effects to enqueue together with the result."""
    page: PageRef | None = None
    """Where the page of the incident or Game Day is now."""
    attachment_results: tuple[AttachmentResult, ...] = ()
    """Results of attaching pictures to it."""
    job_requests: tuple[JobRequest, ...] = ()
    """Jobs to schedule."""
    profiles: tuple[Profile, ...] = ()
    """Profiles to store."""
    memberships: tuple[MemberList, ...] = ()
    """Member lists of channels or user groups, which replace the stored ones."""
    record: RecordOutcome | None = None
    lost_places: tuple[Place, ...] = ()
    """Places that the incident no longer has."""
    if_made_private: tuple[EffectRequest, ...] | None = None
    """Effects in place of `located` and `then`, if the incident became private meanwhile.

    None if the result is valid either way.
    """
    new_game_day_places: tuple[GameDayPlaceRef, ...] = ()
    lost_game_day_places: tuple[GameDayPlaceRef, ...] = ()
    """Places that the Game Day no longer has."""


@dataclass(frozen=True)
class RetryReason:
    """Why an effect is not done yet."""

    why: str
    """Shown on the control panel."""
    failed: bool = True
    """Whether it counts as a failure; a rate limit does not."""


class Outbox(Protocol):
    """The queue of effects. The three methods that settle a claim raise LostLease."""

    def claim(
        self, worker: str, limit: int, lease: timedelta
    ) -> tuple[Sequence[Claim], Mapping[str, datetime]]:
        """Up to `limit` due effects, and the closed rate limits with their ends."""

    def next_due(self) -> datetime | None:
        """When the earliest effect that only waits for time is due."""

    def done(self, claim: Claim, outcome: Outcome) -> None: ...

    def postpone(
        self,
        claim: Claim,
        until: datetime,
        retry_reason: RetryReason,
        next_effects: Sequence[EffectRequest] = (),
    ) -> None:
        """Releases the claim for a retry, and enqueues updates of what people see of it."""

    def mark_failed(
        self,
        claim: Claim,
        retry_reason: RetryReason,
        next_effects: Sequence[EffectRequest] = (),
        job_requests: Sequence[JobRequest] = (),
    ) -> None:
        """Gives up until somebody retries it."""

    def record_rate_limit(self, scope: str, until: datetime) -> None: ...

    def forget_deliveries(self, before: datetime) -> None:
        """Deletes deliveries that are too old to be delivered again.

        Deliveries of effects stay until the effect is done.
        """
