"""The queue of effects, as a worker sees it.

An effect is ready when `blockers` is 0: nothing before it in its lane, and nothing it needs, is
unsettled. The count is kept when effects are enqueued and done, always under the incident's lock,
so that claiming is one look at an index however many effects wait.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from sqlalchemy import delete, func, literal, select, update
from sqlalchemy.orm import Session

from firefighter.domain.ids import IncidentId
from firefighter.ports.chat import EffectId
from firefighter.ports.house import Clock
from firefighter.ports.outbox import RECORDED, Claim, LostLease, Outcome, Setback
from firefighter.ports.places import Located
from firefighter.ports.store import EffectRequest
from firefighter.store.appointing import appoint
from firefighter.store.circles import learn
from firefighter.store.database import Database
from firefighter.store.enqueueing import enqueue
from firefighter.store.giving_up import give_up
from firefighter.store.locking import lock_incident
from firefighter.store.pages import write_fates, write_page
from firefighter.store.people import write_people
from firefighter.store.tables import (
    DeliveryRow,
    EffectRow,
    EffectState,
    GateRow,
    IncidentRow,
    NeedRow,
    PlaceRow,
    bare,
)
from firefighter.store.troubles import retry_parked
from firefighter.store.upserting import replacing, upsert

_EFFECTS, _NEEDS = bare(EffectRow), bare(NeedRow)
_CLOSED = upsert(GateRow, replacing("gate"))
_PLACED = upsert(PlaceRow, replacing("incident_id", "place"))

_READY = (EffectRow.state == EffectState.PENDING, EffectRow.blockers == 0)
_TO_BE_TRIED = select(literal(RECORDED) + EffectRow.mark).where(
    EffectRow.state.in_([EffectState.PENDING, EffectState.PARKED])
)
"""What effects recorded that may be tried again, in the words of the inbox."""


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
            return {state: count for state, count in counted.all()}  # noqa: C416 - dict() is not typed for rows

    def oldest_unsettled(self) -> datetime | None:
        """Since when the effect that waits longest has waited; parked ones do not wait."""
        with self._database.reading() as session:
            return session.scalar(
                select(func.min(EffectRow.created_at)).where(EffectRow.state == EffectState.PENDING)
            )

    def done(self, claim: Claim, outcome: Outcome) -> None:
        now = self._clock.now()
        with self._database.writing() as session:
            lock_incident(session, claim.incident_id)
            _settle(session, claim, state=EffectState.DONE, settled_at=now, last_error=None)
            _unblock(session, claim.id)
            if outcome.once_hidden is not None and _is_private(session, claim.incident_id):
                outcome = replace(outcome, located=(), then=outcome.once_hidden)
            if claim.incident_id is not None:
                give_up(session, claim.incident_id, outcome.given_up)
                _locate(session, claim.incident_id, outcome.located)
                if outcome.page:
                    write_page(session, claim.incident_id, outcome.page)
                write_fates(session, claim.incident_id, outcome.fates)
            write_people(session, outcome.learnt, now)
            learn(session, outcome.circles)
            enqueue(session, claim.incident_id, outcome.then, now, is_news=False)
            appoint(session, outcome.later)

    def postpone(
        self, claim: Claim, until: datetime, setback: Setback, then: Sequence[EffectRequest] = ()
    ) -> None:
        with self._database.writing() as session:
            lock_incident(session, claim.incident_id)
            failures = claim.failures + int(setback.failed)
            _settle(session, claim, due_at=until, last_error=setback.why, failures=failures)
            enqueue(session, claim.incident_id, then, self._clock.now(), is_news=False)

    def park(self, claim: Claim, setback: Setback, then: Sequence[EffectRequest] = ()) -> None:
        now = self._clock.now()
        with self._database.writing() as session:
            lock_incident(session, claim.incident_id)
            _settle(
                session,
                claim,
                state=EffectState.PARKED,
                settled_at=now,
                last_error=setback.why,
                failures=claim.failures + 1,
            )
            enqueue(session, claim.incident_id, then, now, is_news=False)

    def retry_homeless(self) -> int:
        """Lets what was given up be tried again that belongs to no incident; how much that is.

        No panel shows it, so that nobody else can ask for it.
        """
        with self._database.writing() as session:
            return retry_parked(session, None, self._clock.now())

    def close_gate(self, gate: str, until: datetime) -> None:
        with self._database.writing() as session:
            session.execute(_CLOSED(session), {"gate": gate, "until": until})

    def forget_deliveries(self, before: datetime) -> None:
        with self._database.writing() as session:
            session.execute(
                delete(DeliveryRow).where(
                    DeliveryRow.handled_at < before, DeliveryRow.delivery.not_in(_TO_BE_TRIED)
                )
            )


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
    """As it is now: the incident is locked."""
    found = session.scalar(select(IncidentRow.private).where(IncidentRow.id == incident_id))
    return bool(found)


def _unblock(session: Session, done: int) -> None:
    met = delete(_NEEDS).where(_NEEDS.c.needs_id == done).returning(_NEEDS.c.effect_id)
    waiting = session.scalars(met).all()
    if waiting:
        one_less = {"blockers": _EFFECTS.c.blockers - 1}
        session.execute(update(_EFFECTS).where(_EFFECTS.c.id.in_(waiting)).values(one_less))


def _locate(session: Session, incident_id: IncidentId, located: Sequence[Located]) -> None:
    rows = [{"incident_id": incident_id, **asdict(found)} for found in located]
    if rows:
        session.execute(_PLACED(session), rows)
