"""Writes and reads the catalog of experiments."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime

from sqlalchemy import ColumnElement, Executable, func, or_, select, update
from sqlalchemy.orm import Session

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.dialects import Insert, do_nothing_on_conflict, upsert
from firefighter.adapters.store.experiment_runs import read_run
from firefighter.adapters.store.resilience import not_hidden
from firefighter.adapters.store.tables import ExperimentRow, ExperimentRunRow
from firefighter.domain.errors import PackConflict
from firefighter.domain.experiment_catalog import (
    CatalogExperiment,
    DesignField,
    ExperimentDesign,
    PackedExperiment,
    UnknownExperiment,
    installed,
)
from firefighter.domain.experiment_runs import ExperimentRunNumber
from firefighter.domain.ids import ExperimentKey, UserId
from firefighter.domain.spelling import nearest_name
from firefighter.ports.experiment_runs import RecordedRun
from firefighter.ports.experiments import ExperimentQuery


def _if_new(new: Insert) -> Executable:
    return do_nothing_on_conflict("key")(new).returning(new.table.c.key)


_INSERT = upsert(ExperimentRow, _if_new)


class StoredExperiments:
    """The Experiments port."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, key: ExperimentKey) -> CatalogExperiment:
        found = self.find(key)
        if found is None:
            raise UnknownExperiment(key, _nearest(self._session, key))
        return found

    def find(self, key: ExperimentKey) -> CatalogExperiment | None:
        row = self._session.get(ExperimentRow, key, with_for_update=True, populate_existing=True)
        return _read(row) if row else None

    def add(self, experiment: CatalogExperiment) -> bool:
        return self._session.scalar(_INSERT(self._session), _columns(experiment)) is not None

    def replace(self, experiment: CatalogExperiment) -> None:
        changed = update(ExperimentRow).where(ExperimentRow.key == experiment.key)
        self._session.execute(changed.values(_columns(experiment)))


def install_experiments(
    session: Session, packed: Sequence[PackedExperiment], now: datetime, conflicts: list[str]
) -> Sequence[CatalogExperiment]:
    """Writes those of a pack; returns what changed. Adds a sentence for each conflict.

    Rows are written in one order, which prevents deadlocks.
    """
    stored, changed = StoredExperiments(session), list[CatalogExperiment]()
    for each in sorted(packed, key=lambda one: one.key):
        try:
            if after := _install(stored, each, now):
                changed.append(after)
        except PackConflict as error:
            conflicts.append(str(error))
    return changed


def _install(
    stored: StoredExperiments, packed: PackedExperiment, now: datetime
) -> CatalogExperiment | None:
    before = stored.find(packed.key)
    after = installed(packed, before, now)
    if after is None:
        return None
    if before is None:
        if stored.add(after):
            return after
        return _install(stored, packed, now)  # another transaction added it meanwhile
    stored.replace(after)
    return after


class StoredExperimentRecords:
    """The ExperimentRecords port."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def experiment(self, key: ExperimentKey) -> CatalogExperiment:
        with self._database.reading() as session:
            row = session.get(ExperimentRow, key)
            if row is None:
                raise UnknownExperiment(key, _nearest(session, key))
            return _read(row)

    def experiments(
        self, wanted: ExperimentQuery, limit: int, offset: int = 0
    ) -> Sequence[CatalogExperiment]:
        rows = (
            select(ExperimentRow)
            .where(*_conditions(wanted))
            .order_by(ExperimentRow.service_key, ExperimentRow.weight.desc(), ExperimentRow.key)
            .limit(limit)
            .offset(offset)
        )
        with self._database.reading() as session:
            return [_read(row) for row in session.scalars(rows)]

    def count(self, wanted: ExperimentQuery) -> int:
        counted = select(func.count()).select_from(ExperimentRow).where(*_conditions(wanted))
        with self._database.reading() as session:
            return session.scalar(counted) or 0

    def run(self, number: ExperimentRunNumber) -> RecordedRun | None:
        with self._database.reading() as session:
            row = session.get(ExperimentRunRow, number)
            return read_run(row) if row else None

    def latest_runs(self, key: ExperimentKey, limit: int) -> Sequence[RecordedRun]:
        rows = (
            select(ExperimentRunRow)
            .where(ExperimentRunRow.experiment == key, *not_hidden())
            .order_by(ExperimentRunRow.started_at.desc(), ExperimentRunRow.number.desc())
            .limit(limit)
        )
        with self._database.reading() as session:
            return [read_run(row) for row in session.scalars(rows)]


def _conditions(wanted: ExperimentQuery) -> Sequence[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [_mentions(word) for word in wanted.words.split()]
    conditions.append(ExperimentRow.state.in_(wanted.states))
    if wanted.service:
        conditions.append(ExperimentRow.service_key == wanted.service.casefold())
    if wanted.team:
        conditions.append(func.lower(ExperimentRow.team) == wanted.team.lower())
    return conditions


def _mentions(word: str) -> ColumnElement[bool]:
    columns = (
        ExperimentRow.key,
        ExperimentRow.title,
        ExperimentRow.titles,
        ExperimentRow.service,
        ExperimentRow.team,
    )
    return or_(*(column.icontains(word, autoescape=True) for column in columns))


def _nearest(session: Session, key: str) -> str:
    return nearest_name(key, session.scalars(select(ExperimentRow.key)))


_OF_DESIGN = tuple(each.name for each in fields(ExperimentDesign) if each.name != "translations")


def _columns(experiment: CatalogExperiment) -> dict[str, object]:
    columns = asdict(experiment)
    columns |= columns.pop("design")
    design = experiment.design
    others = (texts.get(DesignField.TITLE, "") for texts in design.translations.values())
    return columns | {
        "service_key": design.service.casefold(),
        "translations": design.translations or None,
        "titles": "\n".join(others),
    }


def _read(row: ExperimentRow) -> CatalogExperiment:
    return CatalogExperiment(
        key=ExperimentKey(row.key),
        design=ExperimentDesign(
            **{name: getattr(row, name) for name in _OF_DESIGN},
            translations=row.translations or {},
        ),
        state=row.state,
        version=row.version,
        pack=row.pack,
        created_by=_user(row.created_by),
        created_at=row.created_at,
        changed_by=_user(row.changed_by),
        changed_at=row.changed_at,
    )


def _user(stored: str | None) -> UserId | None:
    return None if stored is None else UserId(stored)
