"""The files of installed scenarios."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.dialects import Insert, upsert
from firefighter.adapters.store.experiments import install_experiments
from firefighter.adapters.store.tables import ScenarioRow
from firefighter.domain.errors import PackConflict
from firefighter.domain.experiment_catalog import PackedExperiment
from firefighter.domain.scenario import ScenarioId
from firefighter.ports.app_context import Clock
from firefighter.ports.scenarios import InstalledPack, ScenarioFile


def _leave_stored(new: Insert) -> Insert:
    """Waits while another transaction installs the same version."""
    return new.on_conflict_do_nothing(index_elements=["id", "version"])


_INSERT = upsert(ScenarioRow, _leave_stored)


class StoredScenarioFiles:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def newest(self) -> Sequence[ScenarioFile]:
        newest = (
            select(ScenarioRow.id, func.max(ScenarioRow.version).label("version"))
            .group_by(ScenarioRow.id)
            .subquery()
        )
        rows = (
            select(ScenarioRow)
            .join(
                newest,
                (ScenarioRow.id == newest.c.id) & (ScenarioRow.version == newest.c.version),
            )
            .order_by(ScenarioRow.id)
        )
        with self._database.reading() as session:
            return [_file(row) for row in session.scalars(rows)]

    def find(self, scenario: ScenarioId, version: int | None = None) -> ScenarioFile | None:
        rows = select(ScenarioRow).where(ScenarioRow.id == scenario)
        if version is not None:
            rows = rows.where(ScenarioRow.version == version)
        with self._database.reading() as session:
            row = session.scalar(rows.order_by(ScenarioRow.version.desc()).limit(1))
            return _file(row) if row else None

    def add(
        self, files: Sequence[ScenarioFile], experiments: Sequence[PackedExperiment] = ()
    ) -> InstalledPack:
        with self._database.writing(foreground=True) as session:
            before = _stored(session, {file.id for file in files})
            for file in sorted(files, key=lambda one: (one.id, one.version)):
                session.execute(_INSERT(session), self._row(file))
            stored = _stored(session, {file.id for file in files})
            conflicts = list(_conflicts(files, stored))
            changed = install_experiments(session, experiments, self._clock.now(), conflicts)
            if conflicts:
                raise PackConflict("\n".join(conflicts))
            new = [file for file in files if (file.id, file.version) not in before]
            return InstalledPack(scenarios=new, experiments=changed)

    def _row(self, file: ScenarioFile) -> dict[str, object]:
        return {
            "id": file.id,
            "version": file.version,
            "pack": file.pack,
            "sha256": file.sha256,
            "content": file.content,
            "installed_at": self._clock.now(),
        }


_Versions = Mapping[tuple[str, int], tuple[str, str]]
"""By id and version, the pack and the hash."""


def _stored(session: Session, ids: Collection[str]) -> _Versions:
    columns = (ScenarioRow.id, ScenarioRow.version, ScenarioRow.pack, ScenarioRow.sha256)
    rows = session.execute(select(*columns).where(ScenarioRow.id.in_(ids)))
    return {(row.id, row.version): (row.pack, row.sha256) for row in rows}


def _conflicts(files: Sequence[ScenarioFile], stored: _Versions) -> Iterator[str]:
    for file in files:
        others = {pack for (of, _version), (pack, _) in stored.items() if of == file.id}
        if other := min(others - {file.pack}, default=""):
            yield f"Scenario {file.id} belongs to the pack {other}. Give yours another id."
        elif stored[file.id, file.version][1] != file.sha256:
            newest = max(version for of, version in stored if of == file.id)
            yield (
                f"Scenario {file.id} version {file.version} is installed with other content. "
                f"Make yours version {newest + 1}."
            )


def _file(row: ScenarioRow) -> ScenarioFile:
    return ScenarioFile(
        id=ScenarioId(row.id),
        version=row.version,
        pack=row.pack,
        content=row.content,
        sha256=row.sha256,
    )
