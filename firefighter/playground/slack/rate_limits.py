"""Slack's limits on calls, kept only when asked for.

https://docs.slack.dev/apis/web-api/rate-limits
"""

import math
import time
from collections import deque
from dataclasses import dataclass, field

from firefighter.playground.slack.methods.registry import Method

MINUTE_S = 60.0
POSTS_EVERY_S = 1.0  # chat.postMessage, for each channel


@dataclass
class RateLimits:
    enforced: bool = False
    _past: dict[str, deque[float]] = field(default_factory=dict)

    def retry_after_s(self, method: Method, channel: str) -> int | None:
        """Seconds until the call would pass, or None: it passes, and counts."""
        if not self.enforced:
            return None
        if method.name == "chat.postMessage":
            return self._count(f"{method.name} {channel}", 1, POSTS_EVERY_S)
        if method.calls_a_minute is None:
            return None
        return self._count(method.name, method.calls_a_minute, MINUTE_S)

    def _count(self, what: str, most: int, window_s: float) -> int | None:
        now = time.monotonic()
        past = self._past.setdefault(what, deque())
        while past and now - past[0] >= window_s:
            past.popleft()
        if len(past) >= most:
            return max(1, math.ceil(window_s - (now - past[0])))
        past.append(now)
        return None
