"""Writing the catalog of experiments."""

from dataclasses import replace

from firefighter.domain.errors import FieldProblem, InvalidField
from firefighter.domain.experiment_catalog import (
    CatalogExperiment,
    ExperimentDesign,
    ExperimentKey,
    ExperimentStepKind,
    key_of,
    new_experiment,
)
from firefighter.domain.ids import UserId
from firefighter.domain.spelling import same_name
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId


def add_experiment(
    context: AppContext, delivery: DeliveryId, by: UserId, design: ExperimentDesign, key: str = ""
) -> CatalogExperiment:
    """Adds a draft; without a key, it gets one from its title. Raises InvalidField."""
    design = with_known_service(context, design)
    with context.units(delivery) as unit:
        new = new_experiment(key_of(key, design.title), design, by, context.clock.now())
        if not unit.experiments.add(new):
            raise InvalidField("key", FieldProblem.KEY_TAKEN, new.key)
        return new


def edit_experiment(
    context: AppContext,
    delivery: DeliveryId,
    by: UserId,
    key: ExperimentKey,
    design: ExperimentDesign,
    *,
    seen: int,
) -> CatalogExperiment:
    """Changes the texts of an experiment that somebody saw in version `seen`.

    Raises UnknownExperiment, and what `CatalogExperiment.edited` raises.
    """
    design = with_known_service(context, design)
    with context.units(delivery) as unit:
        changed = unit.experiments.get(key).edited(design, seen, by, context.clock.now())
        unit.experiments.replace(changed)
        return changed


def take_experiment_step(
    context: AppContext,
    delivery: DeliveryId,
    by: UserId,
    key: ExperimentKey,
    kind: ExperimentStepKind,
) -> CatalogExperiment:
    """Changes the state of an experiment.

    Raises UnknownExperiment, ExperimentNotInState, ExperimentIncomplete.
    """
    with context.units(delivery) as unit:
        changed = unit.experiments.get(key).after(kind, by, context.clock.now())
        unit.experiments.replace(changed)
        return changed


def with_known_service(context: AppContext, design: ExperimentDesign) -> ExperimentDesign:
    """With the service as the configuration spells it. It may be one that is not configured."""
    known = same_name(design.service, context.rules.services)
    return replace(design, service=known) if known else design
