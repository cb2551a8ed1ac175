"""Asking people to come: a user group of the chat, or whoever is on call for a service."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from firefighter.domain.events import Paged, PagingEnd, PagingEnded
from firefighter.domain.ids import IncidentId, reference
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry

PAGING_REASON_LIMIT = 300
"""Characters. It is read on a phone, woken by it."""


class Urgency(StrEnum):
    """How a paging service rings, in the words of PagerDuty's common event format."""

    CRITICAL = "critical"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


URGENCIES: Mapping[Severity, Urgency] = {
    Severity.SEV1: Urgency.CRITICAL,
    Severity.SEV2: Urgency.ERROR,
    Severity.SEV3: Urgency.WARNING,
    Severity.SEV4: Urgency.INFO,
}


@dataclass(frozen=True)
class OnCall:
    """A service for which somebody is on call."""

    name: str
    through: str
    """Who finds out who that is and rings them, such as PagerDuty."""


@dataclass(frozen=True)
class Whom:
    """Who is paged: one of the two."""

    group: str = ""
    """A user group, by the chat's id."""
    service: str = ""
    """A service with people on call, by its name."""


def key_of(incident_id: IncidentId, press: str) -> str:
    """Tells one press from every other for ever, also after the database was restored."""
    return f"{reference(incident_id)}-{sha256(press.encode()).hexdigest()[:16]}"


def unanswered(record: Iterable[Entry]) -> tuple[Paged, ...]:
    """The services that were paged and whose answer is not on record, the oldest first."""
    waiting: dict[str, Paged] = {}
    for entry in record:
        match entry.event:
            case Paged(service=service) as paged if service:
                waiting[paged.key] = paged
            case PagingEnded(key=key):
                waiting.pop(key, None)
    return tuple(waiting.values())


def still_ringing(record: Iterable[Entry]) -> tuple[Paged, ...]:
    """The services that may be ringing people: paged, and not known to have refused."""
    ringing: dict[str, Paged] = {}
    for entry in record:
        match entry.event:
            case Paged(service=service) as paged if service:
                ringing[paged.key] = paged
            case PagingEnded(key=key, end=PagingEnd.REFUSED):
                ringing.pop(key, None)
    return tuple(ringing.values())


def end_of(
    record: Iterable[Entry], key: str, end: PagingEnd, *, why: str = "", now: datetime
) -> PagingEnded | None:
    """What is to be recorded of a page; None for one that ended already, or was never made.

    A service that took a page after we gave it up did take it.
    """
    known: PagingEnd | None = None
    paged: Paged | None = None
    for entry in record:
        match entry.event:
            case Paged(key=found) as event if found == key:
                paged = event
            case PagingEnded(key=found, end=before) if found == key:
                known = before
    late = known is PagingEnd.UNANSWERED and end is PagingEnd.TAKEN
    if paged is None or not (known is None or late):
        return None
    return PagingEnded(
        actor=paged.actor,
        at=now,
        key=key,
        service=paged.service,
        through=paged.through,
        reason=paged.reason,
        end=end,
        why=why,
    )
