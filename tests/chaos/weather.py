"""The local Slack's moods: each call may fail, in any of the ways in which Slack fails."""

import random
from collections import Counter
from collections.abc import Callable

from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import (
    DropAfterDoing,
    DropBefore,
    Hang,
    LocalSlack,
    RateLimited,
    ServerError,
    SlackError,
)
from firefighter.playground.slack.faults import Fault
from firefighter.playground.slack.records import Json

HANG_S = 4.0
"""Longer than any call is waited for. What a hanging call does is done when it arrives: work done
after the client gave up is possible in real life, but no client could ever find out."""

_FAULTS: tuple[tuple[str, Fault, float], ...] = (
    ("429 for 1 s", RateLimited(1), 0.02),
    ("429 for 2 s", RateLimited(2), 0.01),
    ("500", ServerError(500), 0.02),
    ("internal_error", SlackError("internal_error"), 0.01),
    ("hang, nothing done", Hang(HANG_S), 0.01),
    ("hang, all done", Hang(HANG_S, after_doing=True), 0.015),
    ("dropped before", DropBefore(), 0.02),
    ("dropped after doing", DropAfterDoing(), 0.04),
)
"""A name for the table, what happens, and how likely for any call of any method."""


_PAGING_FAULTS: tuple[tuple[str, Fault, float], ...] = (
    ("PagerDuty 500", ServerError(500), 0.05),
    ("PagerDuty dropped before", DropBefore(), 0.05),
    ("PagerDuty dropped after doing", DropAfterDoing(), 0.15),
    ("PagerDuty hang, all done", Hang(HANG_S, after_doing=True), 0.05),
)
"""No 429: PagerDuty wants minutes after one, which is longer than a run waits."""


class Weather:
    def __init__(self, slack: LocalSlack, pagerduty: LocalPagerDuty, seed: str) -> None:
        self._slack = slack
        self._pagerduty = pagerduty
        self._random = random.Random(seed)
        self.counts: Counter[str] = Counter()

    def turn_bad(self) -> None:
        for name, fault, likely in _FAULTS:
            self._slack.faults.answer("*", fault, times=None, when=self._happens(name, likely))
        for name, fault, likely in _PAGING_FAULTS:
            happens = self._happens(name, likely)
            self._pagerduty.faults.answer("*", fault, times=None, when=happens)

    def clear(self) -> None:
        self._slack.faults.clear()
        self._pagerduty.faults.clear()

    def _happens(self, name: str, likely: float) -> Callable[[Json], bool]:
        def happens(_arguments: Json) -> bool:
            struck = self._random.random() < likely
            self.counts[name] += struck
            return struck

        return happens
