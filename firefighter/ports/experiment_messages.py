"""Messages about runs of chaos experiments that belong to no incident."""

from dataclasses import dataclass

from firefighter.domain.experiment_events import RunSummary


@dataclass(frozen=True)
class ExperimentRunLine:
    """A run that ended, in one line."""

    run: RunSummary
