"""The catalog of experiments: where it is kept, and what is read of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from firefighter.domain.experiment_catalog import CatalogExperiment, ExperimentState
from firefighter.domain.experiment_runs import ExperimentRunNumber
from firefighter.domain.ids import ExperimentKey
from firefighter.ports.experiment_runs import RecordedRun

CURRENT = frozenset({ExperimentState.DRAFT, ExperimentState.READY})
"""Those that are not retired."""


@dataclass(frozen=True, kw_only=True)
class ExperimentQuery:
    """What is looked for. Empty for everything."""

    words: str = ""
    """All of them are in the key, the title, the service or the team."""
    service: str = ""
    team: str = ""
    states: frozenset[ExperimentState] = CURRENT


class Experiments(Protocol):
    """The catalog in one transaction."""

    def get(self, key: ExperimentKey) -> CatalogExperiment:
        """Locks it until the transaction ends. Raises UnknownExperiment."""

    def find(self, key: ExperimentKey) -> CatalogExperiment | None:
        """Locks it until the transaction ends. None if there is none."""

    def add(self, experiment: CatalogExperiment) -> bool:
        """Returns False if the key is taken; nothing changes then."""

    def replace(self, experiment: CatalogExperiment) -> None:
        """Writes one that is locked."""


class ExperimentRecords(Protocol):
    """Reads the committed catalog, which everybody may see. Raises StoreUnavailable."""

    def experiment(self, key: ExperimentKey) -> CatalogExperiment:
        """Raises UnknownExperiment, with the most similar key."""

    def experiments(
        self, wanted: ExperimentQuery, limit: int, offset: int = 0
    ) -> Sequence[CatalogExperiment]:
        """By service, the most important first."""

    def count(self, wanted: ExperimentQuery) -> int: ...

    def run(self, number: ExperimentRunNumber) -> RecordedRun | None: ...

    def latest_runs(self, key: ExperimentKey, limit: int) -> Sequence[RecordedRun]:
        """The latest first, without those of private incidents and of Game Days not revealed."""
