"""Writing the catalog of experiments."""

from dataclasses import replace
from datetime import datetime

from firefighter.domain.errors import FieldProblem, InvalidField, PermissionDenied
from firefighter.domain.experiment_catalog import (
    CatalogExperiment,
    ExperimentDesign,
    ExperimentStepKind,
    design_of_plan,
    free_keys,
    key_of,
    new_experiment,
)
from firefighter.domain.experiments import ExperimentNumber
from firefighter.domain.game_day_catalog import experiment_to_keep, note_kept
from firefighter.domain.ids import ExperimentKey, GameDayId, UserId
from firefighter.domain.roles import Permission
from firefighter.domain.spelling import same_name
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId, UnitOfWork
from firefighter.use_cases.status import is_entitled


def may_write(context: AppContext, user: UserId) -> bool:
    """Whether somebody may change the catalog."""
    return is_entitled(context, user, Permission.WRITE_EXPERIMENTS)


def refuse_to_write(context: AppContext, user: UserId) -> None:
    """Raises PermissionDenied unless somebody may change the catalog."""
    if not may_write(context, user):
        entitled = context.rules.permissions.of(Permission.WRITE_EXPERIMENTS)
        raise PermissionDenied(Permission.WRITE_EXPERIMENTS, entitled)


def add_experiment(
    context: AppContext, delivery: DeliveryId, by: UserId, design: ExperimentDesign, key: str = ""
) -> CatalogExperiment:
    """Adds a draft; without a key, it gets one from its title.

    Raises InvalidField, PermissionDenied.
    """
    refuse_to_write(context, by)
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

    Raises UnknownExperiment, PermissionDenied, and what `CatalogExperiment.edited` raises.
    """
    refuse_to_write(context, by)
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

    Raises UnknownExperiment, PermissionDenied, ExperimentNotInState, ExperimentIncomplete.
    """
    refuse_to_write(context, by)
    with context.units(delivery) as unit:
        changed = unit.experiments.get(key).after(kind, by, context.clock.now())
        unit.experiments.replace(changed)
        return changed


def propose_from_catalog(
    context: AppContext,
    delivery: DeliveryId,
    by: UserId,
    game_day_id: GameDayId,
    key: ExperimentKey,
) -> None:
    """Adds an idea with all that the catalog knows, also where it is seen.

    Raises UnknownExperiment, UnknownGameDay, and what `GameDay.propose` raises.
    """
    now = context.clock.now()
    with context.units(delivery) as unit:
        game_day = unit.game_days.get(game_day_id)
        experiment = unit.experiments.get(key)
        plan = experiment.in_game_day(context.language)
        added = game_day.propose(plan, actor=by, now=now)
        if signal := experiment.design.in_language(context.language).signal:
            game_day.name_signal(added.number, signal, actor=by, now=now)


def keep_in_catalog(
    context: AppContext,
    delivery: DeliveryId,
    by: UserId,
    game_day_id: GameDayId,
    number: ExperimentNumber,
) -> CatalogExperiment:
    """Adds an experiment of a Game Day to the catalog, as a draft.

    Raises UnknownGameDay, what `experiment_to_keep` raises, PermissionDenied, and InvalidField.
    """
    refuse_to_write(context, by)
    now = context.clock.now()
    with context.units(delivery) as unit:
        game_day = unit.game_days.get(game_day_id)
        known = experiment_to_keep(game_day, number, by)
        signal = known.signal.text if known.signal else ""
        design = design_of_plan(known.plan, signal, game_day.details.environment)
        new = _add_with_free_key(unit, with_known_service(context, design), by, now)
        note_kept(game_day, known, new.key, actor=by, now=now)
        return new


def _add_with_free_key(
    unit: UnitOfWork, design: ExperimentDesign, by: UserId, now: datetime
) -> CatalogExperiment:
    """Under a key that is made from the title."""
    for key in free_keys(design.title):
        new = new_experiment(key, design, by, now)
        if unit.experiments.add(new):
            return new
    raise AssertionError("there is always another key")


def with_known_service(context: AppContext, design: ExperimentDesign) -> ExperimentDesign:
    """With the service as the configuration spells it. It may be one that is not configured."""
    known = same_name(design.service, context.rules.services)
    return replace(design, service=known) if known else design
