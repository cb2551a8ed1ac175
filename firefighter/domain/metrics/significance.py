"""Whether a difference between two periods is significant: tests for counts and for durations.

`docs/statistics.md` has what they find and how often they err, as simulated by `tests.simulation`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate
from math import atan, comb, cos, erfc, log, pi, sin, sqrt
from typing import Self

ALPHA = 0.01
"""How often chance alone may be taken for a change: less than once in a hundred."""

COUNT_LEVEL = 0.008
"""Level of the test of counts: it is approximate, and with this, no simulation exceeds `ALPHA`."""

LEAST_BLOCKS = 6
"""Fewer blocks with incidents say nothing about how much blocks vary."""

_VARIANCE_STABILIZING = 3 / 8
"""Anscombe, The transformation of Poisson, binomial and negative-binomial data, 1948."""

EXACT_PAIRS = 900
"""Rankings of at most so many pairs of values, such as 30 and 30, are tested exactly."""


class Change(StrEnum):
    UP = "up"
    DOWN = "down"
    NONE = "none"
    """What differs may well be chance."""
    UNKNOWN = "unknown"
    """Too few to tell."""


@dataclass(frozen=True)
class BlockCounts:
    """Incidents in blocks of equal length, about a week each."""

    now: Sequence[int] = ()
    before: Sequence[int] = ()
    earlier: Sequence[int] = ()
    """Before `before`. They only show how much blocks vary."""


def change_in_count(counts: BlockCounts) -> Change:
    """Whether there are more or fewer incidents in a block now than before.

    Incidents come in clumps, and weeks vary more than independent incidents would. How much, is
    estimated from the blocks of each period. A change must be significant by two t-tests: one of
    the square roots of the counts, one of the rates with the variance of independent incidents
    times the estimated dispersion (McCullagh and Nelder, Generalized Linear Models, 4.5).
    """
    groups = [group for group in (counts.now, counts.before, counts.earlier) if group]
    occupied = sum(number > 0 for group in groups for number in group)
    if not counts.now or not sum(counts.before) or occupied < LEAST_BLOCKS:
        return Change.UNKNOWN
    freedom = sum(len(group) - 1 for group in groups)
    if not freedom:
        return Change.UNKNOWN
    statistic = min(_t_of_roots(counts, groups, freedom), _t_of_rates(counts, groups, freedom))
    if student_p(statistic, freedom) >= COUNT_LEVEL:
        return Change.NONE
    return Change.UP if _mean(counts.now) > _mean(counts.before) else Change.DOWN


def _t_of_roots(counts: BlockCounts, groups: Sequence[Sequence[int]], freedom: int) -> float:
    roots = [[sqrt(number + _VARIANCE_STABILIZING) for number in group] for group in groups]
    variance = sum(map(_squares, roots)) / freedom
    if not variance:
        return 0.0 if roots[0][0] == roots[1][0] else float("inf")
    spread = variance * (1 / len(counts.now) + 1 / len(counts.before))
    return abs(_mean(roots[0]) - _mean(roots[1])) / sqrt(spread)


def _t_of_rates(counts: BlockCounts, groups: Sequence[Sequence[int]], freedom: int) -> float:
    pearson = sum(_squares(group) / _mean(group) for group in groups if any(group))
    dispersion = max(1.0, pearson / freedom)
    both = [*counts.now, *counts.before]
    deviance = 2 * sum(
        sum(group) * log(_mean(group) / _mean(both))
        for group in (counts.now, counts.before)
        if any(group)
    )
    return sqrt(max(0.0, deviance) / dispersion)


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def _squares(numbers: Sequence[float]) -> float:
    """The sum of squared distances from the mean."""
    mean = _mean(numbers)
    return sum((number - mean) ** 2 for number in numbers)


def student_p(statistic: float, freedom: int) -> float:
    """The two-sided p-value of Student's t: Abramowitz and Stegun, 26.7.3 and 26.7.4."""
    angle = pi / 2 if statistic == float("inf") else atan(abs(statistic) / sqrt(freedom))
    odd = freedom % 2
    steps = range(2 if odd else 1, freedom - 1, 2)
    factors = accumulate((step / (step + 1) for step in steps), lambda a, b: a * b, initial=1.0)
    power = cos(angle) if odd else 1.0
    series = sum(factor * power * cos(angle) ** (2 * n) for n, factor in enumerate(factors))
    if not odd:
        return max(0.0, 1 - sin(angle) * series)
    inner = angle + (sin(angle) * series if freedom > 1 else 0.0)
    return max(0.0, 1 - 2 / pi * inner)


