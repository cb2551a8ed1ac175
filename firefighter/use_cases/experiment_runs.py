"""Taking in runs of chaos experiments, and linking them to the catalog."""

import hashlib
from collections.abc import Sequence

from firefighter.domain.experiment_catalog import CatalogExperiment
from firefighter.domain.experiment_runs import ExperimentRun
from firefighter.domain.ids import ExperimentKey
from firefighter.domain.spelling import same_name
from firefighter.ports.app_context import AppContext
from firefighter.ports.experiment_runs import RecordedRun
from firefighter.ports.store import DeliveryId


def record_runs(
    context: AppContext, runs: Sequence[ExperimentRun], sender: str = ""
) -> Sequence[RecordedRun]:
    """Stores all runs of a report, or none. `sender` is the name of a token.

    A run that was reported before changes nothing. Raises AlreadyHandled if the whole report was
    received a short time ago.
    """
    with context.units(_delivery(runs)) as unit:
        now = context.clock.now()
        return [unit.experiment_runs.record(run, sender, now) for run in runs]


def _delivery(runs: Sequence[ExperimentRun]) -> DeliveryId:
    told = "\n".join(f"{each.tool} {each.id} {each.is_running}" for each in runs)
    return DeliveryId(f"experiment-runs:{hashlib.sha256(told.encode()).hexdigest()}")


def link_name(
    context: AppContext, delivery: DeliveryId, name: str, key: ExperimentKey
) -> tuple[CatalogExperiment, int]:
    """Links a tool's name for an experiment to the catalog, for past and future runs.

    Returns the experiment, and how many runs were linked. Raises UnknownExperiment.
    """
    with context.units(delivery) as unit:
        experiment = unit.experiments.get(key)
        return experiment, unit.experiment_runs.link(name, experiment.key)


def service_of(context: AppContext, recorded: RecordedRun) -> str:
    """The service of the experiment, or else as the tool says; empty if neither tells."""
    if recorded.experiment:
        return context.experiments.experiment(recorded.experiment).design.service
    return same_name(recorded.run.service, context.rules.services) or recorded.run.service
