"""Random incidents, put through the tests of change."""

from collections.abc import Callable, Iterator, Sequence
from math import exp, log
from random import Random

from firefighter.domain.metrics.significance import (
    BlockCounts,
    Change,
    change_in_count,
    change_in_duration,
    ranking_of,
)

RUNS = 10_000
_SEED = 20261130

Draw = Callable[[Random, float], int]
"""Draws the number of incidents of a week with that mean."""


def poisson(random: Random, mean: float) -> int:
    """Knuth, The Art of Computer Programming, 3.4.1."""
    if mean > 500:
        return poisson(random, mean / 2) + poisson(random, mean / 2)
    limit, product, number = exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        number += 1
    return number


def varying(dispersion: float) -> Draw:
    """Weeks whose rate varies, so that the variance is `dispersion` times the mean."""

    def draw(random: Random, mean: float) -> int:
        return poisson(random, random.gammavariate(mean / (dispersion - 1), dispersion - 1))

    return draw


def clumped(size: float) -> Draw:
    """Causes that bring several incidents each, `size` on average."""

    def draw(random: Random, mean: float) -> int:
        causes = poisson(random, mean / size)
        return sum(1 + int(log(random.random()) / log(1 - 1 / size)) for _ in range(causes))

    return draw


SOURCES: Sequence[tuple[str, Draw]] = (
    ("independent", poisson),
    ("weeks vary (variance 2 × mean)", varying(2)),
    ("weeks vary (variance 4 × mean)", varying(4)),
    ("clumps of 2", clumped(2)),
    ("clumps of 4", clumped(4)),
)
PERIODS: Sequence[tuple[str, tuple[int, int, int]]] = (
    ("a week and 12 before", (1, 12, 0)),
    ("30 days and 30 before", (4, 4, 12)),
    ("a quarter and one before", (13, 13, 12)),
)
"""How many weeks now, before, and before these."""
MEANS = (1, 3, 6, 20)
FACTORS = (1, 2, 3, 0.5)
SIZES = ((5, 5), (10, 10), (20, 20), (50, 50), (100, 100), (20, 200))
DURATION_FACTORS = (1, 0.5, 2, 3)
SPREAD = 1.2
"""Standard deviation of the logarithm: 90th percentile about five times the median."""


def count_share(
    random: Random,
    draw: Draw,
    weeks: tuple[int, int, int],
    mean: float,
    factor: float,
    *,
    runs: int,
) -> float:
    """The share of comparisons that report a change."""

    def sample(number: int, rate: float) -> list[int]:
        return [draw(random, rate) for _ in range(number)]

    now, before, earlier = weeks
    found = sum(
        change_in_count(
            BlockCounts(sample(now, mean * factor), sample(before, mean), sample(earlier, mean))
        )
        in {Change.UP, Change.DOWN}
        for _ in range(runs)
    )
    return found / runs


def duration_share(
    random: Random, sizes: tuple[int, int], factor: float, *, runs: int, unit_s: int = 1
) -> float:
    """Of lognormal durations in whole units, `factor` times as long now."""

    def sample(number: int, factor: float) -> list[int]:
        seconds = (1800 * factor * random.lognormvariate(0, SPREAD) for _ in range(number))
        return [round(each / unit_s) for each in seconds]

    found = sum(
        change_in_duration(ranking_of(sample(sizes[0], factor), sample(sizes[1], 1)))
        in {Change.UP, Change.DOWN}
        for _ in range(runs)
    )
    return found / runs


def tables(runs: int = RUNS) -> Iterator[str]:
    yield from count_tables(runs)
    yield duration_table(runs)


def count_tables(runs: int) -> Iterator[str]:
    random = Random(_SEED)
    for title, weeks in PERIODS:
        rows = [
            (
                name,
                str(mean),
                *(
                    _percent(count_share(random, draw, weeks, mean, factor, runs=runs))
                    for factor in FACTORS
                ),
            )
            for name, draw in SOURCES
            for mean in MEANS
        ]
        header = (title, "a week", *(f"× {factor:g}" for factor in FACTORS))
        yield _markdown(header, rows)


def duration_table(runs: int) -> str:
    random = Random(_SEED)
    rows = [
        (
            f"{now} and {before}",
            *(
                _percent(duration_share(random, (now, before), factor, runs=runs))
                for factor in DURATION_FACTORS
            ),
            _percent(duration_share(random, (now, before), 1, runs=runs, unit_s=900)),
        )
        for now, before in SIZES
    ]
    header = ("durations", *(f"× {factor:g}" for factor in DURATION_FACTORS), "× 1, many equal")
    return _markdown(header, rows)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}" if share < 0.1 else f"{100 * share:.0f}"


def _markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = (header, ["---"] * len(header), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
