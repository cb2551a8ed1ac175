"""The resilience score: weighted, with what was measured of what was run, and never of too few."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.experiment_runs import RunVerdict, Score, Tool
from firefighter.domain.ids import ExperimentKey
from firefighter.domain.metrics.resilience import (
    CountedExperiment,
    CountedRun,
    report_on_resilience,
    resilience,
)
from firefighter.domain.metrics.significance import Change

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def experiment(
    key: str, weight: int = 5, service: str = "checkout", *, planned: bool = True
) -> CountedExperiment:
    return CountedExperiment(ExperimentKey(key), service, "Payments", weight, planned)


def run(
    key: str, score: int | None, hour: int = 0, verdict: RunVerdict | None = None
) -> CountedRun:
    found = RunVerdict.HELD if score == 10_000 else RunVerdict.REFUTED
    at = AT + timedelta(hours=hour)
    told = verdict or (found if score is not None else RunVerdict.STOPPED)
    return CountedRun(
        ExperimentKey(key), at, Tool.OTHER, told, None if score is None else Score(score)
    )


BY_HAND: Sequence[tuple[str, Sequence[CountedExperiment], Sequence[CountedRun], int | None]] = [
    (
        "(10 x 100 + 5 x 50 + 1 x 0) / 16 = 78.125, cut",
        [experiment("a", 10), experiment("b", 5), experiment("c", 1)],
        [run("a", 10_000), run("b", 5000), run("c", 0)],
        7812,
    ),
    (
        "a runs three times with a mean of 50, and counts once: (50 + 100) / 2",
        [experiment("a"), experiment("b")],
        [run("a", 0), run("a", 5000), run("a", 10_000), run("b", 10_000)],
        7500,
    ),
    ("two are too few", [experiment("a"), experiment("b")], [run("a", 0), run("b", 0)], None),
    (
        "what was stopped is not measured",
        [experiment("a")],
        [run("a", 10_000), run("a", 10_000), run("a", None)],
        None,
    ),
    (
        "a weight of 0 does not count",
        [experiment("a", 10), experiment("b", 0)],
        [run("a", 10_000), run("a", 10_000), run("a", 10_000), run("b", 0)],
        10_000,
    ),
    (
        "runs without a weight do not make two runs enough",
        [experiment("a", 10), experiment("b", 0)],
        [run("a", 0), run("a", 0), run("b", 10_000), run("b", 10_000)],
        None,
    ),
    (
        "without any weight there is no score",
        [experiment("a", 0)],
        [run("a", 10_000)] * 3,
        None,
    ),
    (
        "runs of other experiments do not count",
        [experiment("a")],
        [run("a", 10_000)] * 3 + [run("x", 0)] * 3,
        10_000,
    ),
    ("nothing was run", [experiment("a")], [], None),
]


@pytest.mark.parametrize(("reason", "experiments", "runs", "score"), BY_HAND)
def test_the_score_is_that_computed_by_hand(
    reason: str,
    experiments: Sequence[CountedExperiment],
    runs: Sequence[CountedRun],
    score: int | None,
) -> None:
    assert resilience(experiments, runs).score == score, reason


def test_an_experiment_has_a_score_of_its_own_whatever_its_weight() -> None:
    found = report_on_resilience(
        [experiment("a", 0)],
        [run("a", 10_000), run("a", 10_000), run("a", 0)],
        (),
        by_quarter={},
        unlinked=0,
        since=AT,
    )
    assert [each.found.score for each in found.by_experiment] == [6666]
    assert found.overall.score is None


def test_it_says_how_much_was_measured_of_what_was_run_and_planned() -> None:
    experiments = [
        experiment("a"),
        experiment("b"),
        experiment("c"),
        experiment("d", planned=False),
    ]
    runs = [run("a", 10_000), run("a", None), run("b", 0), run("d", 5000)]
    found = resilience(experiments, runs)
    assert (found.measured, found.runs, found.tried, found.planned) == (3, 4, 3, 4)
    assert found.refuted == 2


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.none() | st.integers(0, 10_000)),
        max_size=30,
    ),
    st.lists(st.integers(0, 10), min_size=3, max_size=3),
)
def test_a_score_is_between_the_lowest_and_the_highest(
    told: Sequence[tuple[str, int | None]], weights: Sequence[int]
) -> None:
    experiments = [experiment(key, weight) for key, weight in zip("abc", weights, strict=True)]
    found = resilience(experiments, [run(*each) for each in told])
    scores = [score for _key, score in told if score is not None]
    assert found.measured == len(scores) <= found.runs == len(told)
    assert found.tried <= found.planned
    if found.score is not None:
        assert min(scores) <= found.score <= max(scores)


def test_a_change_is_named_only_if_it_is_significant() -> None:
    low, high = [run("a", 1000 + each) for each in range(8)], [run("a", 9000)] * 8
    assert resilience([experiment("a")], high, low).change is Change.UP
    assert resilience([experiment("a")], low, high).change is Change.DOWN
    assert resilience([experiment("a")], high, high).change is Change.NONE
    assert resilience([experiment("a")], high[:3], low[:3]).change is Change.UNKNOWN


def test_a_report_has_a_part_for_each_service_team_experiment_and_quarter() -> None:
    experiments = [
        experiment("a"),
        experiment("b", service="orders"),
        experiment("c", service="Checkout", planned=False),
    ]
    runs = [run("a", 10_000, 1), run("a", 0, 2), run("b", 10_000), run("b", None, 3)]
    report = report_on_resilience(
        experiments,
        runs,
        (),
        by_quarter={date(2026, 1, 1): runs, date(2025, 10, 1): []},
        unlinked=2,
        since=AT,
    )
    assert report.overall.score == 7500
    assert report.by_service["checkout"].runs == 2
    assert list(report.by_service) == ["checkout", "orders"]
    assert list(report.by_team) == ["Payments"]
    assert [each.experiment.key for each in report.by_experiment] == ["a", "b"]
    assert [each.latest and each.latest.verdict for each in report.by_experiment] == [
        RunVerdict.REFUTED,
        RunVerdict.STOPPED,
    ]
    assert list(report.by_quarter) == [
        (date(2026, 1, 1), "checkout"),
        (date(2026, 1, 1), "orders"),
    ]
