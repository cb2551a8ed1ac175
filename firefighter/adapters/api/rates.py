"""How many requests a token may send to one process."""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from firefighter.domain.api_tokens import TokenId

_BURST_S = 60
"""Unused requests add up for that long."""


@dataclass
class RequestRates:
    """A token bucket for each API token: https://en.wikipedia.org/wiki/Token_bucket."""

    per_minute: int
    clock_s: Callable[[], float] = time.monotonic
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _left: dict[TokenId, tuple[float, float]] = field(default_factory=dict)
    """For each token, how many requests were left at a time."""

    def take(self, token: TokenId) -> int:
        """Zero if the request may go on; otherwise after how many seconds it may be repeated."""
        per_s = self.per_minute / 60
        most = max(per_s * _BURST_S, 1.0)
        with self._lock:
            now = self.clock_s()
            left, since = self._left.get(token, (most, now))
            left = min(left + (now - since) * per_s, most)
            self._left[token] = (max(left - 1, 0.0) if left >= 1 else left, now)
            return 0 if left >= 1 else math.ceil((1 - left) / per_s)
