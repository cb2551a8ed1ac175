"""What a team earned in several drills of a Game Day, and the clock that its facts are told by."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from firefighter.domain.game_clock import GameClock
from firefighter.domain.scoring import (
    ADJUSTMENT_LIMIT,
    FULL,
    Adjustment,
    DrillFacts,
    combined,
    rank_teams,
    score,
)
from tests.domain.drill_facts import drill_facts

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ADJUSTMENTS = st.builds(
    Adjustment, st.integers(-ADJUSTMENT_LIMIT, ADJUSTMENT_LIMIT), st.sampled_from(["Calm", "Late"])
)
SEVERAL = st.lists(drill_facts(), min_size=1, max_size=3)
FEW = settings(max_examples=20)
"""Several drills with all their facts take long to make up."""

SECONDS = st.integers(1, 3600).map(lambda seconds: timedelta(seconds=seconds))


@given(facts=drill_facts())
def test_the_average_of_one_drill_is_that_drill(facts: DrillFacts) -> None:
    found = score(facts)
    assert combined([found], found.adjustments) == found


@FEW
@given(several=SEVERAL, seed=st.integers(0, 999))
def test_the_order_of_drills_does_not_matter(several: list[DrillFacts], seed: int) -> None:
    scores = [score(each) for each in several]
    shuffled = Random(seed).sample(scores, len(scores))  # noqa: S311 - no secret
    assert combined(shuffled, ()) == combined(scores, ())


@FEW
@given(several=SEVERAL, adjustment=ADJUSTMENTS)
def test_the_average_stays_within_a_hundred(
    several: list[DrillFacts], adjustment: Adjustment
) -> None:
    found = combined([score(each) for each in several], (adjustment,))
    assert 0 <= found.total <= FULL
    assert 0 <= found.earned <= found.possible <= FULL
    assert all(0 <= each.share <= 1 for each in found.items)


@FEW
@given(teams=st.lists(SEVERAL, min_size=1, max_size=4), seed=st.integers(0, 999))
def test_replaying_the_facts_gives_the_same_board(teams: list[list[DrillFacts]], seed: int) -> None:
    def board(names: Sequence[int]) -> object:
        return rank_teams(
            {f"T{each}": combined([score(facts) for facts in teams[each]], ()) for each in names}
        )

    names = range(len(teams))
    assert board(Random(seed).sample(names, len(names))) == board(names)  # noqa: S311 - no secret


@given(
    pauses=st.lists(st.tuples(SECONDS, SECONDS), max_size=4),
    game_times=st.lists(SECONDS, max_size=4),
)
def test_game_time_is_the_same_with_and_without_pauses(
    pauses: list[tuple[timedelta, timedelta]], game_times: list[timedelta]
) -> None:
    length = timedelta(hours=8)
    plain = paused = GameClock(START, length)
    now = START
    for played, rested in pauses:
        paused = paused.paused(now + played).resumed(now + played + rested)
        now += played + rested
    for game_time in game_times:
        at = paused.wall_time(game_time)
        assert at is not None
        assert paused.game_time(at) == game_time == plain.game_time(START + game_time)
