"""What the metrics need to know of one incident."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.lifecycle import Decline, DeclineReason, Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.severity import Severity
from firefighter.domain.status_times import finished_status_times
from firefighter.domain.timeline import Entry


class Group(StrEnum):
    """Whether an incident counts. Only COUNTED is in the metrics; the others are reported apart."""

    COUNTED = "counted"
    DRILL = "drill"
    DECLINED = "declined"
    """A false alarm, somebody else's, or another reason."""
    DUPLICATE = "duplicate"
    """Declined as a duplicate of another, which counts."""


class Duration(StrEnum):
    """A duration between two milestones."""

    DETECT = "detect"
    ACKNOWLEDGE = "acknowledge"
    MITIGATE = "mitigate"
    RESPOND = "respond"
    CLOSE = "close"


ENDS: Mapping[Duration, tuple[Milestone, Milestone]] = {
    Duration.DETECT: (Milestone.IMPACT_STARTED, Milestone.DETECTED),
    Duration.ACKNOWLEDGE: (Milestone.DECLARED, Milestone.ACKNOWLEDGED),
    Duration.MITIGATE: (Milestone.IMPACT_STARTED, Milestone.MITIGATED),
    Duration.RESPOND: (Milestone.DECLARED, Milestone.MITIGATED),
    Duration.CLOSE: (Milestone.DECLARED, Milestone.CLOSED),
}
"""A duration is its second milestone minus its first, in whole seconds."""

INTERRUPTED_BY_REOPENING = frozenset({Duration.MITIGATE, Duration.RESPOND, Duration.CLOSE})
"""Excluded for a reopened incident: they would include the time in which it was mitigated."""


@dataclass(frozen=True)
class Fact:
    incident_id: IncidentId
    declared_at: datetime
    """To the second. Decides the period of the incident."""
    severity: Severity
    group: Group = Group.COUNTED
    backfilled: bool = False
    reopened: bool = False
    private: bool = False
    services: tuple[str, ...] = ()
    trigger: str = ""
    failure_class: str = ""
    """From the taxonomy; empty until it is classified."""
    contributing_factors: tuple[str, ...] = ()
    complete: int | None = None
    """How many of the ten hard items of its post-mortem are complete; None if it was never read."""
    seconds: Mapping[Duration, int] = field(default_factory=dict)
    """Durations with both ends on record, in enum order."""
    status_seconds: Mapping[Status, int] = field(default_factory=dict)
    """In each status that it has left, except after closing; empty for most imports."""


def fact_of(incident: Incident, complete: int | None = None, record: Iterable[Entry] = ()) -> Fact:
    """`record` is its timeline, or the part of it that is about statuses."""
    return Fact(
        incident_id=incident.id,
        declared_at=incident.milestones[Milestone.DECLARED].replace(microsecond=0),
        severity=incident.severity,
        group=_group(incident.kind, incident.declined),
        backfilled=incident.kind is Kind.BACKFILLED,
        reopened=incident.reopened > 0,
        private=incident.private,
        services=incident.services,
        trigger=incident.trigger,
        failure_class=incident.failure_class,
        contributing_factors=incident.contributing_factors,
        complete=complete,
        seconds={
            duration: seconds
            for duration, seconds in durations(incident.milestones).items()
            if not (incident.reopened and duration in INTERRUPTED_BY_REOPENING)
        },
        status_seconds=finished_status_times(record),
    )


def durations(milestones: Mapping[Milestone, datetime]) -> Mapping[Duration, int]:
    """Durations with both ends on record and in order."""
    measured = {
        duration: (milestones[last] - milestones[first]) // timedelta(seconds=1)
        for duration, (first, last) in ENDS.items()
        if first in milestones and last in milestones
    }
    return {duration: seconds for duration, seconds in measured.items() if seconds >= 0}


def _group(kind: Kind, declined: Decline | None) -> Group:
    if kind is Kind.DRILL:
        return Group.DRILL
    if declined is None:
        return Group.COUNTED
    is_duplicate = declined.reason is DeclineReason.DUPLICATE
    return Group.DUPLICATE if is_duplicate else Group.DECLINED
