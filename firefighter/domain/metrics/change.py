"""Whether something changed, or only varies. Nothing is called a change that no test calls one."""

from enum import StrEnum

from firefighter.domain.metrics.binomial import two_sided_p
from firefighter.domain.metrics.spread import Spread

ALPHA = 0.01
"""How often chance alone may be taken for a change: less than once in a hundred."""


class Change(StrEnum):
    UP = "up"
    DOWN = "down"
    NONE = "none"
    """What differs may well be chance."""
    UNKNOWN = "unknown"
    """Too few to tell."""


def change_in_count(now: int, before: int, times: int = 1) -> Change:
    """`now` in one stretch of time, against `before` in `times` stretches as long.

    The exact binomial test: were the pace the same, each of the `now + before` incidents would fall
    into the present stretch with probability 1 / (times + 1). Two-sided, at ALPHA. It takes
    incidents for independent of each other; they come in clusters, hence so strict a level. With
    none before nothing is known of the pace: perhaps nobody wrote incidents down yet.
    """
    if not before:
        return Change.UNKNOWN
    total = now + before
    share = 1 / (times + 1)
    if two_sided_p(now, total, share) >= ALPHA:
        return Change.NONE
    return Change.UP if now > total * share else Change.DOWN


def change_in_median(now: Spread, before: Spread) -> Change:
    """Whether the 95 % intervals of the two medians lie apart.

    Two such intervals of one and the same median lie apart less than once in a hundred. Unlike a
    test of averages it does not mind one incident that lasted for days.
    """
    if now.interval is None or before.interval is None:
        return Change.UNKNOWN
    if now.interval[0] > before.interval[1]:
        return Change.UP
    return Change.DOWN if now.interval[1] < before.interval[0] else Change.NONE
