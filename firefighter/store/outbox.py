"""The queue of effects.

An effect is ready when `blockers` is 0: nothing before it in its lane, and nothing it needs, is
unsettled. The count is kept when effects are enqueued and done, always under the incident's lock,
so that claiming is one look at an index however many effects wait.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from firefighter.domain.ids import IncidentId
from firefighter.ports.chat import EffectId
from firefighter.ports.house import Clock
from firefighter.ports.outbox import Claim, LostLease, Outcome, Setback
from firefighter.ports.places import Located
from firefighter.ports.store import EffectRequest
from firefighter.store.database import Database
from firefighter.store.tables import (
    DeliveryRow,
    EffectRow,
    EffectState,
    GateRow,
    IncidentRow,
    NeedRow,
    PlaceRow,
)
from firefighter.store.troubles import revive

_READY = (EffectRow.state == EffectState.PENDING, EffectRow.blockers == 0)


def enqueue(
    session: Session, incident_id: IncidentId | None, request: EffectRequest, now: datetime
) -> None:
    """Adds an effect, or leaves it to one that waits and will do. The incident must be locked."""
    lane = _lane(incident_id, request.lane)
    if request.coalesces and _rides_along(session, lane, now):
        return
    row = EffectRow(
        mark=str(uuid4()),
        incident_id=incident_id,
        lane=lane,
        kind=request.kind,
        payload=request.payload,
        coalesces=request.coalesces,
        state=EffectState.PENDING,
        blockers=0,
        due_at=now,
        fence=0,
        failures=0,
        created_at=now,
    )
    lanes = [lane, *(_lane(incident_id, needed) for needed in request.needs)] if lane else []
    _queue_behind(session, row, _tails(session, lanes))


class StoredOutbox:
    """What a worker sees of the queue."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def claim(
        self, worker: str, limit: int, lease: timedelta
    ) -> tuple[Sequence[Claim], Mapping[str, datetime]]:
        now = self._clock.now()
        with self._database.writing() as session:
            rows = session.scalars(
                select(EffectRow)
                .where(*_READY, EffectRow.due_at <= now)
                .order_by(EffectRow.due_at, EffectRow.id)
                .limit(limit)
                .with_for_update(skip_locked=True)
            ).all()
            claims = [_lend(row, worker, now + lease) for row in rows]
            gates = session.scalars(select(GateRow).where(GateRow.until > now))
            return claims, {gate.gate: gate.until for gate in gates}

    def next_due(self) -> datetime | None:
        with self._database.reading() as session:
            return session.scalar(
                select(EffectRow.due_at).where(*_READY).order_by(EffectRow.due_at).limit(1)
            )

    def unsettled(self) -> Mapping[EffectState, int]:
        """How many effects wait, and how many are parked until somebody asks for another try."""
        with self._database.reading() as session:
            counted = session.execute(
                select(EffectRow.state, func.count())
                .where(EffectRow.state != EffectState.DONE)
                .group_by(EffectRow.state)
            )
            return dict(counted.tuples().all())

    def oldest_unsettled(self) -> datetime | None:
        """Since when the effect that waits longest has waited; parked ones do not wait."""
        with self._database.reading() as session:
            return session.scalar(
                select(func.min(EffectRow.created_at)).where(EffectRow.state == EffectState.PENDING)
            )

    def done(self, claim: Claim, outcome: Outcome) -> None:
        now = self._clock.now()
        with self._database.writing() as session:
            _lock_incident(session, claim.incident_id)
            _settle(session, claim, state=EffectState.DONE, settled_at=now, last_error=None)
            _unblock(session, claim.id)
            if claim.incident_id is not None:
                _locate(session, claim.incident_id, outcome.located)
            _follow_up(session, claim, outcome.then, now)

    def postpone(
        self, claim: Claim, until: datetime, setback: Setback, then: Sequence[EffectRequest] = ()
    ) -> None:
        with self._database.writing() as session:
            _lock_incident(session, claim.incident_id)
            failures = claim.failures + int(setback.failed)
            _settle(session, claim, due_at=until, last_error=setback.why, failures=failures)
            _follow_up(session, claim, then, self._clock.now())

    def park(self, claim: Claim, setback: Setback, then: Sequence[EffectRequest] = ()) -> None:
        now = self._clock.now()
        with self._database.writing() as session:
            _lock_incident(session, claim.incident_id)
            _settle(
                session,
                claim,
                state=EffectState.PARKED,
                settled_at=now,
                last_error=setback.why,
                failures=claim.failures + 1,
            )
            _follow_up(session, claim, then, now)

    def close_gate(self, gate: str, until: datetime) -> None:
        with self._database.writing() as session:
            session.merge(GateRow(gate=gate, until=until))

    def forget_deliveries(self, before: datetime) -> None:
        with self._database.writing() as session:
            session.execute(delete(DeliveryRow).where(DeliveryRow.handled_at < before))


