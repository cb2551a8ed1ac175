"""Faults to order: what the Web API does instead of, or after, what it was asked.

slack.faults.answer("chat.postMessage", RateLimited(retry_after_s=2), times=1)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from firefighter.playground.slack.records import Json


@dataclass(frozen=True)
class RateLimited:
    """HTTP 429 with `Retry-After`: https://docs.slack.dev/apis/web-api/rate-limits."""

    retry_after_s: int = 1


@dataclass(frozen=True)
class ServerError:
    """An HTML page, as a broken proxy in front of Slack would send it."""

    status: int = 500


@dataclass(frozen=True)
class SlackError:
    """`{"ok": false, "error": …}` with whatever else belongs to it."""

    error: str
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Hang:
    """No answer for so long, then a closed connection; nothing, or everything, was done."""

    seconds: float = 3600.0
    after_doing: bool = False


@dataclass(frozen=True)
class DropBefore:
    """The connection closes and nothing was done."""


@dataclass(frozen=True)
class DropAfterDoing:
    """The connection closes although everything was done: the caller cannot tell."""


Fault = RateLimited | ServerError | SlackError | Hang | DropBefore | DropAfterDoing
Condition = Callable[[Json], bool]


def _always(_arguments: Json) -> bool:
    return True


@dataclass
class _Ordered:
    method: str
    fault: Fault
    left: int | None
    when: Condition


class Faults:
    """Safe to order from any thread: each order is one append, each clearing one assignment."""

    def __init__(self) -> None:
        self._ordered: list[_Ordered] = []

    def answer(
        self, method: str, fault: Fault, *, times: int | None = 1, when: Condition = _always
    ) -> None:
        """Let the next calls of a method fail; "*" is any method, `times=None` until cleared."""
        self._ordered.append(_Ordered(method, fault, times, when))

    def clear(self) -> None:
        self._ordered = []

    def next_for(self, method: str, arguments: Json) -> Fault | None:
        """The first fault ordered for such a call; it is used up by one."""
        for ordered in self._ordered:
            if ordered.left == 0 or ordered.method not in (method, "*"):
                continue
            if ordered.when(arguments):
                ordered.left = None if ordered.left is None else ordered.left - 1
                return ordered.fault
        return None
