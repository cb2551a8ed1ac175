from fractions import Fraction
from math import comb
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.metrics.distribution import (
    distribution_from_values,
    distribution_of,
    lower_tail_rank,
    needed_ranks,
)

VALUES = st.lists(st.integers(0, 10**7), max_size=60)

SCIPYS_INTERVALS = [  # scipy 1.17.1: quantile_test(range(1, n + 1), p=0.5).confidence_interval()
    (6, 1, 6),
    (9, 2, 8),
    (10, 2, 9),
    (25, 8, 18),
    (48, 17, 32),
    (100, 40, 61),
    (999, 469, 531),
    (5000, 2431, 2570),
]


@given(VALUES)
def test_median_is_the_middle_value(values: list[int]) -> None:
    found = distribution_of(values, of=len(values) + 3)
    assert (found.measured, found.of) == (len(values), len(values) + 3)
    assert found.median == (median(values) if values else None)
    assert found.longest == (max(values) if values else None)


@given(VALUES.filter(bool))
def test_p90_is_at_least_nine_of_ten_values(values: list[int]) -> None:
    p90 = distribution_of(values, of=len(values)).p90
    assert p90 is not None
    assert p90 in values
    assert sum(value <= p90 for value in values) >= 0.9 * len(values)
    assert sum(value < p90 for value in values) < 0.9 * len(values)


@given(VALUES)
def test_values_are_included_below_ten(values: list[int]) -> None:
    shown = distribution_of(values, of=60).values
    assert shown == (tuple(sorted(values)) if len(values) < 10 else ())


@given(VALUES)
def test_distribution_needs_only_a_few_ranks(values: list[int]) -> None:
    ascending = sorted(values)
    found = {rank: ascending[rank - 1] for rank in needed_ranks(len(values))}
    assert len(found) <= 9
    assert distribution_from_values(found, len(values), 99) == distribution_of(values, of=99)


@pytest.mark.parametrize(("n", "low", "high"), SCIPYS_INTERVALS)
def test_interval_matches_scipy(n: int, low: int, high: int) -> None:
    assert distribution_of(range(1, n + 1), of=n).interval == (low, high)


@given(st.integers(1, 400))
def test_interval_is_exact(n: int) -> None:
    low = lower_tail_rank(n, 0.025)

    def below(rank: int) -> Fraction:
        return Fraction(sum(comb(n, found) for found in range(rank)), 2**n)

    assert below(low) <= Fraction(1, 40) < below(low + 1)


def test_five_values_give_no_interval() -> None:
    assert distribution_of([1, 2, 3, 4, 5], of=5).interval is None


def test_distribution_handles_a_hundred_thousand_values() -> None:
    assert lower_tail_rank(100_000, 0.025) == 49_690
