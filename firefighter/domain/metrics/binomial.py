"""The binomial distribution, which is all that the two tests of `change.py` stand on.

Written out because the libraries that have it bring 150 MB and half a second of import along; the
tests hold both functions against SciPy's. See docs/decisions/ for the choice.
"""

from functools import lru_cache
from math import exp, isqrt, lgamma, log, log1p

_FAR = 12
"""Standard deviations from the middle, beyond which all probability together is below 1e-30."""

_SAME = 1e-7
"""Relative: probabilities this close are equal but for rounding."""


@lru_cache(maxsize=1024)
def lower_tail_rank(n: int, tail: float) -> int:
    """The largest l ≥ 0 for which P(X < l) ≤ `tail`, with X ~ Binomial(n, 1/2)."""
    first = max(0, n // 2 - _FAR * (isqrt(n) + 1))
    below = 0.0
    for rank in range(first, n + 1):
        below += _probability(rank, n, 0.5)
        if below > tail:
            return rank
    return n


def two_sided_p(found: int, n: int, share: float) -> float:
    """How likely a result at least as unlikely as `found` is, with X ~ Binomial(n, share)."""
    limit = _probability(found, n, share) * (1 + _SAME)
    each = (_probability(successes, n, share) for successes in range(n + 1))
    return min(1.0, sum(probability for probability in each if probability <= limit))


def _probability(successes: int, n: int, share: float) -> float:
    ways = lgamma(n + 1) - lgamma(successes + 1) - lgamma(n - successes + 1)
    return exp(ways + successes * log(share) + (n - successes) * log1p(-share))
