"""The tests of change keep their level and find what docs/statistics.md says; fewer runs here."""

from random import Random

import pytest

from tests.simulation.tables import (
    SOURCES,
    Draw,
    clumped,
    count_share,
    duration_share,
    poisson,
    varying,
)

RUNS = 1500
AT_MOST = 0.01 + 3 * (0.01 * 0.99 / RUNS) ** 0.5
"""1 %, and three standard errors."""


@pytest.mark.parametrize("weeks", [(1, 12, 0), (4, 4, 12), (1, 1, 12)])
@pytest.mark.parametrize("mean", [3, 20])
@pytest.mark.parametrize(("name", "draw"), SOURCES)
def test_counts_keep_their_level(
    name: str, draw: Draw, mean: int, weeks: tuple[int, int, int]
) -> None:
    assert count_share(Random(name), draw, weeks, mean, 1, runs=RUNS) <= AT_MOST


def test_doubled_counts_are_found() -> None:
    assert count_share(Random(1), poisson, (4, 4, 12), 20, 2, runs=300) > 0.9
    assert count_share(Random(1), varying(2), (4, 4, 12), 20, 2, runs=300) > 0.6
    assert count_share(Random(1), clumped(2), (13, 13, 12), 6, 2, runs=300) > 0.4


@pytest.mark.parametrize("unit_s", [1, 900])
@pytest.mark.parametrize("sizes", [(5, 5), (12, 12), (40, 40), (8, 100)])
def test_durations_keep_their_level(sizes: tuple[int, int], unit_s: int) -> None:
    assert duration_share(Random(2), sizes, 1, runs=RUNS, unit_s=unit_s) <= AT_MOST


def test_halved_durations_are_found() -> None:
    assert duration_share(Random(3), (20, 20), 0.5, runs=200) > 0.1
    assert duration_share(Random(3), (100, 100), 0.5, runs=200) > 0.8
