"""Compares pages with PagerDuty's record: each accepted page alerted once, and nothing else did."""

from collections import Counter
from collections.abc import Iterator

from firefighter.domain.events import Paged, PagingEnd, PagingEnded, StatusChanged
from firefighter.domain.lifecycle import DeclineReason, Status
from tests.chaos.evidence import Case, Evidence

_ENDING = {Status.MITIGATED, Status.CLOSED}
"""Reaching one of these statuses resolves open pages."""


def lost_pages(evidence: Evidence) -> list[str]:
    """Finds pages recorded as accepted that alerted nobody, or that are recorded nowhere."""
    return [f"{case.name}: {what}" for case in evidence.cases for what in _lost(evidence, case)]


def paged_twice(evidence: Evidence) -> list[str]:
    """Finds alerts that one press opened twice, that no press opened, or that stay open for no
    reason.
    """
    pressed = {event.key for case in evidence.cases for event in _services(case)}
    opened = Counter(alert.dedup_key for alert in evidence.alerts)
    doubles = [f"{key} rang {times} times" for key, times in opened.items() if times > 1]
    strays = [f"{key} rang, and nobody had paged" for key in opened if key not in pressed]
    return [*doubles, *strays, *_left_open(evidence)]


def _lost(evidence: Evidence, case: Case) -> Iterator[str]:
    rung = {alert.dedup_key for alert in evidence.alerts}
    ends = {
        entry.event.key: entry.event.end
        for entry in case.timeline
        if isinstance(entry.event, PagingEnded)
    }
    for paged in _services(case):
        end = ends.get(paged.key)
        if end is None:
            yield f"the page {paged.key} has no end"
        elif end is PagingEnd.TAKEN and paged.key not in rung:
            yield f"the page {paged.key} is called taken, and rang nobody"
        elif end is PagingEnd.REFUSED:
            yield f"the page {paged.key} was refused"


def _left_open(evidence: Evidence) -> Iterator[str]:
    """A duplicate's alerts stay open: whoever was paged is needed on the original."""
    rings = {alert.dedup_key for alert in evidence.alerts if alert.status != "resolved"}
    for case in evidence.cases:
        begun = set[str]()
        for entry in case.timeline:
            match entry.event:
                case Paged(key=key):
                    begun.add(key)
                case StatusChanged(after=after, decline_reason=reason):
                    if after in _ENDING and reason is not DeclineReason.DUPLICATE:
                        yield from (
                            f"{key} rings although {case.name} was {after} since"
                            for key in begun & rings
                        )
                case _:
                    pass


def _services(case: Case) -> list[Paged]:
    events = [entry.event for entry in case.timeline]
    return [
        event
        for event in events
        if isinstance(event, Paged) and event.service and not event.simulated
    ]
