"""Trigger ids: what lets an app open a modal, for a moment, once.

https://docs.slack.dev/interactivity/handling-user-interaction#trigger-ids
"""

import secrets
import time
from dataclasses import dataclass, field

from firefighter.playground.slack.refusal import RefusedError

LIFETIME_S = 3.0


@dataclass(frozen=True)
class Trigger:
    user: str
    issued: float  # seconds of the monotonic clock
    view_id: str | None  # the modal it came from, onto which another can be pushed


@dataclass
class Triggers:
    lifetime_s: float = LIFETIME_S
    _open: dict[str, Trigger] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def issue(self, user: str, view_id: str | None = None) -> str:
        trigger_id = (
            f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        )
        self._open[trigger_id] = Trigger(user, time.monotonic(), view_id)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Spend it; refuses a second use, one that is too old and one that was never issued."""
        if trigger_id in self._used:
            raise RefusedError("exchanged_trigger_id")
        if (trigger := self._open.get(trigger_id)) is None:
            raise RefusedError("invalid_trigger_id")
        if time.monotonic() - trigger.issued > self.lifetime_s:
            raise RefusedError("expired_trigger_id")
        self._used.add(trigger_id)
        return trigger
