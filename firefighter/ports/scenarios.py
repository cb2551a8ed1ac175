"""Scenarios to choose from, and the files that they are read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from firefighter.domain.experiment_catalog import CatalogExperiment, PackedExperiment
from firefighter.domain.ids import RoleKey
from firefighter.domain.scenario import Hint, Level, Mode, Scenario, ScenarioId, Sealed, Text
from firefighter.i18n import Language


@dataclass(frozen=True, kw_only=True)
class ScenarioSummary:
    """One row of a list of scenarios."""

    id: ScenarioId
    version: int
    pack: str
    title: str
    """In the language that was asked for."""
    level: Level
    technical: bool
    failure_class: str
    services: tuple[str, ...]
    duration: timedelta
    mode: Mode
    languages: tuple[str, ...]


class ScenarioLibrary(Protocol):
    """The scenarios of the shipped pack and of installed packs.

    A version is the newest one unless it is given. Raises UnknownScenario; ScenarioGone for a
    version that cannot be read, and StoreUnavailable.
    """

    def summaries(self, language: Language) -> Sequence[ScenarioSummary]:
        """The newest version of each, the shortest first. Raises StoreUnavailable only."""

    def sample_experiments(self) -> Sequence[PackedExperiment]:
        """Of the shipped pack: to read and copy, in no catalog. Never raises."""

    def get(self, scenario: ScenarioId, version: int | None = None) -> Scenario:
        """Without its sealed part."""

    def brief(self, scenario: ScenarioId, version: int, role: RoleKey) -> Text | None:
        """Only for the holder of the role until the reveal. None if the role has none."""

    def hint(self, scenario: ScenarioId, version: int, hint: str) -> Hint | None:
        """Only for a team that asked for the hint until the reveal. None if there is none."""

    def sealed(self, scenario: ScenarioId, version: int | None = None) -> Sealed:
        """Not for heroes until the reveal."""

    def keep(self, scenario: ScenarioId, version: int) -> None:
        """Stores a shipped version, so that a drill can read it after an upgrade of the bot.

        For the newest version or one that is stored already; calling it again changes nothing.
        Commits on its own, so call it before the transaction that uses the version.
        """


@dataclass(frozen=True, kw_only=True)
class ScenarioFile:
    """The source of one version of a scenario."""

    id: ScenarioId
    version: int
    pack: str
    content: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class InstalledPack:
    """What installing a pack changed."""

    scenarios: Sequence[ScenarioFile] = ()
    """New ones."""
    experiments: Sequence[CatalogExperiment] = ()
    """New ones, and those with a new version."""

    def __bool__(self) -> bool:
        return bool(self.scenarios or self.experiments)


class ScenarioFiles(Protocol):
    """The files of installed packs. Raises StoreUnavailable."""

    def newest(self) -> Sequence[ScenarioFile]:
        """The newest version of each scenario."""

    def find(self, scenario: ScenarioId, version: int | None = None) -> ScenarioFile | None:
        """The newest if no version is given."""

    def add(
        self, files: Sequence[ScenarioFile], experiments: Sequence[PackedExperiment] = ()
    ) -> InstalledPack:
        """Adds all of them or none; returns what is new.

        Raises PackConflict for an id of another pack, or a stored version with other content.
        """
