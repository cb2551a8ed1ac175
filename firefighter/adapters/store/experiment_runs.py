"""Writes and reads runs of chaos experiments."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Executable, func, select, update
from sqlalchemy.orm import Session

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.dialects import Insert, replace_on_conflict, upsert
from firefighter.adapters.store.tables import (
    ExperimentNameRow,
    ExperimentRow,
    ExperimentRunRow,
    IncidentRow,
    MilestoneRow,
    ServiceRow,
)
from firefighter.domain.experiment_runs import (
    ExperimentRun,
    ExperimentRunNumber,
    Judged,
    ProbePhase,
    ProbeResult,
    Score,
)
from firefighter.domain.ids import ExperimentKey, IncidentId
from firefighter.domain.incident import Kind
from firefighter.domain.milestones import Milestone
from firefighter.domain.spelling import folded
from firefighter.domain.title import slug
from firefighter.ports.experiment_runs import RecordedRun, RunChange, UnlinkedName

_SETUP = timedelta(minutes=10)
"""How long the Chaos Toolkit may take between saying that a run starts, and starting it."""
_CLOCK_MARGIN = timedelta(milliseconds=100)
"""Both times are of one clock; a wider margin takes a run for the one before it."""


def _if_new(new: Insert) -> Executable:
    known = new.on_conflict_do_nothing(index_elements=["tool", "tool_id"])
    return known.returning(new.table.c.number)


_INSERT = upsert(ExperimentRunRow, _if_new)


_PUT_NAME = upsert(ExperimentNameRow, replace_on_conflict("name_key"))


class StoredExperimentRuns:
    """The ExperimentRuns port."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._put: list[tuple[ExperimentRunNumber, IncidentId]] = []

    def record(self, run: ExperimentRun, sender: str, received_at: datetime) -> RecordedRun:
        known = self._known(run)
        if known is None:
            experiment = _find_experiment(self._session, run.names)
            row = _columns(run) | {
                "experiment": experiment,
                "sender": sender,
                "received_at": received_at,
            }
            number = self._session.scalar(_INSERT(self._session), row)
            if number is not None:
                change = RunChange.STARTED if run.is_running else RunChange.ENDED
                return RecordedRun(ExperimentRunNumber(number), run, change, experiment)
            known = self._by_id(run)
        if known is None or known.verdict is not None or run.is_running:
            return self._unchanged(run, known)
        known.experiment = known.experiment or _find_experiment(self._session, run.names)
        for name, value in _columns(run).items():
            setattr(known, name, value)
        self._session.flush()
        return read_run(known, RunChange.ENDED, run)

    def _unchanged(self, run: ExperimentRun, known: ExperimentRunRow | None) -> RecordedRun:
        if known is None:  # inserted by another transaction that this one cannot see yet
            return RecordedRun(ExperimentRunNumber(0), run, RunChange.NOTHING, None)
        return read_run(known, run=run)

    def _known(self, run: ExperimentRun) -> ExperimentRunRow | None:
        """The run's row, also one under a provisional id, which stays locked."""
        found = self._by_id(run)
        if found or not (run.is_id_provisional or not run.is_running):
            return found
        if run.is_id_provisional:  # its end may have arrived before its start
            earliest, latest = run.started_at - _CLOCK_MARGIN, run.started_at + _SETUP
        else:
            earliest, latest = run.started_at - _SETUP, run.started_at + _CLOCK_MARGIN
        return self._session.scalar(
            select(ExperimentRunRow)
            .where(
                ExperimentRunRow.tool == run.tool,
                ExperimentRunRow.name_key == name_key(run.name),
                ExperimentRunRow.is_id_provisional.is_(not run.is_id_provisional),
                ExperimentRunRow.started_at.between(earliest, latest),
            )
            .order_by(ExperimentRunRow.started_at.desc())
            .limit(1)
            .with_for_update()
        )

    def _by_id(self, run: ExperimentRun) -> ExperimentRunRow | None:
        return self._session.scalar(
            select(ExperimentRunRow)
            .where(ExperimentRunRow.tool == run.tool, ExperimentRunRow.tool_id == run.id)
            .with_for_update()
        )

    def link(self, name: str, experiment: ExperimentKey) -> int:
        key = name_key(name)
        row = {"name_key": key, "name": name[:_NAME_LIMIT], "experiment": experiment}
        self._session.execute(_PUT_NAME(self._session), row)
        linked = self._session.execute(
            update(ExperimentRunRow)
            .where(ExperimentRunRow.name_key == key)
            .values(experiment=experiment)
            .returning(ExperimentRunRow.number)
        )
        return len(linked.all())

    def put_in(self, number: ExperimentRunNumber, incident_id: IncidentId) -> None:
        self._put.append((number, incident_id))

    def get(self, number: ExperimentRunNumber) -> RecordedRun:
        return read_run(self._session.get_one(ExperimentRunRow, number, with_for_update=True))

    def declared_during(self, service: str, start: datetime, end: datetime) -> IncidentId | None:
        found = self._session.execute(
            select(IncidentRow.id, ServiceRow.service)
            .join(MilestoneRow, MilestoneRow.incident_id == IncidentRow.id)
            .join(ServiceRow, ServiceRow.incident_id == IncidentRow.id)
            .where(
                IncidentRow.kind == Kind.REAL,
                IncidentRow.private.is_(False),
                MilestoneRow.milestone == Milestone.DECLARED,
                MilestoneRow.at.between(start, end),
            )
            .order_by(IncidentRow.id)
        )
        wanted = service.casefold()
        return next((IncidentId(n) for n, each in found if each.casefold() == wanted), None)

    def write(self) -> None:
        """Call this after the incidents are written, since runs refer to them."""
        for number, incident_id in self._put:
            self._session.get_one(ExperimentRunRow, number).incident_id = incident_id
        self._session.flush()


