"""The catalog of experiments in the database."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from firefighter.adapters.store.database import Database
from firefighter.domain.errors import (
    AlreadyHandled,
    EditConflict,
    FieldProblem,
    InvalidField,
    NoChange,
)
from firefighter.domain.experiment_catalog import (
    ExperimentDesign,
    ExperimentIncomplete,
    ExperimentState,
    ExperimentStepKind,
    UnknownExperiment,
)
from firefighter.domain.ids import ExperimentKey, UserId
from firefighter.domain.scenario import Environment
from firefighter.ports.app_context import AppContext
from firefighter.ports.experiments import ExperimentQuery
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.experiments import (
    add_experiment,
    edit_experiment,
    take_experiment_step,
)
from tests.adapters.store.concurrency import run_at_once
from tests.clock import SettableClock
from tests.conftest import OpenDatabase
from tests.domain.incidents import ANA, BOB
from tests.use_cases.contexts import build_context

SLOW = ExperimentDesign(
    title="Checkout with a slow database",
    service="Checkout",
    team="Payments team",
    environment=Environment.PRODUCTION,
    weight=8,
    duration_min=20,
    eligibility="It had three incidents this quarter.",
    system="https://wiki.example.com/checkout",
    objective="Learn whether orders wait or fail.",
    hypothesis="If the database answers after 2 s, then orders wait, because they are queued.",
    steady_state="99 % of orders within 1 s",
    signal="Dashboard “Orders”",
    observability="An alert on the age of the queue",
    procedure="chaos run slow-db.json",
    blast_radius="One of three replicas",
    abort_conditions="Orders fail",
    rollback="Remove the delay",
    action_plan="Follow-ups in the review of Monday",
)


@pytest.fixture
def context(database: Database, clock: SettableClock) -> AppContext:
    return build_context(database, clock)


@pytest.fixture
def delivery() -> Callable[[], DeliveryId]:
    numbers = iter(range(1000))
    return lambda: DeliveryId(f"delivery {next(numbers)}")


Delivery = Callable[[], DeliveryId]


def test_experiment_is_read_as_it_was_written(context: AppContext, delivery: Delivery) -> None:
    added = add_experiment(context, delivery(), ANA, SLOW)
    assert added.key == "checkout-with-a-slow-database"
    assert added.design == replace(SLOW, service="checkout")  # as the configuration spells it
    assert context.experiments.experiment(added.key) == added


def test_key_can_be_chosen_and_is_given_once(context: AppContext, delivery: Delivery) -> None:
    add_experiment(context, delivery(), ANA, SLOW, "db-slow")
    with pytest.raises(InvalidField) as taken:
        add_experiment(context, delivery(), BOB, replace(SLOW, title="Other"), "DB-slow")
    assert (taken.value.problem, taken.value.about) == (FieldProblem.KEY_TAKEN, "db-slow")
    assert context.experiments.experiment(ExperimentKey("db-slow")).design.title == SLOW.title


@pytest.mark.parametrize("key", ["db slow", "db_slow", "7-days", "x" * 61, "a--b"])
def test_key_that_a_tool_could_not_name_is_refused(
    context: AppContext, delivery: Delivery, key: str
) -> None:
    with pytest.raises(InvalidField) as refused:
        add_experiment(context, delivery(), ANA, SLOW, key)
    assert refused.value.problem is FieldProblem.NO_KEY
    assert context.experiments.count(ExperimentQuery()) == 0


def test_unknown_key_is_answered_with_the_nearest(context: AppContext, delivery: Delivery) -> None:
    add_experiment(context, delivery(), ANA, SLOW, "db-slow")
    with pytest.raises(UnknownExperiment) as unknown:
        context.experiments.experiment(ExperimentKey("db-slo"))
    assert unknown.value.nearest == "db-slow"
    with pytest.raises(UnknownExperiment):
        take_experiment_step(
            context, delivery(), ANA, ExperimentKey("db-slo"), ExperimentStepKind.RETIRE
        )


def test_edit_of_what_somebody_else_changed_is_refused(
    context: AppContext, delivery: Delivery
) -> None:
    added = add_experiment(context, delivery(), ANA, SLOW)
    first, second = replace(SLOW, weight=9), replace(SLOW, weight=2)
    edit_experiment(context, delivery(), ANA, added.key, first, seen=added.version)
    with pytest.raises(EditConflict):
        edit_experiment(context, delivery(), BOB, added.key, second, seen=added.version)
    now = context.experiments.experiment(added.key)
    assert (now.design.weight, now.version, now.changed_by) == (9, 2, ANA)
    with pytest.raises(NoChange):
        edit_experiment(context, delivery(), BOB, added.key, first, seen=now.version)


def test_experiment_is_ready_only_with_all_that_makes_it_safe(
    context: AppContext, delivery: Delivery
) -> None:
    unsafe = replace(SLOW, rollback=" ", abort_conditions="")
    added = add_experiment(context, delivery(), ANA, unsafe)
    with pytest.raises(ExperimentIncomplete) as incomplete:
        take_experiment_step(context, delivery(), ANA, added.key, ExperimentStepKind.MARK_READY)
    assert incomplete.value.missing == ("abort_conditions", "rollback")
    edit_experiment(context, delivery(), ANA, added.key, SLOW, seen=added.version)
    ready = take_experiment_step(context, delivery(), BOB, added.key, ExperimentStepKind.MARK_READY)
    assert ready.state is ExperimentState.READY
    with pytest.raises(ExperimentIncomplete):
        edit_experiment(context, delivery(), ANA, added.key, unsafe, seen=ready.version)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["payments-gone", "db-slow", "cache-cold"]),
        ({"words": "SLOW"}, ["db-slow"]),
        ({"words": "payments gone"}, ["payments-gone"]),
        ({"words": "%"}, []),
        ({"service": "CHECKOUT"}, ["db-slow", "cache-cold"]),
        ({"team": "payments TEAM", "service": "checkout"}, ["db-slow"]),
        ({"states": frozenset({ExperimentState.RETIRED})}, ["old"]),
    ],
)
def test_experiments_are_found_by_service_with_the_most_important_first(
    context: AppContext, delivery: Delivery, wanted: dict[str, Any], found: list[str]
) -> None:
    others = {
        "db-slow": SLOW,
        "cache-cold": ExperimentDesign(title="Cold cache", service="checkout", weight=1),
        "payments-gone": ExperimentDesign(title="No payments", service="Accounts"),
        "old": ExperimentDesign(title="Old"),
    }
    for key, design in others.items():
        add_experiment(context, delivery(), ANA, design, key)
    take_experiment_step(context, delivery(), ANA, ExperimentKey("old"), ExperimentStepKind.RETIRE)
    query = ExperimentQuery(**wanted)
    assert [each.key for each in context.experiments.experiments(query, 10)] == found
    assert context.experiments.count(query) == len(found)
    assert [each.key for each in context.experiments.experiments(query, 1, 1)] == found[1:2]


def test_a_repeated_delivery_adds_nothing(context: AppContext) -> None:
    once = DeliveryId("once")
    add_experiment(context, once, ANA, SLOW)
    with pytest.raises(AlreadyHandled):
        add_experiment(context, once, ANA, replace(SLOW, title="Again"))
    assert context.experiments.count(ExperimentQuery()) == 1


def test_of_two_edits_at_once_in_two_processes_one_is_told(
    context: AppContext,
    database_url: str,
    clock: SettableClock,
    open_database: OpenDatabase,
    delivery: Delivery,
) -> None:
    other = build_context(open_database(database_url), clock)
    added = add_experiment(context, delivery(), ANA, SLOW)
    refused: list[UserId] = []

    def edit(by: UserId, within: AppContext, weight: int) -> None:
        changed = replace(SLOW, weight=weight)
        try:
            edit_experiment(within, DeliveryId(by), by, added.key, changed, seen=added.version)
        except EditConflict:
            refused.append(by)

    run_at_once(lambda: edit(ANA, context, 1), lambda: edit(BOB, other, 2))
    now = context.experiments.experiment(added.key)
    assert len(refused) == 1
    assert (now.version, now.changed_by) == (2, BOB if refused == [ANA] else ANA)
    assert now.design.weight == (2 if refused == [ANA] else 1)


def test_of_two_who_add_the_same_key_at_once_one_is_told(
    context: AppContext, database_url: str, clock: SettableClock, open_database: OpenDatabase
) -> None:
    other = build_context(open_database(database_url), clock)
    refused: list[UserId] = []

    def add(by: UserId, within: AppContext) -> None:
        try:
            add_experiment(within, DeliveryId(by), by, SLOW, "db-slow")
        except InvalidField:
            refused.append(by)

    run_at_once(lambda: add(ANA, context), lambda: add(BOB, other))
    assert len(refused) == 1
    added = context.experiments.experiment(ExperimentKey("db-slow"))
    assert {added.created_by, *refused} == {ANA, BOB}
