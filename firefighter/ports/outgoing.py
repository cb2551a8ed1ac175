"""Errors of calls to external services. Every gateway raises these, and the worker handles them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from firefighter.domain.errors import FirefighterError
from firefighter.i18n import gettext


class OutgoingError(FirefighterError):
    """An external service did not do what was asked. `str()` is shown on the control panel."""


@dataclass(eq=False)
class RateLimited(OutgoingError):
    """The service accepts no call in `scope` for `retry_after_s` seconds."""

    service: str
    """The name of the service, as people know it."""
    scope: str
    """What the limit applies to, such as a method or a method in one channel."""
    retry_after_s: float

    def __str__(self) -> str:
        return gettext("{service} is limiting requests", service=self.service)


class FailureKind(StrEnum):
    """What became of a call that has no usable answer."""

    UNREACHABLE = "unreachable"
    """There was no connection."""
    SILENT = "silent"
    """There was no answer."""
    ERROR = "error"
    """The answer says that the service failed."""


@dataclass(eq=False)
class Unavailable(OutgoingError):
    """No usable answer: the call may or may not have been carried out."""

    service: str
    operation: str
    """The method called, or a phrase for `gettext` such as "create the page"."""
    detail: str
    kind: FailureKind = FailureKind.SILENT

    def __str__(self) -> str:
        known = {
            "service": self.service,
            "operation": gettext(self.operation),
            "detail": self.detail,
        }
        match self.kind:
            case FailureKind.UNREACHABLE:
                return gettext("{service} can't be reached ({operation}: {detail})", **known)
            case FailureKind.SILENT:
                return gettext("{service} isn't responding ({operation}: {detail})", **known)
            case FailureKind.ERROR:
                return gettext("{service} answered with an error ({operation}: {detail})", **known)


@dataclass(eq=False)
class CallRefused(OutgoingError):
    """The service understood the call and refused it. Nothing has changed there."""

    service: str
    operation: str
    reason: str
    """The service's own code or words, without secrets."""
    details: Mapping[str, Any] = field(default_factory=dict)
    """What else the answer says, for the adapter."""

    def __str__(self) -> str:
        return gettext(
            "{service} refused: {operation} ({reason})",
            service=self.service,
            operation=gettext(self.operation),
            reason=self.reason,
        )
