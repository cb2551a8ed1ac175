"""The resilience report counts runs of experiments of the catalog in a period."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from firefighter.adapters.store.database import Database
from firefighter.domain.experiment_catalog import (
    REQUIRED_TO_RUN,
    ExperimentDesign,
    ExperimentStepKind,
)
from firefighter.domain.experiment_runs import RunVerdict
from firefighter.domain.ids import ExperimentKey
from firefighter.domain.incident import Kind
from firefighter.domain.metrics.periods import days_between
from firefighter.domain.metrics.report import Question
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.experiment_runs import record_runs
from firefighter.use_cases.experiments import add_experiment, take_experiment_step
from tests.adapters.experiments import samples
from tests.adapters.experiments.samples import NOW
from tests.adapters.store.test_experiment_runs import read
from tests.clock import SettableClock
from tests.domain.incidents import ANA, declared
from tests.use_cases.contexts import build_context

QUARTER = Question(days_between(NOW.date().replace(month=1, day=1), NOW.date(), ZoneInfo("UTC")))
THIS = replace(QUARTER, period=days_between(NOW.date(), NOW.date() + timedelta(days=1), UTC))


@pytest.fixture
def context(database: Database, clock: SettableClock) -> AppContext:
    clock.set(NOW)
    return build_context(database, clock)


def plan(context: AppContext, key: str, weight: int, service: str = "checkout") -> None:
    design = ExperimentDesign(title=key, weight=weight)
    texts = dict.fromkeys(map(str, REQUIRED_TO_RUN), "x")
    texts |= {"title": key, "service": service, "team": "Payments"}
    design = replace(design, **texts)  # type: ignore[arg-type]
    add_experiment(context, DeliveryId(f"add {key}"), ANA, design, key)
    take_experiment_step(
        context, DeliveryId(f"ready {key}"), ANA, ExperimentKey(key), ExperimentStepKind.MARK_READY
    )


def ran(context: AppContext, key: str, number: int, *met: bool, at: datetime = NOW) -> int:
    """A run with a probe after it for each of `met`; returns its number."""
    probes = [{"name": "a", "when": "after", "met": each} for each in met]
    started = at - timedelta(minutes=number)
    content = samples.own(
        id=f"{key}-{number}", experiment=key, started_at=started.isoformat(), probes=probes
    )
    (recorded,) = record_runs(context, read(content))
    return recorded.number


def test_runs_of_the_catalog_are_weighted(context: AppContext) -> None:
    plan(context, "a", 10)
    plan(context, "b", 5, "orders")
    plan(context, "c", 1)
    ran(context, "a", 1, True)
    ran(context, "b", 2, True, False)
    ran(context, "b", 3)
    ran(context, "c", 4, False)
    ran(context, "unknown", 5, True)
    report = context.statistics.resilience(THIS)
    assert report.overall.score == 7812
    assert (report.overall.measured, report.overall.runs) == (3, 4)
    assert (report.overall.tried, report.overall.planned) == (3, 3)
    assert report.unlinked == 1
    assert report.by_service["orders"].runs == 2
    assert [each.experiment.key for each in report.by_experiment] == ["a", "b", "c"]
    only = context.statistics.resilience(replace(THIS, service="orders"))
    assert (only.overall.runs, list(only.by_service)) == (2, ["orders"])


def test_nothing_was_ever_run(context: AppContext) -> None:
    report = context.statistics.resilience(THIS)
    assert (report.since, report.overall.runs) == (None, 0)


def test_quarters_are_those_up_to_the_period(context: AppContext) -> None:
    plan(context, "a", 10)
    for number in range(3):
        ran(context, "a", number, True, at=datetime(2025, 11, 3, 9, tzinfo=UTC))
    ran(context, "a", 9, False)
    found = context.statistics.resilience(THIS).by_quarter
    assert {(first.isoformat(), each.score, each.runs) for (first, _), each in found.items()} == {
        ("2026-01-01", None, 1),
        ("2025-10-01", 10_000, 3),
    }


def test_runs_of_a_private_drill_count_only_where_they_are_asked_for(context: AppContext) -> None:
    plan(context, "a", 10)
    number = ran(context, "a", 1, False)
    with context.units(DeliveryId("drill")) as unit:
        incident = replace(declared(private=True), id=unit.incidents.next_id(), kind=Kind.DRILL)
        unit.incidents.add(incident)
    with context.units(DeliveryId("put")) as unit:
        unit.experiment_runs.put_in(number, incident.id)  # type: ignore[arg-type]
    assert context.statistics.resilience(THIS).overall.runs == 0
    (each,) = context.statistics.resilience(replace(THIS, private=True)).by_experiment
    assert each.latest
    assert each.latest.verdict is RunVerdict.REFUTED
