"""What the bot has on record, in its database beside it."""

import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from firefighter.domain.events import AnyEvent, RoleChanged, StatusChanged
from firefighter.domain.history import Past
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Kind
from firefighter.domain.rules import Rules
from firefighter.domain.timeline import Entry
from firefighter.ports.places import ChannelId, Snapshot
from firefighter.store.archive import StoredArchive
from firefighter.store.database import Database
from firefighter.store.records import StoredRecords
from firefighter.store.tables import (
    AppointmentRow,
    AppointmentState,
    EffectRow,
    EffectState,
    IncidentRow,
)
from firefighter.usecases.import_history import import_history


@dataclass(frozen=True)
class Pending:
    """An effect that is not done."""

    kind: str
    parked: bool
    waits: bool
    """For another effect before it."""
    failures: int
    last_error: str


class Ledger:
    """What it shows is what is committed."""

    def __init__(self, file: Path, rules: Rules) -> None:
        self._database = Database(f"sqlite:///{file}")
        self._records = StoredRecords(self._database, rules)
        self._archive = StoredArchive(self._database, rules)
        self._watch = sqlite3.connect(file, check_same_thread=False)
        self._watching = threading.Lock()

    def close(self) -> None:
        self._watch.close()
        self._database.close()

    def version(self) -> int:
        """Another whenever another process has committed: https://sqlite.org/pragma.html."""
        with self._watching:
            version: int = self._watch.execute("PRAGMA data_version").fetchone()[0]
            return version

    def bring_in(self, history: Iterable[Past]) -> None:
        import_history(self._archive, history, complain=lambda _bad: None)

    def has_history(self) -> bool:
        with self._database.reading() as session:
            past = select(IncidentRow.id).where(IncidentRow.kind == Kind.BACKFILLED).limit(1)
            return session.scalar(past) is not None

    def incident(self, channel: str) -> tuple[Snapshot, Sequence[Entry]] | None:
        """The one whose room the channel is, or else the newest; None while there is none."""
        found = self._records.worked_in(ChannelId(channel)) or self._newest()
        if found is None:
            return None
        return self._records.snapshot(found), self._records.timeline(found)

    def pending(self) -> list[Pending]:
        """Everything that is not done, in the order in which it was asked for."""
        with self._database.reading() as session:
            rows = session.scalars(
                select(EffectRow).where(EffectRow.state != EffectState.DONE).order_by(EffectRow.id)
            )
            return [
                Pending(
                    row.kind,
                    parked=row.state is EffectState.PARKED,
                    waits=row.blockers > 0,
                    failures=row.failures,
                    last_error=row.last_error or "",
                )
                for row in rows
            ]

    def appointments(self) -> list[tuple[datetime, str]]:
        """When what is due later, and of which kind; the next first."""
        with self._database.reading() as session:
            waiting = session.execute(
                select(AppointmentRow.due_at, AppointmentRow.kind)
                .where(AppointmentRow.state == AppointmentState.WAITING)
                .order_by(AppointmentRow.due_at, AppointmentRow.id)
            )
            return [(due_at, kind) for due_at, kind in waiting]

    def is_quiet(self, now: datetime) -> bool:
        """Whether nothing is to be done that can be done now."""
        due = any(due_at <= now for due_at, _kind in self.appointments())
        return not due and all(effect.parked for effect in self.pending())

    def achieved(self) -> frozenset[str]:
        """What has happened to incidents declared here, and what was done about it, by name.

        `status_changed:mitigate` and `role_changed:commander` are events, `done:post_line` an
        effect.
        """
        with self._database.reading() as session:
            ids = session.scalars(
                select(IncidentRow.id).where(IncidentRow.kind != Kind.BACKFILLED)
            ).all()
            done = session.scalars(
                select(EffectRow.kind).where(EffectRow.state == EffectState.DONE).distinct()
            ).all()
        events = (entry.event for each in ids for entry in self._records.timeline(IncidentId(each)))
        return frozenset({_name(event) for event in events} | {f"done:{kind}" for kind in done})

    def _newest(self) -> IncidentId | None:
        with self._database.reading() as session:
            newest = session.scalar(
                select(IncidentRow.id)
                .where(IncidentRow.kind != Kind.BACKFILLED)
                .order_by(IncidentRow.id.desc())
                .limit(1)
            )
            return None if newest is None else IncidentId(newest)


def _name(event: AnyEvent) -> str:
    match event:
        case StatusChanged():
            return f"{event.kind}:{event.trigger}"
        case RoleChanged(after=str()):
            return f"{event.kind}:{event.role}"
        case _:
            return event.kind
