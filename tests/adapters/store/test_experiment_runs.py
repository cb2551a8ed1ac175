"""Runs of chaos experiments in the database, and their links to the catalog."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import delete

from firefighter.adapters.experiments.pruned_json import InvalidResult
from firefighter.adapters.experiments.reader import read_results
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.experiment_runs import StoredExperimentRunRecords
from firefighter.adapters.store.tables import DeliveryRow
from firefighter.domain.errors import AlreadyHandled
from firefighter.domain.experiment_catalog import ExperimentDesign, UnknownExperiment
from firefighter.domain.experiment_runs import ExperimentRun, RunVerdict, Tool
from firefighter.domain.ids import ExperimentKey
from firefighter.ports.app_context import AppContext
from firefighter.ports.experiment_runs import RecordedRun, RunChange, UnlinkedName
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.experiment_runs import link_name, record_runs
from firefighter.use_cases.experiments import add_experiment
from tests.adapters.experiments import samples
from tests.adapters.experiments.mutations import mutated_bytes
from tests.clock import SettableClock
from tests.domain.incidents import ANA
from tests.use_cases.contexts import build_context

KEY = ExperimentKey("checkout-db-slow")
STEADY = samples.state("1.44.0", True, True, True)
JOURNAL = samples.journal("1.44.0", before=STEADY, after=STEADY)
EVER = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))


@pytest.fixture
def context(database: Database, clock: SettableClock) -> AppContext:
    clock.set(samples.NOW)
    return build_context(database, clock)


def read(content: object) -> Sequence[ExperimentRun]:
    return read_results(samples.encoded(content), samples.NOW).runs


def record(context: AppContext, content: object) -> RecordedRun:
    (recorded,) = record_runs(context, read(content))
    return recorded


def all_runs(database: Database) -> Sequence[RecordedRun]:
    return StoredExperimentRunRecords(database).runs_between(*EVER)


def add_to_catalog(context: AppContext, key: str = KEY) -> None:
    design = ExperimentDesign(title="Slow database", service="checkout", weight=8)
    add_experiment(context, DeliveryId(f"add {key}"), ANA, design, key)


def forget_deliveries(database: Database) -> None:
    """The inbox forgets; the runs do not."""
    with database.writing() as session:
        session.execute(delete(DeliveryRow))


def test_a_run_is_read_as_it_was_written(context: AppContext, database: Database) -> None:
    recorded = record(context, JOURNAL)
    assert recorded.change is RunChange.ENDED
    (found,) = all_runs(database)
    assert found.run == replace(recorded.run, aliases=())
    assert found.number == recorded.number


def test_the_same_result_twice_changes_nothing(context: AppContext, database: Database) -> None:
    record(context, JOURNAL)
    with pytest.raises(AlreadyHandled):
        record(context, JOURNAL)
    forget_deliveries(database)
    assert record(context, JOURNAL).change is RunChange.NOTHING
    deviated = JOURNAL | {"deviated": True}
    forget_deliveries(database)
    assert record(context, deviated).change is RunChange.NOTHING
    (found,) = all_runs(database)
    assert found.run.judged
    assert found.run.judged.verdict is RunVerdict.HELD


def test_a_run_that_starts_and_ends_is_one_run(context: AppContext, database: Database) -> None:
    started = record(context, samples.notification("run-started", JOURNAL["experiment"]))
    assert started.change is RunChange.STARTED
    ended = record(context, samples.notification("run-completed", JOURNAL))
    assert (ended.change, ended.number) == (RunChange.ENDED, started.number)
    (found,) = all_runs(database)
    assert not found.run.is_running
    assert not found.run.is_id_provisional


def test_a_start_that_arrives_after_the_end_changes_nothing(
    context: AppContext, database: Database
) -> None:
    record(context, samples.notification("run-completed", JOURNAL))
    late = record(context, samples.notification("run-started", JOURNAL["experiment"]))
    assert late.change is RunChange.NOTHING
    assert len(all_runs(database)) == 1


def test_a_later_run_of_the_experiment_is_another_run(
    context: AppContext, database: Database
) -> None:
    record(context, samples.notification("run-started", JOURNAL["experiment"]))
    later = JOURNAL | {"start": "2026-03-02T11:40:07+00:00", "end": "2026-03-02T11:45:07+00:00"}
    assert record(context, later).change is RunChange.ENDED
    assert len(all_runs(database)) == 2


def test_a_run_that_starts_a_second_after_another_is_a_run_of_its_own(
    context: AppContext, database: Database
) -> None:
    record(context, samples.notification("run-completed", JOURNAL))
    second = datetime.fromisoformat(str(JOURNAL["start"])) + timedelta(seconds=1)
    told = samples.notification("run-started", JOURNAL["experiment"]) | {"ts": second.timestamp()}
    started = record(context, told)
    assert started.change is RunChange.STARTED
    later = JOURNAL | {"start": (second + timedelta(milliseconds=5)).isoformat()}
    assert record(context, later).number == started.number
    assert len(all_runs(database)) == 2


def test_a_run_of_chaoscenter_ends_under_its_own_id(
    context: AppContext, database: Database
) -> None:
    started = record(context, samples.litmus_3([], {"pod-delete": 1}, phase="Running"))
    nodes = [samples.fault_node("pod-delete", "100", probes=[samples.probe("a", "Passed")])]
    ended = record(context, samples.litmus_3(nodes, {"pod-delete": 1}))
    assert (started.change, ended.change) == (RunChange.STARTED, RunChange.ENDED)
    assert started.number == ended.number
    assert len(all_runs(database)) == 1


def test_a_run_is_linked_by_the_key_that_its_tool_names(context: AppContext) -> None:
    add_to_catalog(context)
    tagged = samples.journal("1.44.0", after=STEADY, tags=[f"firefighter:{KEY}"])
    assert record(context, tagged).experiment == KEY


def test_a_run_is_linked_if_its_name_spells_the_key(context: AppContext) -> None:
    add_to_catalog(context)
    assert record(context, samples.own(experiment="Checkout: DB slow")).experiment == KEY


def test_an_unknown_experiment_is_kept_and_offered_for_linking(
    context: AppContext, database: Database
) -> None:
    assert record(context, JOURNAL).experiment is None
    records = StoredExperimentRunRecords(database)
    at = datetime(2026, 3, 2, 9, 40, 7, 123456, UTC)
    assert records.unlinked(10) == [UnlinkedName(Tool.CHAOS_TOOLKIT, samples.TITLE, 1, at)]
    add_to_catalog(context)
    typed = "checkout  survives a SLOW database"
    experiment, linked = link_name(context, DeliveryId("link"), typed, KEY)
    assert (experiment.key, linked) == (KEY, 1)
    assert records.unlinked(10) == []
    later = JOURNAL | {"start": "2026-03-02T11:40:07+00:00"}
    assert record(context, later).experiment == KEY
    assert [each.experiment for each in all_runs(database)] == [KEY, KEY]


def test_a_name_can_be_linked_to_another_experiment(
    context: AppContext, database: Database
) -> None:
    record(context, JOURNAL)
    for key in (KEY, "orders-db-slow"):
        add_to_catalog(context, key)
        link_name(context, DeliveryId(f"link {key}"), samples.TITLE, ExperimentKey(key))
    assert [each.experiment for each in all_runs(database)] == ["orders-db-slow"]


def test_nothing_is_linked_to_an_experiment_that_does_not_exist(context: AppContext) -> None:
    with pytest.raises(UnknownExperiment):
        link_name(context, DeliveryId("link"), samples.TITLE, KEY)


def test_all_runs_of_a_report_are_stored_or_none(context: AppContext, database: Database) -> None:
    """Whatever is sent: no half of a report is ever on record."""
    random, refused = Random(7), 0
    for _time in range(60):
        parts = [mutated_bytes(random) for _part in range(2)]
        before = len(all_runs(database))
        try:
            runs = read_results(b"[" + b",".join(parts) + b"]", samples.NOW).runs
            changed = record_runs(context, runs) if runs else ()
        except (InvalidResult, AlreadyHandled):
            refused += 1
            assert len(all_runs(database)) == before
        else:
            known = {each.number for each in all_runs(database)}
            assert {each.number for each in changed} <= known
    assert 10 < refused < 60


def test_runs_are_found_by_when_they_started(context: AppContext, database: Database) -> None:
    record(context, JOURNAL)
    start = datetime(2026, 3, 2, 9, 40, 7, 123456, UTC)
    records = StoredExperimentRunRecords(database)
    assert len(records.runs_between(start, start + timedelta(seconds=1))) == 1
    assert records.runs_between(start - timedelta(days=1), start) == []
