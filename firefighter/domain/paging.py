"""Paging: a user group of the chat, or the on-call of a service."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from firefighter.domain.errors import DrillProblem, DrillRefused, NoChange, Unchanged
from firefighter.domain.events import PageAcknowledged, Paged, PagingEnd, PagingEnded
from firefighter.domain.ids import IncidentId, UserId, reference
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry

PAGING_REASON_LIMIT = 300
"""Characters. The on-call reads it on a phone."""


class Urgency(StrEnum):
    """Severities of PagerDuty's common event format."""

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
class OnCallService:
    """A service with an on-call."""

    name: str
    provider: str
    """Which paging service reaches the on-call, such as PagerDuty."""


@dataclass(frozen=True)
class PageTarget:
    """Who is paged: a user group or a service."""

    group: str = ""
    """Chat id of a user group."""
    service: str = ""
    """Name of a service."""
    handle: str = ""
    """Name of the user group, to name it without mentioning it."""
    simulated: bool = False
    """Whether nobody is notified."""


def paging_key(incident_id: IncidentId, press: str) -> str:
    """Makes a key that is never reused, even after the database was restored from a backup."""
    return f"{reference(incident_id)}-{sha256(press.encode()).hexdigest()[:16]}"


def unanswered_pages(record: Iterable[Entry]) -> tuple[Paged, ...]:
    """Pages to services without a recorded answer, oldest first."""
    pending: dict[str, Paged] = {}
    for entry in record:
        match entry.event:
            case Paged(service=service, simulated=False) as paged if service:
                pending[paged.key] = paged
            case PagingEnded(key=key):
                pending.pop(key, None)
            case _:
                pass
    return tuple(pending.values())


def active_pages(record: Iterable[Entry]) -> tuple[Paged, ...]:
    """Pages that were accepted or not answered yet."""
    active: dict[str, Paged] = {}
    for entry in record:
        match entry.event:
            case Paged(service=service, simulated=False) as paged if service:
                active[paged.key] = paged
            case PagingEnded(key=key, end=PagingEnd.REFUSED):
                active.pop(key, None)
            case _:
                pass
    return tuple(active.values())


def paging_end_event(
    record: Iterable[Entry], key: str, end: PagingEnd, *, why: str = "", now: datetime
) -> PagingEnded | None:
    """The event that records how a page ended; None if it ended already or does not exist.

    An acceptance that arrives after the page was given up is recorded.
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
        provider=paged.provider,
        reason=paged.reason,
        end=end,
        why=why,
    )


def find_acknowledgment(record: Iterable[Entry], key: str) -> PageAcknowledged | None:
    """Who acknowledged a simulated page; None while nobody has."""
    for entry in record:
        match entry.event:
            case PageAcknowledged(key=found) as acknowledged if found == key:
                return acknowledged
    return None


def acknowledge_page(
    record: Sequence[Entry], key: str, *, actor: UserId, now: datetime
) -> PageAcknowledged:
    """The event that acknowledges a simulated page.

    Raises NoChange if somebody did, and DrillRefused if there is no such page.
    """
    if earlier := find_acknowledgment(record, key):
        raise NoChange(Unchanged.PAGE_ACKNOWLEDGED, earlier.actor)
    for entry in record:
        match entry.event:
            case Paged(key=found, simulated=True) as paged if found == key:
                whom = f"@{paged.handle}" if paged.group else paged.service
                return PageAcknowledged(actor=actor, at=now, key=key, whom=whom, paged_at=paged.at)
    raise DrillRefused(DrillProblem.NO_DRILL)