def _lane(incident_id: IncidentId | None, lane: str) -> str:
    return f"{incident_id}/{lane}" if incident_id is not None and lane else ""


def _rides_along(session: Session, lane: str, now: datetime) -> bool:
    """Whether an effect that waits in the lane will show this change too.

    One that a worker holds may have been drawn already, so it does not count. A parked one gets
    another chance, now that there is something new to show.
    """
    row = session.scalar(
        select(EffectRow)
        .where(
            EffectRow.lane == lane,
            EffectRow.state != EffectState.DONE,
            EffectRow.coalesces,
            EffectRow.leased_by.is_(None),
        )
        .with_for_update()
    )
    if row is None:
        return False
    if row.state is EffectState.PARKED:
        revive(row, now)
    return True


def _tails(session: Session, lanes: Sequence[str]) -> Sequence[int]:
    """The last unsettled effect of each lane: those before it are settled before it is."""
    return session.scalars(
        select(func.max(EffectRow.id))
        .where(EffectRow.lane.in_(lanes), EffectRow.state != EffectState.DONE)
        .group_by(EffectRow.lane)
    ).all()


def _queue_behind(session: Session, row: EffectRow, needed: Sequence[int]) -> None:
    row.blockers = len(needed)
    session.add(row)
    session.flush()
    session.add_all(NeedRow(effect_id=row.id, needs_id=needs_id) for needs_id in needed)
    session.flush()


def _lend(row: EffectRow, worker: str, until: datetime) -> Claim:
    troubled = row.last_error is not None
    row.fence += 1
    row.leased_by = worker
    row.due_at = until
    return Claim(
        id=row.id,
        mark=EffectId(row.mark),
        incident_id=None if row.incident_id is None else IncidentId(row.incident_id),
        kind=row.kind,
        payload=row.payload,
        fence=row.fence,
        failures=row.failures,
        troubled=troubled,
        created_at=row.created_at,
        lease_until=until,
    )


def _settle(session: Session, claim: Claim, **values: object) -> None:
    """Fenced: only the holder of the latest lease may say what became of the effect."""
    changed = session.execute(
        update(EffectRow)
        .where(
            EffectRow.id == claim.id,
            EffectRow.fence == claim.fence,
            EffectRow.state == EffectState.PENDING,
        )
        .values(leased_by=None, **values)
        .returning(EffectRow.id)
    ).first()
    if changed is None:
        raise LostLease


def _lock_incident(session: Session, incident_id: IncidentId | None) -> None:
    if incident_id is not None:
        session.execute(
            select(IncidentRow.id).where(IncidentRow.id == incident_id).with_for_update()
        )


def _unblock(session: Session, done: int) -> None:
    waiting = select(NeedRow.effect_id).where(NeedRow.needs_id == done)
    session.execute(
        update(EffectRow)
        .where(EffectRow.id.in_(waiting))
        .values(blockers=EffectRow.blockers - 1)
        .execution_options(synchronize_session=False)
    )
    session.execute(delete(NeedRow).where(NeedRow.needs_id == done))


def _follow_up(
    session: Session, claim: Claim, then: Sequence[EffectRequest], now: datetime
) -> None:
    for request in then:
        enqueue(session, claim.incident_id, request, now)


def _locate(session: Session, incident_id: IncidentId, located: Sequence[Located]) -> None:
    for found in located:
        session.merge(
            PlaceRow(incident_id=incident_id, place=found.place, channel=found.channel, ts=found.ts)
        )
