"""Faults of the local Slack: each call may fail in any of the ways in which Slack fails."""

import math
import random
import threading
from collections import Counter
from collections.abc import Callable

from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import (
    DropAfterDoing,
    DropBefore,
    DropThenDo,
    Hang,
    LocalSlack,
    RateLimited,
    ServerError,
    SlackError,
)
from firefighter.playground.slack.faults import Fault
from firefighter.playground.slack.records import Json

HANG_S = 4.0
"""Longer than any client waits. A hanging call does its work on arrival."""

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
"""A name for the table, the fault, and its probability for any call of any method."""


_POSTED_LATE = 0.03
"""The probability that a post is carried out only after the last fault, long after its retry."""

_EDITED_LATE = 0.02
"""As `_POSTED_LATE`, of an edit, which newer ones have followed by then."""


_PAGING_FAULTS: tuple[tuple[str, Fault, float], ...] = (
    ("PagerDuty 500", ServerError(500), 0.05),
    ("PagerDuty dropped before", DropBefore(), 0.05),
    ("PagerDuty dropped after doing", DropAfterDoing(), 0.15),
    ("PagerDuty hang, all done", Hang(HANG_S, after_doing=True), 0.05),
)
"""No 429: PagerDuty asks for minutes after one, which is longer than a run waits."""


class ServiceFaults:
    def __init__(self, slack: LocalSlack, pagerduty: LocalPagerDuty, seed: str) -> None:
        self._slack = slack
        self._pagerduty = pagerduty
        self._random = random.Random(seed)
        self._late = threading.Event()
        self.counts: Counter[str] = Counter()
        self.cleared_at = math.inf
        """When Slack carried out what it had kept; unix seconds."""

    def start(self, *, late_calls: bool = True) -> None:
        """`late_calls`: Slack carries out some calls after the last fault, as a long run checks."""
        if late_calls:
            self._start_late_calls()
        for name, fault, likely in _FAULTS:
            self._slack.faults.answer("*", fault, times=None, when=self._happens(name, likely))
        for name, fault, likely in _PAGING_FAULTS:
            happens = self._happens(name, likely)
            self._pagerduty.faults.answer("*", fault, times=None, when=happens)

    def _start_late_calls(self) -> None:
        self._slack.faults.answer(
            "chat.postMessage",
            DropThenDo(self._late),
            times=None,
            when=self._happens("posted after the retry", _POSTED_LATE),
        )
        self._slack.faults.answer(
            "chat.update",
            DropThenDo(self._late),
            times=None,
            when=self._happens("edited after the retry", _EDITED_LATE),
        )

    def clear(self) -> None:
        """Lets Slack carry out what it has kept."""
        self._slack.faults.clear()
        self.cleared_at = self._slack.now()
        self._late.set()
        self._pagerduty.faults.clear()

    def _happens(self, name: str, likely: float) -> Callable[[Json], bool]:
        def happens(_arguments: Json) -> bool:
            happens_now = self._random.random() < likely
            self.counts[name] += happens_now
            return happens_now

        return happens
