"""What is known of an incident when people sit down to learn from it, and how each figure is made.

What nobody has told the bot is not here: the page asks people for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from firefighter.domain.events import Declared, RoleChanged, SeverityChanged
from firefighter.domain.follow_ups import FollowUp, FollowUpState
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.milestones import Milestone
from firefighter.domain.pictures import Shown
from firefighter.domain.relations import Relation
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry


@dataclass(frozen=True)
class Told:
    """One moment of the timeline, in words."""

    at: datetime
    text: str
    url: str = ""
    """Of the message that it comes from, if there is one."""
    pictures: tuple[Shown, ...] = ()


@dataclass(frozen=True)
class Similar:
    """An incident of the past that has something in common with this one."""

    id: IncidentId
    title: str
    severity: Severity
    declared_at: datetime
    url: str = ""
    """Of its own page."""


@dataclass(frozen=True)
class Relative:
    """Another incident that everybody may know to have to do with this one."""

    id: IncidentId
    title: str
    relation: Relation
    url: str = ""
    """Of its own page, or of where it was worked."""


@dataclass(frozen=True)
class Postmortem:
    incident: Incident
    timeline: tuple[Entry, ...] = ()
    told: tuple[Told, ...] = ()
    """The same timeline in words, with whatever else is worth reading in it."""
    names: Mapping[UserId, str] = field(default_factory=dict)
    impact: str = ""
    latest_update: "Told | None" = None
    """What everybody was told last."""
    similar: tuple[Similar, ...] = ()
    relatives: tuple[Relative, ...] = ()
    room_url: str = ""
    announcement_url: str = ""

    @property
    def follow_ups(self) -> tuple[FollowUp, ...]:
        """Those that somebody means to do here, or did."""
        elsewhere = (FollowUpState.DROPPED, FollowUpState.MOVED)
        known = self.incident.follow_ups.values()
        return tuple(each for each in known if each.state not in elsewhere)

    @property
    def owner(self) -> UserId | None:
        """Who answers for the post-mortem: whoever led the incident last."""
        return self.incident.commander

    def name(self, user: UserId) -> str:
        return self.names.get(user) or user


@dataclass(frozen=True)
class Tenure:
    """Who held a role for how long."""

    role: RoleKey
    user: UserId
    since: datetime
    until: datetime | None = None


def tenures(timeline: Sequence[Entry]) -> list[Tenure]:
    """Everybody who held a role, in the order in which they took it."""
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
class Rating:
    severity: Severity
    since: datetime
    by: UserId


def ratings(timeline: Sequence[Entry]) -> list[Rating]:
    """How bad it was thought to be, over time."""
    return list(_ratings(timeline))


def _ratings(timeline: Sequence[Entry]) -> Iterator[Rating]:
    for event in (entry.event for entry in timeline):
        match event:
            case Declared():
                yield Rating(event.severity, event.at, event.actor)
            case SeverityChanged():
                yield Rating(event.after, event.at, event.actor)


class Span(StrEnum):
    """A stretch of time that says something about an incident."""

    UNDETECTED = "undetected"
    UNDECLARED = "undeclared"
    UNACKNOWLEDGED = "unacknowledged"
    UNMITIGATED = "unmitigated"
    HURTING = "hurting"
    OPEN = "open"


SPANS: Mapping[Span, tuple[Milestone, Milestone]] = {
    Span.UNDETECTED: (Milestone.IMPACT_STARTED, Milestone.DETECTED),
    Span.UNDECLARED: (Milestone.DETECTED, Milestone.DECLARED),
    Span.UNACKNOWLEDGED: (Milestone.DECLARED, Milestone.ACKNOWLEDGED),
    Span.UNMITIGATED: (Milestone.DECLARED, Milestone.MITIGATED),
    Span.HURTING: (Milestone.IMPACT_STARTED, Milestone.MITIGATED),
    Span.OPEN: (Milestone.DECLARED, Milestone.CLOSED),
}
"""From which milestone to which; that is all there is to how each is computed."""


def spans(milestones: Mapping[Milestone, datetime]) -> dict[Span, timedelta]:
    """Those whose two ends are known, and in order."""
    return {
        span: milestones[end] - milestones[start]
        for span, (start, end) in SPANS.items()
        if start in milestones and end in milestones and milestones[start] <= milestones[end]
    }
