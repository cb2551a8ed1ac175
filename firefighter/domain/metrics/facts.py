"""What the statistics need to know of one incident, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Cancellation, Incident, Kind
from firefighter.domain.lifecycle import CancelReason
from firefighter.domain.milestones import Milestone
from firefighter.domain.severity import Severity


class Group(StrEnum):
    """How an incident counts. Only COUNTED is in the figures; the others are told apart."""

    COUNTED = "counted"
    DRILL = "drill"
    CANCELLED = "cancelled"
    """It was none: a false alarm, somebody else's, or another reason."""
    DUPLICATE = "duplicate"
    """Cancelled as a duplicate of another, which counts."""


class Duration(StrEnum):
    """A stretch of an incident's life, from one milestone to another."""

    DETECT = "detect"
    ACKNOWLEDGE = "acknowledge"
    MITIGATE = "mitigate"
    CLOSE = "close"


ENDS: Mapping[Duration, tuple[Milestone, Milestone]] = {
    Duration.DETECT: (Milestone.IMPACT_STARTED, Milestone.DETECTED),
    Duration.ACKNOWLEDGE: (Milestone.DECLARED, Milestone.ACKNOWLEDGED),
    Duration.MITIGATE: (Milestone.IMPACT_STARTED, Milestone.MITIGATED),
    Duration.CLOSE: (Milestone.DECLARED, Milestone.CLOSED),
}
"""The formulas: a duration is its second milestone minus its first, in whole seconds."""


@dataclass(frozen=True)
class Fact:
    incident_id: IncidentId
    declared_at: datetime
    """To the second; which also says what period an incident belongs to."""
    severity: Severity
    group: Group = Group.COUNTED
    backfilled: bool = False
    private: bool = False
    services: tuple[str, ...] = ()
    trigger: str = ""
    failure_class: str = ""
    """Of the taxonomy; empty until somebody has said so."""
    complete: int | None = None
    """How many of the ten hard items of its post-mortem are done; None when it was never read."""
    seconds: Mapping[Duration, int] = field(default_factory=dict)
    """Only those durations of which both ends are on record, in this order."""


def fact_of(incident: Incident, complete: int | None = None) -> Fact:
    return Fact(
        incident_id=incident.id,
        declared_at=incident.milestones[Milestone.DECLARED].replace(microsecond=0),
        severity=incident.severity,
        group=_group(incident.kind, incident.cancellation),
        backfilled=incident.kind is Kind.BACKFILLED,
        private=incident.private,
        services=incident.services,
        trigger=incident.trigger,
        failure_class=incident.failure_class,
        complete=complete,
        seconds=durations(incident.milestones),
    )


def durations(milestones: Mapping[Milestone, datetime]) -> Mapping[Duration, int]:
    """Those with both ends on record. One that would end before it began is missing as well."""
    measured = {
        duration: (milestones[last] - milestones[first]) // timedelta(seconds=1)
        for duration, (first, last) in ENDS.items()
        if first in milestones and last in milestones
    }
    return {duration: seconds for duration, seconds in measured.items() if seconds >= 0}


def _group(kind: Kind, cancellation: Cancellation | None) -> Group:
    if kind is Kind.DRILL:
        return Group.DRILL
    if cancellation is None:
        return Group.COUNTED
    is_duplicate = cancellation.reason is CancelReason.DUPLICATE
    return Group.DUPLICATE if is_duplicate else Group.CANCELLED
