"""The queue of effects.

An effect is ready when `blockers` is 0: everything before it in its lane and everything it needs
is done. The count is maintained when effects are enqueued and done, always under the lock of the
incident or Game Day, so that claiming is one index lookup however many effects wait.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import delete, func, literal, or_, select, update
from sqlalchemy.orm import Session

from firefighter.adapters.store.access import replace_members
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.dialects import replace_on_conflict, upsert
from firefighter.adapters.store.enqueue import enqueue, schedule
from firefighter.adapters.store.failed_effects import retry_failed
from firefighter.adapters.store.game_days import remove_game_day_places, write_game_day_places
from firefighter.adapters.store.incidents import remove_places
from firefighter.adapters.store.lanes import EffectOwner
from firefighter.adapters.store.pages import (
    write_attachment_results,
    write_learning_report,
    write_postmortem_page,
)
from firefighter.adapters.store.people import write_people
from firefighter.adapters.store.tables import (
    ApiAnswerRow,
    DeliveryRow,
    EffectRow,
    EffectState,
    IncidentRow,
    NeedRow,
    PlaceRow,
    RateLimitRow,
    core_table,
)
from firefighter.domain.ids import GameDayId, IncidentId
from firefighter.effects.webhook_events import SendWebhookEvent
from firefighter.ports.app_context import Clock
from firefighter.ports.chat import IdempotencyKey
from firefighter.ports.outbox import RECORD_PREFIX, Claim, LostLease, Outcome, RetryReason
from firefighter.ports.snapshot import PlaceRef
from firefighter.ports.store import EffectRequest, JobRequest

_EFFECTS, _NEEDS = core_table(EffectRow), core_table(NeedRow)
_UPSERT_RATE_LIMIT = upsert(RateLimitRow, replace_on_conflict("scope"))
_UPSERT_PLACE = upsert(PlaceRow, replace_on_conflict("incident_id", "place"))

_READY = (EffectRow.state == EffectState.PENDING, EffectRow.blockers == 0)
_IS_SHOWN = EffectRow.kind != SendWebhookEvent.kind
"""A webhook may fail for days; `StoredWebhooks.backlog` tells that apart."""
_RECORDED_BY_UNFINISHED = select(literal(RECORD_PREFIX) + EffectRow.idempotency_key).where(
    EffectRow.state.in_([EffectState.PENDING, EffectState.FAILED])
)
"""Inbox keys of what unfinished effects recorded; they may be tried again."""


class ClaimedKinds(Enum):
    """Which effects a worker takes. Receivers of webhooks keep only their own worker busy."""

    ALL = ()
    WEBHOOK_EVENTS = (EffectRow.kind == SendWebhookEvent.kind,)
    OTHERS = (_IS_SHOWN,)


class StoredOutbox:
    """The Outbox port."""

    def __init__(
        self, database: Database, clock: Clock, claimed: ClaimedKinds = ClaimedKinds.ALL
    ) -> None:
        self._database = database
        self._clock = clock
        self._ready = (*_READY, *claimed.value)

    def claim(
        self, worker: str, limit: int, lease: timedelta
    ) -> tuple[Sequence[Claim], Mapping[str, datetime]]:
        now = self._clock.now()
        with self._database.writing() as session:
            rows = session.scalars(
                select(EffectRow)
                .where(*self._ready, EffectRow.due_at <= now)
                .order_by(EffectRow.due_at, EffectRow.id)
                .limit(limit)
                .with_for_update(skip_locked=True)
            ).all()
            claims = [_lease(row, worker, now + lease) for row in rows]
            rate_limits = session.scalars(select(RateLimitRow).where(RateLimitRow.until > now))
            return claims, {scope.scope: scope.until for scope in rate_limits}

    def next_due(self) -> datetime | None:
        with self._database.reading() as session:
            return session.scalar(
                select(EffectRow.due_at).where(*self._ready).order_by(EffectRow.due_at).limit(1)
            )

    def unsettled(self) -> Mapping[EffectState, int]:
        """How many effects are pending, without events for webhooks, and how many failed."""
        with self._database.reading() as session:
            counted = session.execute(
                select(EffectRow.state, func.count())
                .where(
                    EffectRow.state != EffectState.DONE,
                    or_(_IS_SHOWN, EffectRow.state == EffectState.FAILED),
                )
                .group_by(EffectRow.state)
            )
            return {state: count for state, count in counted.all()}  # noqa: C416 - dict() is not typed for rows

    def oldest_unsettled(self) -> datetime | None:
        """When the oldest of the pending effects that `unsettled` counts was enqueued."""
        with self._database.reading() as session:
            return session.scalar(
                select(func.min(EffectRow.created_at)).where(
                    EffectRow.state == EffectState.PENDING, _IS_SHOWN
                )
            )

    def recent_rate_limits(self, since: datetime) -> Sequence[str]:
        """The scopes whose rate limits ended after `since`, or have not ended."""
        scopes = select(RateLimitRow.scope).where(RateLimitRow.until > since)
        with self._database.reading() as session:
            return session.scalars(scopes.order_by(RateLimitRow.scope)).all()

    def done(self, claim: Claim, outcome: Outcome) -> None:
        now = self._clock.now()
        with self._database.writing() as session:
            owner = _owner_of(claim)
            owner.lock(session)
            _settle(session, claim, state=EffectState.DONE, settled_at=now, last_error=None)
            _unblock(session, claim.id)
            if outcome.if_made_private is not None and _is_private(session, claim.incident_id):
                outcome = replace(outcome, new_places=(), next_effects=outcome.if_made_private)
            if claim.incident_id is not None:
                remove_places(session, claim.incident_id, outcome.lost_places)
                _write_places(session, claim.incident_id, outcome.new_places)
                if outcome.page:
                    write_postmortem_page(session, claim.incident_id, outcome.page)
                write_attachment_results(session, claim.incident_id, outcome.attachment_results)
            if claim.game_day_id is not None:
                remove_game_day_places(session, claim.game_day_id, outcome.lost_game_day_places)
                if outcome.page:
                    write_learning_report(session, claim.game_day_id, outcome.page)
                write_game_day_places(session, claim.game_day_id, outcome.new_game_day_places)
            write_people(session, outcome.profiles, now)
            replace_members(session, outcome.memberships, now)
            enqueue(session, owner, outcome.next_effects, now, owner_changed=False)
            schedule(session, outcome.job_requests)

    def postpone(
        self,
        claim: Claim,
        until: datetime,
        retry_reason: RetryReason,
        next_effects: Sequence[EffectRequest] = (),
    ) -> None:
        with self._database.writing() as session:
            owner = _owner_of(claim)
            owner.lock(session)
            failures = claim.failures + int(retry_reason.failed)
            _settle(session, claim, due_at=until, last_error=retry_reason.why, failures=failures)
            enqueue(session, owner, next_effects, self._clock.now(), owner_changed=False)

    def mark_failed(
        self,
        claim: Claim,
        retry_reason: RetryReason,
        next_effects: Sequence[EffectRequest] = (),
        job_requests: Sequence[JobRequest] = (),
    ) -> None:
        now = self._clock.now()
        with self._database.writing() as session:
            owner = _owner_of(claim)
            owner.lock(session)
            _settle(
                session,
                claim,
                state=EffectState.FAILED,
                settled_at=now,
                last_error=retry_reason.why,
                failures=claim.failures + 1,
            )
            enqueue(session, owner, next_effects, now, owner_changed=False)
            schedule(session, job_requests)

    def retry_without_incident(self) -> int:
        """Retries failed effects without an incident; returns how many there were.

        Those of Game Days are among them. No panel shows them, so people cannot ask for it.
        """
        with self._database.writing() as session:
            return retry_failed(session, EffectRow.incident_id.is_(None), self._clock.now())

    def record_rate_limit(self, scope: str, until: datetime) -> None:
        with self._database.writing() as session:
            session.execute(_UPSERT_RATE_LIMIT(session), {"scope": scope, "until": until})

    def forget_deliveries(self, before: datetime) -> None:
        with self._database.writing() as session:
            session.execute(
                delete(DeliveryRow).where(
                    DeliveryRow.handled_at < before,
                    DeliveryRow.delivery.not_in(_RECORDED_BY_UNFINISHED),
                )
            )
            session.execute(delete(ApiAnswerRow).where(ApiAnswerRow.answered_at < before))


def _lease(row: EffectRow, worker: str, until: datetime) -> Claim:
    failed_before = row.last_error is not None
    row.fence += 1
    row.leased_by = worker
    row.due_at = until
    return Claim(
        id=row.id,
        idempotency_key=IdempotencyKey(row.idempotency_key),
        incident_id=None if row.incident_id is None else IncidentId(row.incident_id),
        kind=row.kind,
        payload=row.payload,
        fence=row.fence,
        failures=row.failures,
        failed_before=failed_before,
        created_at=row.created_at,
        lease_until=until,
        game_day_id=None if row.game_day_id is None else GameDayId(row.game_day_id),
    )


def _owner_of(claim: Claim) -> EffectOwner:
    return EffectOwner(claim.incident_id, claim.game_day_id)


def _settle(session: Session, claim: Claim, **values: object) -> None:
    """Writes the outcome. Raises LostLease unless the claim is the latest lease."""
    changed = session.execute(
        update(_EFFECTS)
        .where(
            _EFFECTS.c.id == claim.id,
            _EFFECTS.c.fence == claim.fence,
            _EFFECTS.c.state == EffectState.PENDING,
        )
        .values(leased_by=None, **values)
        .returning(_EFFECTS.c.id)
    ).first()
    if changed is None:
        raise LostLease


def _is_private(session: Session, incident_id: IncidentId | None) -> bool:
    """Whether the incident is private now; it must be locked."""
    found = session.scalar(select(IncidentRow.private).where(IncidentRow.id == incident_id))
    return bool(found)


def _unblock(session: Session, done: int) -> None:
    met = delete(_NEEDS).where(_NEEDS.c.needs_id == done).returning(_NEEDS.c.effect_id)
    waiting = session.scalars(met).all()
    if waiting:
        one_less = {"blockers": _EFFECTS.c.blockers - 1}
        session.execute(update(_EFFECTS).where(_EFFECTS.c.id.in_(waiting)).values(one_less))


def _write_places(
    session: Session, incident_id: IncidentId, new_places: Sequence[PlaceRef]
) -> None:
    rows = [{"incident_id": incident_id, **asdict(found)} for found in new_places]
    if rows:
        session.execute(_UPSERT_PLACE(session), rows)
