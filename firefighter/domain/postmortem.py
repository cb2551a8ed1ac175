"""The content of a post-mortem page, and how its durations are computed.

What the bot does not know is absent: the page asks people for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from firefighter.domain.changes import OutsideChange
from firefighter.domain.events import (
    Declared,
    Relation,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    VisibilityChanged,
)
from firefighter.domain.follow_ups import FollowUp, FollowUpState
from firefighter.domain.hypotheses import Hypothesis
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Phase
from firefighter.domain.mentions import with_names
from firefighter.domain.milestones import Milestone
from firefighter.domain.pictures import PagePicture
from firefighter.domain.review import PostmortemState
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry, TimelineViewItem, decisions_in


@dataclass(frozen=True)
class TimelineLine:
    """One timeline entry as text."""

    at: datetime
    text: str
    url: str = ""
    """URL of the message it comes from; empty if there is none."""
    pictures: tuple[PagePicture, ...] = ()


@dataclass(frozen=True)
class Similar:
    """A past incident that has something in common with this one."""

    id: IncidentId
    title: str
    severity: Severity
    declared_at: datetime
    url: str = ""
    """URL of its page."""


@dataclass(frozen=True)
class LinkedIncident:
    """A public incident that is linked to this one."""

    id: IncidentId
    title: str
    relation: Relation
    url: str = ""
    """URL of its page, or of its channel or thread."""


@dataclass(frozen=True)
class Postmortem:
    incident: Incident
    timeline: tuple[Entry, ...] = ()
    timeline_lines: tuple[TimelineLine, ...] = ()
    """The timeline as text, with related messages."""
    names: Mapping[UserId, str] = field(default_factory=dict)
    impact: str = ""
    latest_update: "TimelineLine | None" = None
    """The latest status update."""
    similar: tuple[Similar, ...] = ()
    linked_incidents: tuple[LinkedIncident, ...] = ()
    changes: tuple[OutsideChange, ...] = ()
    """Deployments and the like shortly before it, the latest first."""
    channel_url: str = ""
    announcement_url: str = ""

    @property
    def follow_ups(self) -> tuple[FollowUp, ...]:
        """Follow-ups that are open or completed here."""
        elsewhere = (FollowUpState.DROPPED, FollowUpState.MOVED)
        known = self.incident.follow_ups.values()
        return tuple(each for each in known if each.state not in elsewhere)

    @property
    def hypotheses(self) -> tuple[Hypothesis, ...]:
        """In the order they were proposed."""
        return tuple(self.incident.hypotheses.values())

    @property
    def decisions(self) -> tuple[TimelineViewItem, ...]:
        """With names in place of mentions."""
        return tuple(
            replace(each, text=with_names(each.text, self.names))
            for each in decisions_in(self.timeline)
        )

    @property
    def owner(self) -> UserId | None:
        """The post-mortem's owner: the last commander."""
        return self.incident.commander

    def name(self, user: UserId) -> str:
        return self.names.get(user) or user


@dataclass(frozen=True)
class Tenure:
    """Who held a role, and for how long."""

    role: RoleKey
    user: UserId
    since: datetime
    until: datetime | None = None


def tenures(timeline: Sequence[Entry]) -> list[Tenure]:
    """All role holders, in the order in which they took the role."""
    held: dict[RoleKey, int] = {}
    found: list[Tenure] = []
    for event in (entry.event for entry in timeline):
        if not isinstance(event, RoleChanged):
            continue
        if event.role in held:
            last = held.pop(event.role)
            before = found[last]
            found[last] = Tenure(before.role, before.user, before.since, event.at)
        if event.after:
            held[event.role] = len(found)
            found.append(Tenure(event.role, event.after, event.at))
    return found


@dataclass(frozen=True)
class SeverityPeriod:
    severity: Severity
    since: datetime
    by: UserId


def severity_periods(timeline: Sequence[Entry]) -> list[SeverityPeriod]:
    """The severity over time."""
    return list(_severity_periods(timeline))


def _severity_periods(timeline: Sequence[Entry]) -> Iterator[SeverityPeriod]:
    for event in (entry.event for entry in timeline):
        match event:
            case Declared():
                yield SeverityPeriod(event.severity, event.at, event.actor)
            case SeverityChanged():
                yield SeverityPeriod(event.after, event.at, event.actor)
            case _:
                pass


class Span(StrEnum):
    """A duration between two milestones."""

    UNDETECTED = "undetected"
    UNDECLARED = "undeclared"
    UNACKNOWLEDGED = "unacknowledged"
    UNMITIGATED = "unmitigated"
    IMPACT = "impact"
    OPEN = "open"


SPANS: Mapping[Span, tuple[Milestone, Milestone]] = {
    Span.UNDETECTED: (Milestone.IMPACT_STARTED, Milestone.DETECTED),
    Span.UNDECLARED: (Milestone.DETECTED, Milestone.DECLARED),
    Span.UNACKNOWLEDGED: (Milestone.DECLARED, Milestone.ACKNOWLEDGED),
    Span.UNMITIGATED: (Milestone.DECLARED, Milestone.MITIGATED),
    Span.IMPACT: (Milestone.IMPACT_STARTED, Milestone.MITIGATED),
    Span.OPEN: (Milestone.DECLARED, Milestone.CLOSED),
}
"""Each duration's start and end."""


def spans(milestones: Mapping[Milestone, datetime]) -> dict[Span, timedelta]:
    """Durations whose two ends are known and in order."""
    return {
        span: milestones[end] - milestones[start]
        for span, (start, end) in SPANS.items()
        if start in milestones and end in milestones and milestones[start] <= milestones[end]
    }


def approval(timeline: Sequence[Entry]) -> StatusChanged | None:
    """The step by which the incident was closed after its post-mortem; None while it is a draft."""
    steps = [entry.event for entry in timeline if isinstance(entry.event, StatusChanged)]
    if not steps or not steps[-1].after.has_ended:
        return None
    return steps[-1] if steps[-1].before.phase is Phase.POSTMORTEM else None


def postmortem_state(incident: Incident, timeline: Sequence[Entry]) -> PostmortemState:
    """As its reviewers left it; without reviewers, closing the incident approves it."""
    if incident.review:
        return incident.review.state
    return PostmortemState.APPROVED if approval(timeline) else PostmortemState.DRAFT


def was_private(incident: Incident, timeline: Sequence[Entry], at: datetime) -> bool:
    """Whether only participants could see the incident then."""
    changes = [e.event for e in timeline if isinstance(e.event, VisibilityChanged)]
    private = incident.private if not changes else not changes[0].private
    for change in changes:
        private = change.private if change.at <= at else private
    return private


def review_due(incident: Incident) -> datetime | None:
    """When the review is due by the severity's policy; None if it has no deadline."""
    mitigated, days = incident.milestones.get(Milestone.MITIGATED), incident.policy.review_days
    return mitigated + timedelta(days=days) if mitigated and days is not None else None
