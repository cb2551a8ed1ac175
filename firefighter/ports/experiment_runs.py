"""Runs of chaos experiments: how they are stored, linked to the catalog, and read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from firefighter.domain.experiment_runs import ExperimentRun, ExperimentRunNumber, Tool
from firefighter.domain.ids import ExperimentKey, IncidentId


class RunChange(StrEnum):
    """What a report changed."""

    STARTED = "started"
    ENDED = "ended"
    NOTHING = "nothing"
    """It was known."""


@dataclass(frozen=True)
class RecordedRun:
    """A report of a run, and what became of it."""

    number: ExperimentRunNumber
    run: ExperimentRun
    change: RunChange
    experiment: ExperimentKey | None
    """The experiment of the catalog that it is a run of; None if that is not known."""
    incident_id: IncidentId | None = None
    """The drill or the incident that it belongs to."""
    sender: str = ""
    """Name of the API token; empty if it was imported."""
    ended_drills: tuple[IncidentId, ...] = ()
    """The drills that this report ended, since the run was stopped."""


@dataclass(frozen=True)
class UnlinkedName:
    """A name under which a tool reports runs of an experiment that the catalog does not know."""

    tool: Tool
    name: str
    runs: int
    latest: datetime


class ExperimentRuns(Protocol):
    """The runs in one transaction."""

    def record(self, run: ExperimentRun, sender: str, received_at: datetime) -> RecordedRun:
        """Stores a run, or its end. A run that has ended is never changed by another report."""

    def link(self, name: str, experiment: ExperimentKey) -> int:
        """Links all runs of that name to an experiment of the catalog, also those to come.

        Names are compared without case, spaces and dashes. Returns the number of runs.
        """

    def get(self, number: ExperimentRunNumber) -> RecordedRun:
        """Locks it until the transaction ends. It must exist."""

    def declared_during(self, service: str, start: datetime, end: datetime) -> IncidentId | None:
        """The first real incident of a service that was declared then, but for private ones."""

    def put_in(self, number: ExperimentRunNumber, incident_id: IncidentId) -> None:
        """Says which drill or incident a run belongs to, at commit; the incident may be new."""


class ExperimentRunRecords(Protocol):
    """Reads committed runs. Raises StoreUnavailable."""

    def unlinked(self, limit: int) -> Sequence[UnlinkedName]:
        """The names that no experiment is known for, the latest first."""

    def runs_between(self, start: datetime, end: datetime) -> Sequence[RecordedRun]:
        """The runs that started in a period, the earliest first."""
