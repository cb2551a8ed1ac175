from fractions import Fraction
from math import comb
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.metrics.binomial import lower_tail_rank, two_sided_p
from firefighter.domain.metrics.change import Change, change_in_count, change_in_median
from firefighter.domain.metrics.spread import Spread, ranks, spread_from, spread_of

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
SCIPYS_P_VALUES = [  # scipy 1.17.1: binomtest(found, n, share).pvalue
    (0, 12, 1 / 13, 1.0),
    (3, 12, 1 / 13, 0.05920392941881895),
    (7, 30, 1 / 13, 0.006683695120063929),
    (12, 40, 1 / 2, 0.01658900337497471),
    (60, 200, 1 / 13, 1.7216559950547274e-20),
    (5, 5, 1 / 2, 0.0625),
    (400, 1000, 1 / 2, 2.728464156065947e-10),
    (1, 1, 1 / 13, 0.07692307692307693),
]


@given(VALUES)
def test_the_median_is_the_middle(values: list[int]) -> None:
    found = spread_of(values, of=len(values) + 3)
    assert (found.measured, found.of) == (len(values), len(values) + 3)
    assert found.median == (median(values) if values else None)
    assert found.longest == (max(values) if values else None)


@given(VALUES.filter(bool))
def test_nine_of_ten_are_no_longer_than_the_90th_percentile(values: list[int]) -> None:
    p90 = spread_of(values, of=len(values)).p90
    assert p90 is not None
    assert p90 in values
    assert sum(value <= p90 for value in values) >= 0.9 * len(values)
    assert sum(value < p90 for value in values) < 0.9 * len(values)


@given(VALUES)
def test_the_values_are_shown_when_there_are_fewer_than_ten(values: list[int]) -> None:
    shown = spread_of(values, of=60).values
    assert shown == (tuple(sorted(values)) if len(values) < 10 else ())


@given(VALUES)
def test_a_spread_needs_only_a_few_ranks(values: list[int]) -> None:
    ascending = sorted(values)
    found = {rank: ascending[rank - 1] for rank in ranks(len(values))}
    assert len(found) <= 9
    assert spread_from(found, len(values), 99) == spread_of(values, of=99)


@pytest.mark.parametrize(("n", "low", "high"), SCIPYS_INTERVALS)
def test_the_interval_is_that_of_scipy(n: int, low: int, high: int) -> None:
    assert spread_of(range(1, n + 1), of=n).interval == (low, high)


@given(st.integers(1, 400))
def test_the_interval_is_exact(n: int) -> None:
    low = lower_tail_rank(n, 0.025)

    def below(rank: int) -> Fraction:
        return Fraction(sum(comb(n, found) for found in range(rank)), 2**n)

    assert below(low) <= Fraction(1, 40) < below(low + 1)


def test_five_values_cannot_say_where_the_median_lies() -> None:
    assert spread_of([1, 2, 3, 4, 5], of=5).interval is None


def test_a_hundred_thousand_values_are_no_trouble() -> None:
    assert lower_tail_rank(100_000, 0.025) == 49_690


@pytest.mark.parametrize(("found", "n", "share", "p"), SCIPYS_P_VALUES)
def test_the_p_value_is_that_of_scipy(found: int, n: int, share: float, p: float) -> None:
    assert two_sided_p(found, n, share) == pytest.approx(p, rel=1e-9)


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [
        (0, 0, Change.UNKNOWN),
        (48, 0, Change.UNKNOWN),
        (1, 12, Change.NONE),
        (4, 12, Change.NONE),
        (8, 12, Change.UP),
        (0, 24, Change.NONE),
        (0, 120, Change.DOWN),
        (20, 120, Change.UP),
    ],
)
def test_a_week_is_held_against_the_twelve_before(now: int, before: int, change: Change) -> None:
    assert change_in_count(now, before, times=12) is change


def span(low: int, high: int) -> Spread:
    return Spread(20, 20, interval=(low, high))


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [
        (span(10, 20), span(15, 30), Change.NONE),
        (span(10, 20), span(20, 30), Change.NONE),
        (span(10, 20), span(21, 30), Change.DOWN),
        (span(31, 40), span(21, 30), Change.UP),
        (Spread(3, 3), span(21, 30), Change.UNKNOWN),
        (span(21, 30), Spread(0, 0), Change.UNKNOWN),
    ],
)
def test_medians_differ_when_their_intervals_lie_apart(
    now: Spread, before: Spread, change: Change
) -> None:
    assert change_in_median(now, before) is change


@given(st.lists(st.integers(0, 1000), min_size=6, max_size=40))
def test_nothing_changes_against_itself(values: list[int]) -> None:
    spread = spread_of(values, of=40)
    assert change_in_median(spread, spread) is Change.NONE
