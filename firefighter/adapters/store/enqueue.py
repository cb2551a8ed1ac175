"""Writes effects and scheduled jobs in the transaction that causes them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from firefighter.adapters.store.dialects import do_nothing_on_conflict, upsert
from firefighter.adapters.store.failed_effects import reset_for_retry
from firefighter.adapters.store.lanes import EffectOwner
from firefighter.adapters.store.tables import EffectRow, EffectState, JobRow, JobState, NeedRow
from firefighter.ports.store import EffectRequest, JobRequest

_INSERT_JOB = upsert(JobRow, do_nothing_on_conflict("key"))


def schedule(session: Session, requests: Sequence[JobRequest]) -> None:
    """Adds jobs. A job whose key exists already, pending or done, is left as it is."""
    if not requests:
        return
    rows = [
        {
            "key": request.key,
            "kind": request.kind,
            "incident_id": request.incident_id,
            "payload": request.payload,
            "state": JobState.PENDING,
            "scheduled_for": request.at,
            "due_at": request.at,
            "failures": 0,
        }
        for request in requests
    ]
    # psycopg sends a list, even of one, in a pipeline of its own.
    session.execute(_INSERT_JOB(session), rows if len(rows) > 1 else rows[0])


Tails = dict[str, int]
"""The last unfinished effect of each lane; the earlier ones finish before it."""


@dataclass
class _Batch:
    """Effects that are inserted together, in two statements."""

    tails: Tails
    """The tails before this batch."""
    rows: list[dict[str, object]] = field(default_factory=list)
    behind: list[tuple[set[int], set[int]]] = field(default_factory=list)
    """For each row: what it waits for, as effect ids and as positions in the batch."""
    last: dict[str, int] = field(default_factory=dict)
    """The tails inside the batch, by position."""
    coalescing: set[str] = field(default_factory=set)
    """Lanes that have a coalescing effect in the batch."""

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
    owner: EffectOwner,
    requests: Sequence[EffectRequest],
    now: datetime,
    *,
    owner_changed: bool,
    is_owner_new: bool = False,
) -> None:
    """Adds effects in order, without those that a pending effect covers.

    The owner must be locked, so that no other transaction changes its lanes meanwhile.
    `owner_changed` gives a failed effect another chance. Requests that result from failures of
    other effects must not set it: two effects would retry each other forever. An owner that was
    created in this transaction has no effects yet.
    """
    if not requests:
        return
    session.flush()
    batch = _Batch({} if is_owner_new else _tails(session, owner))
    for request in requests:
        lane = owner.lane(request.lane)
        may_be_there = lane in batch.tails or (not owner.has_order and lane)
        if request.coalesces and (
            lane in batch.coalescing
            or (may_be_there and _is_covered(session, lane, now, owner_changed=owner_changed))
        ):
            continue
        needed = [owner.lane(name) for name in request.needs]
        row = _row(request, now) | owner.columns
        batch.add(row, lane, [lane, *needed])
    batch.write(session)


def _tails(session: Session, owner: EffectOwner) -> Tails:
    if not owner.has_order:
        return {}
    found = session.execute(
        select(EffectRow.lane, func.max(EffectRow.id))
        .where(
            owner.is_owner,
            EffectRow.state != EffectState.DONE,
            EffectRow.lane != "",
        )
        .group_by(EffectRow.lane)
    )
    return {lane: last for lane, last in found.all()}  # noqa: C416 - dict() is not typed for rows


def _is_covered(session: Session, lane: str, now: datetime, *, owner_changed: bool) -> bool:
    """Whether a pending effect in the lane will show this change too.

    One that is leased may have been rendered already, so it does not count.
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
    if owner_changed and row.state is EffectState.FAILED:
        reset_for_retry(row, now)
        session.flush()
    return True


def _row(request: EffectRequest, now: datetime) -> dict[str, object]:
    return {
        "kind": request.kind,
        "payload": request.payload,
        "coalesces": request.coalesces,
        "state": EffectState.PENDING,
        "due_at": now,
        "fence": 0,
        "failures": 0,
        "created_at": now,
    }
