"""Changes outside of incidents, such as deployments, which may have caused one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from firefighter.domain.incident import Incident, Kind
from firefighter.domain.milestones import Milestone
from firefighter.translatable import gettext_noop

_STARTS = (Milestone.IMPACT_STARTED, Milestone.DETECTED, Milestone.DECLARED)


class ChangeKind(StrEnum):
    """What was changed; the sender says so."""

    DEPLOYMENT = "deployment"
    FLAG = "flag"
    """A feature flag."""
    CONFIGURATION = "configuration"
    INFRASTRUCTURE = "infrastructure"
    OTHER = "other"


CHANGE_KINDS: Mapping[ChangeKind, str] = {
    ChangeKind.DEPLOYMENT: gettext_noop("Deployment"),
    ChangeKind.FLAG: gettext_noop("Feature flag"),
    ChangeKind.CONFIGURATION: gettext_noop("Configuration change"),
    ChangeKind.INFRASTRUCTURE: gettext_noop("Infrastructure change"),
    ChangeKind.OTHER: gettext_noop("Change"),
}
"""Texts of the catalogues."""


@dataclass(frozen=True, kw_only=True)
class OutsideChange:
    """A change of a service, as a program reported it. All texts are the sender's."""

    kind: ChangeKind
    title: str
    """What was changed, such as "checkout 1.42"."""
    service: str
    at: datetime
    environment: str = ""
    actor: str = ""
    """Who changed it, as the sender calls them."""
    url: str = ""
    """Where to read more; empty or http(s)."""


def start_of(incident: Incident) -> datetime:
    """The earliest time at which it is known to have existed."""
    return min(incident.milestones[each] for each in _STARTS if each in incident.milestones)


def may_have_caused(change: OutsideChange, incident: Incident, window: timedelta) -> bool:
    """Whether it changed a service of a real incident, at most `window` before its start."""
    if incident.kind is Kind.DRILL:
        return False
    services = {each.casefold() for each in incident.services}
    start = start_of(incident)
    return change.service.casefold() in services and start - window <= change.at <= start


def latest_first(changes: Iterable[OutsideChange]) -> tuple[OutsideChange, ...]:
    """The last change before an incident is the likeliest cause."""
    return tuple(sorted(changes, key=lambda each: each.at, reverse=True))