class StoredExperimentRunRecords:
    """The ExperimentRunRecords port."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unlinked(self, limit: int) -> Sequence[UnlinkedName]:
        latest = func.max(ExperimentRunRow.started_at)
        found = (
            select(
                ExperimentRunRow.tool,
                func.min(ExperimentRunRow.name),
                func.count(),
                latest,
            )
            .where(ExperimentRunRow.experiment.is_(None))
            .group_by(ExperimentRunRow.tool, ExperimentRunRow.name_key)
            .order_by(latest.desc())
            .limit(limit)
        )
        with self._database.reading() as session:
            return [UnlinkedName(*row) for row in session.execute(found)]

    def runs_between(self, start: datetime, end: datetime) -> Sequence[RecordedRun]:
        found = (
            select(ExperimentRunRow)
            .where(ExperimentRunRow.started_at >= start, ExperimentRunRow.started_at < end)
            .order_by(ExperimentRunRow.started_at, ExperimentRunRow.number)
        )
        with self._database.reading() as session:
            return [read_run(row) for row in session.scalars(found)]


_NAME_LIMIT = 320


def name_key(name: str) -> str:
    return hashlib.sha256(folded(name).encode()).hexdigest()


def _find_experiment(session: Session, names: Iterable[str]) -> ExperimentKey | None:
    """By the first name that people linked, or that is a key of the catalog."""
    for name in names:
        linked = session.get(ExperimentNameRow, name_key(name))
        if linked:
            return ExperimentKey(linked.experiment)
        key = slug(name)
        if key and session.scalar(select(ExperimentRow.key).where(ExperimentRow.key == key)):
            return ExperimentKey(key)
    return None


def _columns(run: ExperimentRun) -> dict[str, object]:
    judged = run.judged
    return {
        "tool": run.tool,
        "tool_id": run.id,
        "is_id_provisional": run.is_id_provisional,
        "name": run.name,
        "name_key": name_key(run.name),
        "service": run.service,
        "hypothesis": run.hypothesis,
        "started_at": run.started_at,
        "ended_at": run.ended_at,
        "verdict": judged.verdict if judged else None,
        "reason": judged.reason if judged else None,
        "score": judged.score if judged else None,
        "tool_score": run.tool_score,
        "difference": run.difference,
        "status": run.status,
        "url": run.url,
        "probes": [[each.name, each.phase.value, each.is_met] for each in run.probes],
    }


def read_run(
    row: ExperimentRunRow,
    change: RunChange = RunChange.NOTHING,
    run: ExperimentRun | None = None,
) -> RecordedRun:
    return RecordedRun(
        ExperimentRunNumber(row.number),
        run or _read(row),
        change,
        None if row.experiment is None else ExperimentKey(row.experiment),
        None if row.incident_id is None else IncidentId(row.incident_id),
        row.sender,
    )


def _read(row: ExperimentRunRow) -> ExperimentRun:
    judged = None
    if row.verdict is not None and row.reason is not None:
        judged = Judged(row.verdict, row.reason, _score(row.score))
    return ExperimentRun(
        tool=row.tool,
        id=row.tool_id,
        is_id_provisional=row.is_id_provisional,
        name=row.name,
        service=row.service,
        hypothesis=row.hypothesis,
        started_at=row.started_at,
        ended_at=row.ended_at,
        judged=judged,
        tool_score=_score(row.tool_score),
        difference=row.difference,
        status=row.status,
        url=row.url,
        probes=tuple(ProbeResult(name, ProbePhase(phase), met) for name, phase, met in row.probes),
    )


def _score(stored: int | None) -> Score | None:
    return None if stored is None else Score(stored)
