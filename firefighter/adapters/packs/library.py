"""The library of scenarios: the shipped pack, and the packs in the database."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import as_file, files

from firefighter.adapters.packs.checks import Vocabulary
from firefighter.adapters.packs.faults import InvalidPack
from firefighter.adapters.packs.reader import Pack, read_pack, read_scenario
from firefighter.domain.errors import PackConflict, ScenarioGone, StoreUnavailable, UnknownScenario
from firefighter.domain.experiment_catalog import PackedExperiment
from firefighter.domain.ids import RoleKey
from firefighter.domain.scenario import (
    CompleteScenario,
    Hint,
    Scenario,
    ScenarioId,
    Sealed,
    Text,
)
from firefighter.domain.spelling import nearest_name
from firefighter.i18n import Language
from firefighter.ports.scenarios import InstalledPack, ScenarioFile, ScenarioFiles, ScenarioSummary

log = logging.getLogger(__name__)


@cache
def shipped_pack() -> Pack:
    with as_file(files("firefighter.adapters.packs") / "starter") as folder:
        return read_pack(folder, Vocabulary())


@lru_cache(maxsize=500)
def _complete(file: ScenarioFile) -> CompleteScenario:
    """Raises InvalidPack for one that an older version of the bot accepted."""
    return read_scenario(file.content, f"{file.id}.toml")


class NoScenarioFiles:
    """In place of a database: no pack is installed, and none can be."""

    def newest(self) -> Sequence[ScenarioFile]:
        return ()

    def find(
        self,
        scenario: ScenarioId,  # noqa: ARG002 - there is none
        version: int | None = None,  # noqa: ARG002 - there is none
    ) -> ScenarioFile | None:
        return None

    def add(
        self,
        files: Sequence[ScenarioFile],  # noqa: ARG002 - none is kept
        experiments: Sequence[PackedExperiment] = (),  # noqa: ARG002 - none is kept
    ) -> InstalledPack:
        raise StoreUnavailable("There is no database.")


class PackLibrary:
    """A shipped scenario can also be in the database, from when a drill used it."""

    def __init__(self, stored: ScenarioFiles) -> None:
        self._stored = stored

    def summaries(self, language: Language) -> Sequence[ScenarioSummary]:
        found = [_summary(file, complete.scenario, language) for file, complete in self._readable()]
        return sorted(found, key=lambda one: (one.duration, one.title, one.id))

    def sample_experiments(self) -> Sequence[PackedExperiment]:
        return shipped_pack().experiments

    def get(self, scenario: ScenarioId, version: int | None = None) -> Scenario:
        return self._find(scenario, version).scenario

    def brief(self, scenario: ScenarioId, version: int, role: RoleKey) -> Text | None:
        return self._find(scenario, version).sealed.briefs.get(role)

    def hint(self, scenario: ScenarioId, version: int, hint: str) -> Hint | None:
        hints = self._find(scenario, version).sealed.hints
        return next((each for each in hints if each.id == hint), None)

    def sealed(self, scenario: ScenarioId, version: int | None = None) -> Sealed:
        return self._find(scenario, version).sealed

    def keep(self, scenario: ScenarioId, version: int) -> None:
        if self._stored.find(scenario, version) is None:
            self._stored.add([self.file(scenario, version)])

    def install(self, pack: Pack) -> InstalledPack:
        """Returns what is new. Raises PackConflict, StoreUnavailable; then nothing changes."""
        taken = [file.id for file in pack.files if file.id in _shipped()]
        if pack.id == shipped_pack().id or taken:
            raise PackConflict("\n".join(_reserved(pack, taken)))
        return self._stored.add(pack.files, pack.experiments)

    def file(self, scenario: ScenarioId, version: int | None = None) -> ScenarioFile:
        """With everything sealed in it. A version that was kept is read as it was then."""
        shipped = _shipped().get(scenario)
        if shipped is None or version is not None:
            stored = self._stored.find(scenario, version)
            if stored and (shipped is None or stored.pack == shipped_pack().id):
                return stored
        if shipped and version in {None, shipped.version}:
            return shipped
        return self._refuse(scenario, version)

    def _find(self, scenario: ScenarioId, version: int | None) -> CompleteScenario:
        file = self.file(scenario, version)
        try:
            return _complete(file)
        except InvalidPack as error:
            log.warning("Scenario %s version %s: %s", scenario, file.version, error)
            raise ScenarioGone(scenario, file.version, None) from error

    def _readable(self) -> Iterator[tuple[ScenarioFile, CompleteScenario]]:
        shipped = _shipped()
        stored = [file for file in self._stored.newest() if file.id not in shipped]
        for file in (*shipped.values(), *stored):
            try:
                yield file, _complete(file)
            except InvalidPack as error:
                log.warning("Scenario %s version %s: %s", file.id, file.version, error)

    def _refuse(self, scenario: ScenarioId, version: int | None) -> ScenarioFile:
        files = [*self._stored.newest(), *_shipped().values()]
        newest = {file.id: file.version for file in files}
        if version is None or scenario not in newest:
            raise UnknownScenario(scenario, nearest_name(scenario, newest))
        raise ScenarioGone(scenario, version, newest[scenario])


def _shipped() -> Mapping[str, ScenarioFile]:
    return {file.id: file for file in shipped_pack().files}


def _reserved(pack: Pack, taken: Sequence[str]) -> Iterator[str]:
    shipped = shipped_pack().id
    if pack.id == shipped:
        yield f"The pack {shipped} is part of the bot. Give yours another id in pack.toml."
    for each in taken:
        yield f"Scenario {each} belongs to the pack {shipped}. Give yours another id."


def _summary(file: ScenarioFile, scenario: Scenario, language: Language) -> ScenarioSummary:
    return ScenarioSummary(
        id=scenario.id,
        version=scenario.version,
        pack=file.pack,
        title=scenario.title.in_language(language),
        level=scenario.level,
        technical=scenario.technical,
        failure_class=scenario.failure_class,
        services=scenario.services,
        duration=scenario.duration,
        mode=scenario.mode,
        languages=tuple(sorted(scenario.title.by_language)),
    )