@dataclass(frozen=True)
class Ranking:
    """The values of two samples, ranked together."""

    now: int = 0
    """How many values."""
    before: int = 0
    twice_u: int = 0
    """Twice the number of pairs in which the value of now is the larger; equal ones count once."""
    tied: int = 0
    """The sum of t³ - t over all groups of t equal values."""
    groups: tuple[int, ...] = ()
    """How many values are equal, in ascending order of values; only if they are tested exactly."""

    @property
    def is_exact(self) -> bool:
        return is_tested_exactly(self.now, self.before)

    @classmethod
    def of_numbers(cls, numbers: Iterable[tuple[int, int, int]]) -> Self:
        """From each value, in ascending order, with how often it occurs now and before."""
        now = before = twice_u = tied = 0
        groups = []
        for _value, a, b in numbers:
            twice_u += a * (2 * before + b)
            now, before, tied = now + a, before + b, tied + (a + b) ** 3 - (a + b)
            groups.append(a + b)
        exact = is_tested_exactly(now, before)
        return cls(now, before, twice_u, tied, tuple(groups) if exact else ())


def is_tested_exactly(now: int, before: int) -> bool:
    return now * before <= EXACT_PAIRS


def ranking_of(now: Iterable[int], before: Iterable[int]) -> Ranking:
    a, b = Counter(now), Counter(before)
    return Ranking.of_numbers((value, a[value], b[value]) for value in sorted({*a, *b}))


def change_in_duration(ranking: Ranking) -> Change:
    """Whether values tend to be larger or smaller now: the Mann-Whitney test.

    Unknown if even the most extreme ranking of so many values would not be significant.
    """
    if 2 / comb(ranking.now + ranking.before, ranking.now) >= ALPHA:
        return Change.UNKNOWN
    if mann_whitney_p(ranking) >= ALPHA:
        return Change.NONE
    return Change.UP if ranking.twice_u > ranking.now * ranking.before else Change.DOWN


def mann_whitney_p(ranking: Ranking) -> float:
    """The two-sided p-value: how likely U is at least as far from its mean, if nothing changed.

    Exact, also with equal values, up to EXACT_PAIRS; else by the normal approximation, corrected
    for continuity and equal values (Hollander, Wolfe and Chicken, Nonparametric Statistical
    Methods, 4.1).
    """
    pairs = ranking.now * ranking.before
    if ranking.is_exact:
        return _exact_p(ranking.groups, ranking.now, abs(ranking.twice_u - pairs))
    both = ranking.now + ranking.before
    variance = pairs / 12 * (both + 1 - ranking.tied / (both * (both - 1)))
    if not variance:
        return 1.0
    distance = max(0.0, abs(ranking.twice_u - pairs) - 1) / 2
    return erfc(distance / sqrt(2 * variance))


@lru_cache(maxsize=256)
def _exact_p(groups: tuple[int, ...], now: int, distance: int) -> float:
    """Counts the ways to choose the `now` values out of all, by twice their sum of ranks.

    `ways[k]` is a polynomial of the ways to choose k values, packed into one integer of `width`
    bits a coefficient; its exponents are twice the sum of ranks.
    """
    both = sum(groups)
    width = both + 1
    ways = [1] + [0] * now
    ranked = 0
    for size in groups:
        twice_rank = 2 * ranked + size + 1
        ranked += size
        for chosen in range(min(now, ranked), 0, -1):
            ways[chosen] += sum(
                comb(size, taken) * ways[chosen - taken] << width * twice_rank * taken
                for taken in range(1, min(size, chosen) + 1)
            )
    extreme = 0
    mean, coefficient = now * (both + 1), (1 << width) - 1
    packed = ways[now].to_bytes((ways[now].bit_length() + 7) // 8 + 1, "little")
    for twice_sum in range(now * (now + 1), now * (2 * both - now + 1) + 1):
        if abs(twice_sum - mean) >= distance:
            extreme += _bits(packed, twice_sum * width, width) & coefficient
    return extreme / comb(both, now)


def _bits(packed: bytes, start: int, width: int) -> int:
    """At least `width` bits from bit `start` on."""
    first = start // 8
    return int.from_bytes(packed[first : first + width // 8 + 2], "little") >> start % 8
