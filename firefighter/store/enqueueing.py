"""Putting effects into the queue, each behind what it has to wait for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from uuid import uuid4

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from firefighter.domain.ids import IncidentId
from firefighter.ports.store import EffectRequest
from firefighter.store.tables import EffectRow, EffectState, NeedRow
from firefighter.store.troubles import revive

Tails = dict[str, int]
"""The last unsettled effect of each lane: those before it are settled before it is."""


@dataclass
class _Batch:
    """Effects that are written together: in two statements, however many a change needs."""

    tails: Tails
    """As they were before."""
    rows: list[dict[str, object]] = field(default_factory=list)
    behind: list[tuple[set[int], set[int]]] = field(default_factory=list)
    """For each row: the effects it waits for, by id, and by their place in the batch."""
    last: dict[str, int] = field(default_factory=dict)
    """The tails that are in the batch, by their place in it."""
    coalescing: set[str] = field(default_factory=set)
    """The lanes in which an effect of the batch will do for a further one that coalesces."""

    def add(self, row: dict[str, object], lane: str, lanes: Sequence[str]) -> None:
        fresh = {self.last[name] for name in lanes if name in self.last}
        old = {self.tails[name] for name in lanes if name in self.tails and name not in self.last}
        if lane:
            self.last[lane] = len(self.rows)
            if row["coalesces"]:
                self.coalescing.add(lane)
        self.rows.append(row | {"lane": lane, "blockers": len(fresh) + len(old)})
        self.behind.append((old, fresh))

    def write(self, session: Session) -> None:
        if not self.rows:
            return
        in_order = insert(EffectRow).returning(EffectRow.id, sort_by_parameter_order=True)
        ids = session.scalars(in_order, self.rows).all()
        waits = [
            {"effect_id": effect_id, "needs_id": needs_id}
            for effect_id, (old, fresh) in zip(ids, self.behind, strict=True)
            for needs_id in chain(old, (ids[place] for place in fresh))
        ]
        if waits:
            session.execute(insert(NeedRow), waits)


def enqueue(
    session: Session,
    incident_id: IncidentId | None,
    requests: Sequence[EffectRequest],
    now: datetime,
    *,
    is_news: bool,
) -> None:
    """Adds effects in order, leaving out those that one which waits will do as well.

    The incident has to be locked, so that nobody else adds to its lanes or settles in them.
    `is_news` says that the incident changed, which gives one that was parked another chance. What
    comes of the troubles of other effects must not: two of them would revive each other for ever.
    """
    if not requests:
        return
    session.flush()
    batch = _Batch(_tails(session, incident_id))
    for request in requests:
        lane = _lane(incident_id, request.lane)
        may_be_there = lane in batch.tails or (incident_id is None and lane)
        if request.coalesces and (
            lane in batch.coalescing
            or (may_be_there and _rides_along(session, lane, now, is_news=is_news))
        ):
            continue
        needed = [_lane(incident_id, name) for name in request.needs]
        row = _row(request, now) | {"incident_id": incident_id}
        batch.add(row, lane, [lane, *needed])
    batch.write(session)


def _lane(incident_id: IncidentId | None, lane: str) -> str:
    """Of no incident it is only a name to be found by: such a lane has no tail to wait for."""
    return f"{incident_id}/{lane}" if incident_id is not None and lane else lane


def _tails(session: Session, incident_id: IncidentId | None) -> Tails:
    if incident_id is None:
        return {}
    found = session.execute(
        select(EffectRow.lane, func.max(EffectRow.id))
        .where(
            EffectRow.incident_id == incident_id,
            EffectRow.state != EffectState.DONE,
            EffectRow.lane != "",
        )
        .group_by(EffectRow.lane)
    )
    return {lane: last for lane, last in found.all()}  # noqa: C416 - dict() is not typed for rows


def _rides_along(session: Session, lane: str, now: datetime, *, is_news: bool) -> bool:
    """Whether an effect that waits in the lane will show this change too.

    One that a worker holds may have been drawn already, so it does not count.
    """
    row = session.scalar(
        select(EffectRow)
        .where(
            EffectRow.lane == lane,
            EffectRow.state != EffectState.DONE,
            EffectRow.coalesces,
            EffectRow.leased_by.is_(None),
        )
        .order_by(EffectRow.id)
        .limit(1)
        .with_for_update()
    )
    if row is None:
        return False
    if is_news and row.state is EffectState.PARKED:
        revive(row, now)
        session.flush()
    return True


def _row(request: EffectRequest, now: datetime) -> dict[str, object]:
    return {
        "mark": str(uuid4()),
        "kind": request.kind,
        "payload": request.payload,
        "coalesces": request.coalesces,
        "state": EffectState.PENDING,
        "due_at": now,
        "fence": 0,
        "failures": 0,
        "created_at": now,
    }
