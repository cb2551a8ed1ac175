"""One request to Confluence: its time limit, its gate, and what its failures mean."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from atlassian import ConfluenceServer, ConfluenceV2
from atlassian.errors import ApiError
from requests import RequestException, Response

from firefighter.effects.gates import Gates
from firefighter.effects.lease import lasts_until
from firefighter.ports.house import Clock
from firefighter.ports.pages import (
    PageGone,
    PagesError,
    PagesRateLimited,
    PagesRefused,
    PagesUnavailable,
    TitleTaken,
)

GATE = "confluence"
"""Confluence limits an account, not a method: https://developer.atlassian.com/cloud/confluence/rate-limiting/."""

_REASON_SHOWN = 200
_PAUSE_S = 30.0
"""When it asks for a pause without saying how long."""

T = TypeVar("T")
Json = dict[str, Any]


class Conflict(PagesRefused):
    """Somebody saved the page since it was read."""


@dataclass(frozen=True)
class Account:
    """Who we are to Confluence, and where it is."""

    url: str
    token: str
    """Of Cloud an API token; of Data Center a personal access token."""
    username: str = ""
    """Of Cloud the account's address; empty for Data Center."""
    timeout_s: int = 8

    @property
    def is_cloud(self) -> bool:
        return bool(self.username)

    def pages_api(self) -> ConfluenceV2:
        """v2, of Cloud. Its constructor warns of methods that are not called here."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            return ConfluenceV2(self.url, **self._options())

    def old_api(self) -> Any:  # noqa: ANN401 - the library types none of it
        """v1: labels and attachments everywhere, on Data Center also the pages."""
        return ConfluenceServer(self.url, **self._options())  # type: ignore[no-untyped-call]

    def _options(self) -> Json:
        """Never waiting out a rate limit in the thread: the outbox has a better use for it."""
        who = (
            {"username": self.username, "password": self.token}
            if self.is_cloud
            else {"token": self.token}
        )
        return {**who, "timeout": self.timeout_s, "retry_with_header": False}


class Calls:
    """Raises PagesError. A closed gate is not knocked at."""

    def __init__(self, timeout_s: int, gates: Gates, clock: Clock) -> None:
        self._timeout_s = timeout_s
        self._gates = gates
        self._clock = clock

    def __call__(self, wish: str, call: Callable[[], T]) -> T:
        """`wish` says in words what is asked for, such as "create the page"."""
        now = self._clock.now()
        if wait_s := self._gates.seconds_left(GATE, now):
            raise PagesRateLimited(GATE, wait_s)
        if not lasts_until(now + timedelta(seconds=self._timeout_s)):
            raise PagesUnavailable(wish, "too little time was left to wait for an answer")
        try:
            return call()
        except ApiError as error:
            raise _meaning(wish, error.reason) from error
        except (RequestException, OSError) as error:
            raise _meaning(wish, error) from error


def _meaning(wish: str, error: object) -> PagesError:
    response = getattr(error, "response", None)
    if not isinstance(response, Response):
        return PagesUnavailable(wish, type(error).__name__)
    status, reason = response.status_code, _reason(response)
    if status == 429:  # noqa: PLR2004 - Too Many Requests
        return PagesRateLimited(GATE, _retry_after_s(response))
    if status >= 500:  # noqa: PLR2004 - server errors
        return PagesUnavailable(wish, f"HTTP {status}")
    if status == 404:  # noqa: PLR2004 - Not Found
        return PageGone(wish, reason)
    if status == 409:  # noqa: PLR2004 - Conflict
        return Conflict(wish, reason)
    if status == 400 and "already exists" in reason:  # noqa: PLR2004 - Bad Request
        return TitleTaken(wish, reason)
    return PagesRefused(wish, reason)


def _retry_after_s(response: Response) -> float:
    try:
        return float(response.headers.get("Retry-After", _PAUSE_S))
    except ValueError:
        return _PAUSE_S


def _reason(response: Response) -> str:
    """What Confluence says, which each of its APIs puts in another place."""
    try:
        said = response.json()
    except ValueError:
        return f"HTTP {response.status_code}"
    errors = said.get("errors") if isinstance(said, dict) else None
    first = errors[0] if isinstance(errors, list) and errors else said
    text = (first.get("title") or first.get("message")) if isinstance(first, dict) else ""
    return str(text or f"HTTP {response.status_code}")[:_REASON_SHOWN]
