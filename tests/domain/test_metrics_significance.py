from itertools import combinations
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.metrics.significance import (
    BlockCounts,
    Change,
    Ranking,
    change_in_count,
    change_in_duration,
    mann_whitney_p,
    ranking_of,
    student_p,
)

FEW = st.lists(st.integers(0, 6), min_size=1, max_size=5)
DURATIONS = st.lists(st.integers(0, 10**6), max_size=40)

T_TABLE = [  # t with p = 0.01, two-sided: Abramowitz and Stegun, table 26.10
    (1, 63.657),
    (2, 9.925),
    (3, 5.841),
    (5, 4.032),
    (10, 3.169),
    (11, 3.106),
    (24, 2.797),
    (30, 2.750),
    (120, 2.617),
]
U_TABLE = [  # largest U that is significant at 0.01, two-sided: Milton, JASA 59 (1964), table 1
    (5, 5, 0),
    (6, 6, 2),
    (7, 7, 4),
    (8, 8, 7),
    (9, 9, 11),
    (10, 10, 16),
    (5, 10, 4),
    (15, 15, 51),
    (20, 20, 105),
]
SCIPYS_P_VALUES = [  # scipy 1.17.1: mannwhitneyu(now, before, method="asymptotic").pvalue
    (range(40), range(20, 60), 7.95695256282532e-09),
    ([n // 4 for n in range(80)], [n // 5 for n in range(90)], 0.26108130833373633),
]


@pytest.mark.parametrize(("freedom", "critical"), T_TABLE)
def test_p_value_of_t_matches_the_table(freedom: int, critical: float) -> None:
    assert student_p(critical, freedom) == pytest.approx(0.01, rel=0.005)
    assert student_p(0, freedom) == 1
    assert student_p(float("inf"), freedom) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(("now", "before", "critical"), U_TABLE)
def test_significant_rankings_match_the_table(now: int, before: int, critical: int) -> None:
    untied = (1,) * (now + before)
    assert mann_whitney_p(Ranking(now, before, 2 * critical, groups=untied)) <= 0.01
    assert mann_whitney_p(Ranking(now, before, 2 * critical + 2, groups=untied)) > 0.01


@given(FEW, FEW)
def test_exact_p_value_counts_all_rankings(now: list[int], before: list[int]) -> None:
    both = now + before
    pairs = len(now) * len(before)

    def distance(chosen: tuple[int, ...]) -> int:
        a = [both[n] for n in chosen]
        b = [both[n] for n in range(len(both)) if n not in chosen]
        return abs(sum((x > y) * 2 + (x == y) for x in a for y in b) - pairs)

    found = distance(tuple(range(len(now))))
    ways = list(combinations(range(len(both)), len(now)))
    expected = sum(distance(chosen) >= found for chosen in ways) / comb(len(both), len(now))
    assert mann_whitney_p(ranking_of(now, before)) == pytest.approx(expected)


@pytest.mark.parametrize(("now", "before", "p"), SCIPYS_P_VALUES)
def test_approximate_p_value_matches_scipy(now: list[int], before: list[int], p: float) -> None:
    ranking = ranking_of(now, before)
    assert not ranking.is_exact
    assert mann_whitney_p(ranking) == pytest.approx(p)


@given(DURATIONS, DURATIONS)
def test_longer_now_is_shorter_before(now: list[int], before: list[int]) -> None:
    mirrored = {Change.UP: Change.DOWN, Change.DOWN: Change.UP}
    change = change_in_duration(ranking_of(now, before))
    assert change_in_duration(ranking_of(before, now)) == mirrored.get(change, change)


@given(DURATIONS)
def test_equal_durations_show_no_change(values: list[int]) -> None:
    assert change_in_duration(ranking_of(values, values)) in {Change.NONE, Change.UNKNOWN}


def test_small_durations_are_shorter() -> None:
    before = [60 * 2**n for n in range(12)]
    assert change_in_duration(ranking_of([n // 64 for n in before], before)) is Change.DOWN
    assert change_in_duration(ranking_of(before, [n // 64 for n in before])) is Change.UP


def test_too_few_durations_for_any_ranking_to_be_significant_are_not_enough_data() -> None:
    assert change_in_duration(ranking_of([1] * 4, [9] * 5)) is Change.UNKNOWN
    assert change_in_duration(ranking_of([1] * 5, [9] * 5)) is Change.DOWN
    assert change_in_duration(ranking_of([1] * 2, [9] * 12)) is Change.UNKNOWN
    assert change_in_duration(Ranking()) is Change.UNKNOWN


STEADY = (5, 6, 4, 5, 7, 5, 4, 6, 5, 5, 4, 6)
CLUMPS = (0, 14, 1, 0, 9, 3, 0, 22, 0, 1, 11, 0)


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [
        ((16,), STEADY, Change.UP),
        ((6,), STEADY, Change.NONE),
        ((0,), (9, 10, 11, 9) * 3, Change.DOWN),
        ((16,), CLUMPS, Change.NONE),
        ((22, 18, 19, 24), STEADY[:4], Change.UP),
        ((9,), (), Change.UNKNOWN),
        ((9,), (0,) * 12, Change.UNKNOWN),
        ((9,), (0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 0, 0), Change.UNKNOWN),
        ((9,), (3,), Change.UNKNOWN),
        ((5,), (5,) * 12, Change.NONE),
    ],
)
def test_weeks_are_compared_by_how_much_they_vary(
    now: tuple[int, ...], before: tuple[int, ...], change: Change
) -> None:
    assert change_in_count(BlockCounts(now, before)) is change


def test_earlier_weeks_show_how_much_weeks_vary() -> None:
    assert change_in_count(BlockCounts((25,), (5,))) is Change.UNKNOWN
    assert change_in_count(BlockCounts((25,), (5,), STEADY)) is Change.UP
    assert change_in_count(BlockCounts((25,), (5,), CLUMPS)) is Change.NONE


@given(st.integers(1, 20), st.integers(1, 6), st.integers(6, 15))
def test_equal_weeks_show_no_change(number: int, now: int, before: int) -> None:
    assert change_in_count(BlockCounts((number,) * now, (number,) * before)) is Change.NONE
