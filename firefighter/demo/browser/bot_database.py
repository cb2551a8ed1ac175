"""Reads the bot's database for the panels beside Slack."""

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.import_export import StoredImportExport
from firefighter.adapters.store.records import StoredRecords
from firefighter.adapters.store.tables import EffectRow, EffectState, IncidentRow, JobRow, JobState
from firefighter.domain.events import AnyEvent, RoleChanged, StatusChanged
from firefighter.domain.history import IncidentHistory
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Kind
from firefighter.domain.rules import Rules
from firefighter.domain.timeline import Entry
from firefighter.jobs.digest import SendWeeklyDigest
from firefighter.ports.snapshot import ChannelId, Snapshot
from firefighter.use_cases.import_history import import_history


@dataclass(frozen=True)
class PendingEffect:
    """An effect that is not done."""

    kind: str
    failed: bool
    is_blocked: bool
    """Waiting for another effect."""
    failures: int
    last_error: str


class BotDatabase:
    """Shows only committed data."""

    def __init__(self, file: Path, rules: Rules) -> None:
        self._database = Database(f"sqlite:///{file}")
        self._records = StoredRecords(self._database, rules)
        self._archive = StoredImportExport(self._database, rules)
        self._watch = sqlite3.connect(file, check_same_thread=False)
        self._watching = threading.Lock()

    def close(self) -> None:
        self._watch.close()
        self._database.close()

    def version(self) -> int:
        """Changes whenever another process commits: https://sqlite.org/pragma.html."""
        with self._watching:
            version: int = self._watch.execute("PRAGMA data_version").fetchone()[0]
            return version

    def import_incidents(self, history: Iterable[IncidentHistory]) -> None:
        import_history(self._archive, history, complain=lambda _bad: None)

    def has_history(self) -> bool:
        with self._database.reading() as session:
            past = select(IncidentRow.id).where(IncidentRow.kind == Kind.BACKFILLED).limit(1)
            return session.scalar(past) is not None

    def incident(self, channel: str) -> tuple[Snapshot, Sequence[Entry]] | None:
        """Returns the incident of the channel, else the newest one, or None if there is none."""
        found = self._records.incident_in(ChannelId(channel)) or self._newest(Kind.REAL, Kind.DRILL)
        if found is None:
            return None
        return self._records.snapshot(found), self._records.timeline(found)

    def pending(self) -> list[PendingEffect]:
        """Returns every effect that is not done, in the order it was enqueued."""
        with self._database.reading() as session:
            rows = session.scalars(
                select(EffectRow).where(EffectRow.state != EffectState.DONE).order_by(EffectRow.id)
            )
            return [
                PendingEffect(
                    row.kind,
                    failed=row.state is EffectState.FAILED,
                    is_blocked=row.blockers > 0,
                    failures=row.failures,
                    last_error=row.last_error or "",
                )
                for row in rows
            ]

    def jobs(self) -> list[tuple[datetime, str]]:
        """Returns the time and kind of each scheduled job, the next one first."""
        with self._database.reading() as session:
            waiting = session.execute(
                select(JobRow.due_at, JobRow.kind)
                .where(JobRow.state == JobState.PENDING)
                .order_by(JobRow.due_at, JobRow.id)
            )
            return [(due_at, kind) for due_at, kind in waiting]

    def next_digest(self, user: UserId, now: datetime) -> datetime | None:
        """Returns when each manager's next weekly digest is due, or None if none is scheduled."""
        with self._database.reading() as session:
            waiting = session.execute(
                select(JobRow.due_at, JobRow.payload)
                .where(JobRow.state == JobState.PENDING)
                .where(JobRow.kind == SendWeeklyDigest.kind, JobRow.due_at > now)
                .order_by(JobRow.due_at)
            )
            return next((due_at for due_at, about in waiting if about["user"] == user), None)

    def is_idle(self, now: datetime) -> bool:
        """Returns whether no effect or job can run now."""
        due = any(due_at <= now for due_at, _kind in self.jobs())
        return not due and all(effect.failed for effect in self.pending())

    def recorded_names(self) -> frozenset[str]:
        """Returns what happened to real incidents declared here and which effects were done.

        `status_changed:mitigate` and `role_changed:commander` are events, `done:post_line` is an
        effect.
        """
        with self._database.reading() as session:
            ids = session.scalars(select(IncidentRow.id).where(IncidentRow.kind == Kind.REAL)).all()
            done = session.scalars(
                select(EffectRow.kind).where(EffectRow.state == EffectState.DONE).distinct()
            ).all()
        events = (entry.event for each in ids for entry in self._records.timeline(IncidentId(each)))
        return frozenset(
            {_event_name(event) for event in events} | {f"done:{kind}" for kind in done}
        )

    def newest_drill(self) -> Snapshot | None:
        found = self._newest(Kind.DRILL)
        return None if found is None else self._records.snapshot(found)

    def recorded_in(self, incident: IncidentId) -> frozenset[str]:
        """Returns what happened to one incident, named as in `recorded_names`."""
        return frozenset(_event_name(entry.event) for entry in self._records.timeline(incident))

    def _newest(self, *kinds: Kind) -> IncidentId | None:
        with self._database.reading() as session:
            newest = session.scalar(
                select(IncidentRow.id)
                .where(IncidentRow.kind.in_(kinds))
                .order_by(IncidentRow.id.desc())
                .limit(1)
            )
            return None if newest is None else IncidentId(newest)


def _event_name(event: AnyEvent) -> str:
    match event:
        case StatusChanged():
            return f"{event.kind}:{event.step_kind}"
        case RoleChanged(after=str()):
            return f"{event.kind}:{event.role}"
        case _:
            return event.kind
