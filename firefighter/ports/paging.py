"""Whoever rings the people on call, in the words of incidents."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from firefighter.domain.errors import FirefighterError
from firefighter.domain.paging import Urgency
from firefighter.texts import say


@dataclass(frozen=True)
class Alarm:
    """What people read who are woken by it."""

    key: str
    """Of one press: however often it is told, it rings once."""
    summary: str
    urgency: Urgency
    source: str
    """What is broken."""
    details: Mapping[str, str] = field(default_factory=dict)
    link: str = ""
    """Where the incident is worked; empty when that is not to be told."""


class PagerError(FirefighterError):
    """The paging service did not do what was asked. As a string, it says so on the panel."""


@dataclass(eq=False)
class PagerRateLimited(PagerError):
    """It will not hear of `gate` before `retry_after_s` seconds have passed."""

    gate: str
    retry_after_s: float
    through: str

    def __str__(self) -> str:
        return say("{pager} asks for a pause", pager=self.through)


@dataclass(eq=False)
class PagerUnavailable(PagerError):
    """No answer, or one that says nothing: it may have been done or not."""

    through: str
    detail: str

    def __str__(self) -> str:
        return say("{pager} gave no answer ({detail})", pager=self.through, detail=self.detail)


@dataclass(eq=False)
class PagerRefused(PagerError):
    """It understood and said no, with a reason in its own words, in which no secret is."""

    through: str
    reason: str

    def __str__(self) -> str:
        return say("{pager} refused it ({reason})", pager=self.through, reason=self.reason)


class Pager(Protocol):
    """Every method raises PagerError; none of them tries twice by itself."""

    def ring(self, service: str, alarm: Alarm) -> None:
        """Returns once it is taken on; told again with the same key, it rings nobody anew."""

    def stand_down(self, service: str, key: str) -> None:
        """Ends the ringing of an alarm; nothing, when it has ended already."""


class NobodyOnCall:
    """Stands where no service is configured, or not any more."""

    def ring(self, service: str, alarm: Alarm) -> None:  # noqa: ARG002 - the port's
        raise PagerRefused(service, say("it is not set up here any more"))

    def stand_down(self, service: str, key: str) -> None:
        """Nothing rings."""
