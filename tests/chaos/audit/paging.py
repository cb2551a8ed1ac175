"""Pages, against PagerDuty's own record: each that was taken rang once, and nothing else rang."""

from collections import Counter
from collections.abc import Iterator

from firefighter.domain.events import Paged, PagingEnd, PagingEnded, StatusChanged
from firefighter.domain.lifecycle import CancelReason, Status
from tests.chaos.evidence import Case, Evidence

_ENDING = {Status.MITIGATED, Status.CLOSED}
"""Reaching one of these ends whatever rings."""


def lost_pages(evidence: Evidence) -> list[str]:
    """Pages that are on record as taken and rang nobody, or of which nobody ever heard."""
    return [f"{case.name}: {what}" for case in evidence.cases for what in _lost(evidence, case)]


def rung_twice(evidence: Evidence) -> list[str]:
    """Alerts that one press opened twice, that no press opened, or that ring on for no reason."""
    pressed = {event.key for case in evidence.cases for event in _services(case)}
    opened = Counter(alert.dedup_key for alert in evidence.alerts)
    doubles = [f"{key} rang {times} times" for key, times in opened.items() if times > 1]
    strays = [f"{key} rang, and nobody had paged" for key in opened if key not in pressed]
    return [*doubles, *strays, *_ringing_on(evidence)]


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


def _ringing_on(evidence: Evidence) -> Iterator[str]:
    """Those of a duplicate do: who was rung is needed where it burns."""
    rings = {alert.dedup_key for alert in evidence.alerts if alert.status != "resolved"}
    for case in evidence.cases:
        begun = set[str]()
        for entry in case.timeline:
            match entry.event:
                case Paged(key=key):
                    begun.add(key)
                case StatusChanged(after=after, cancel_reason=reason):
                    if after in _ENDING and reason is not CancelReason.DUPLICATE:
                        yield from (
                            f"{key} rings although {case.name} was {after} since"
                            for key in begun & rings
                        )


def _services(case: Case) -> list[Paged]:
    events = [entry.event for entry in case.timeline]
    return [event for event in events if isinstance(event, Paged) and event.service]
