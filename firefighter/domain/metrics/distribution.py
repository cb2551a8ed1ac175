"""How numbers are distributed, without averages."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, isqrt, lgamma, log

_CUTOFF = 12
"""Standard deviations from the middle, beyond which all probability together is below 1e-30."""


@lru_cache(maxsize=1024)
def lower_tail_rank(n: int, tail: float) -> int:
    """The largest l ≥ 0 for which P(X < l) ≤ `tail`, with X ~ Binomial(n, 1/2)."""
    first = max(0, n // 2 - _CUTOFF * (isqrt(n) + 1))
    below = 0.0
    for rank in range(first, n + 1):
        below += _probability(rank, n)
        if below > tail:
            return rank
    return n


def _probability(successes: int, n: int) -> float:
    ways = lgamma(n + 1) - lgamma(successes + 1) - lgamma(n - successes + 1)
    return exp(ways - n * log(2))


RAW_LIMIT = 9
"""Up to so many values are shown themselves: fewer than ten have no percentile worth the name."""


CONFIDENCE = 0.95


@dataclass(frozen=True)
class Distribution:
    """Seconds, or what else was measured. All None when nothing was."""

    measured: int
    """n: of how many incidents it is known, as a duration is when both its ends are on record."""
    of: int
    """Out of how many incidents; the others are left out, not taken for zero."""
    median: float | None = None
    """The middle value; the mean of the two middle ones when n is even."""
    p90: int | None = None
    """The 90th percentile by nearest rank: value number ⌈0.9 n⌉ in ascending order."""
    longest: int | None = None
    interval: tuple[int, int] | None = None
    """Where the true median lies with 95 % confidence; None when n < 6 can not say.

    Distribution-free: values number l and n + 1 - l in ascending order, l the largest for which
    P(X < l) ≤ 2.5 % with X ~ Binomial(n, 1/2).
    """
    values: tuple[int, ...] = ()
    """All of them in ascending order when n < 10, otherwise none."""


EMPTY_DISTRIBUTION = Distribution(0, 0)


def distribution_of(numbers: Iterable[int], of: int) -> Distribution:
    values = sorted(numbers)
    shown = tuple(values) if len(values) <= RAW_LIMIT else ()
    return distribution_from_ranks(len(values), of, lambda rank: values[rank - 1], shown)


def distribution_from_ranks(
    measured: int, of: int, at: Callable[[int], int], values: tuple[int, ...] = ()
) -> Distribution:
    """From values by their rank in ascending order, the smallest being 1: those of `ranks`."""
    if not measured:
        return Distribution(0, of)
    low = lower_tail_rank(measured, (1 - CONFIDENCE) / 2)
    return Distribution(
        measured,
        of,
        median=(at((measured + 1) // 2) + at((measured + 2) // 2)) / 2,
        p90=at(_rank_of_p90(measured)),
        longest=at(measured),
        interval=(at(low), at(measured + 1 - low)) if low else None,
        values=values,
    )


def needed_ranks(measured: int) -> tuple[int, ...]:
    """The only ranks whose values a spread of so many needs to know."""
    if measured <= RAW_LIMIT:
        return tuple(range(1, measured + 1))
    low = lower_tail_rank(measured, (1 - CONFIDENCE) / 2)
    middle = ((measured + 1) // 2, (measured + 2) // 2)
    return tuple(sorted({low, *middle, _rank_of_p90(measured), measured + 1 - low, measured}))


def distribution_from_values(found: Mapping[int, int], measured: int, of: int) -> Distribution:
    """From the values of `ranks(measured)`, by rank."""
    shown = tuple(found[rank] for rank in sorted(found)) if measured <= RAW_LIMIT else ()
    return distribution_from_ranks(measured, of, lambda rank: found[rank], shown)


def _rank_of_p90(measured: int) -> int:
    return (9 * measured + 9) // 10
