"""Incidents of status pages: archives with one a line, and Statuspage's own JSON API.

https://github.com/mrshu/github-statuses, https://metastatuspage.com/api#incidents

| on the page | here |
|---|---|
| first post | declared |
| impact window, or start and end of the downtime | impact started, mitigated |
| first post, when the impact window began before it | detected |
| Monitoring (the last time), when no end of the impact is given | mitigated |
| Resolved | closed; mitigated as well, when nothing else says when that was |
| Identified, Update | entries of the timeline, like all posts |
| Scheduled, In progress, Verifying, Completed | planned maintenance, which is left out |

A page does not say when the incident was acknowledged, nor, without an impact window, when it was
detected. Both stay unknown, and metrics count them as missing.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from firefighter.adapters.importers.records import Origin, ServiceName, Time
from firefighter.domain.events import Reported
from firefighter.domain.history import IncidentHistory
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.lifecycle import Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry
from firefighter.domain.title import clean_text, split_title

_MAINTENANCE = {"scheduled", "in progress", "verifying", "completed"}
_AGAIN = {"investigating", "identified"}
"""Stages after which it is no longer mitigated."""

_SEVERITIES = {
    "critical": Severity.SEV1,
    "major": Severity.SEV2,
    "minor": Severity.SEV3,
    "none": Severity.SEV4,
}


class _StatuspageModel(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


def _component_name(component: object) -> object:
    return component.get("name") if isinstance(component, dict) else component


class StatuspageUpdate(_StatuspageModel):
    at: Time = Field(validation_alias=AliasChoices("at", "display_at", "created_at"))
    status: str
    message: str = Field(default="", validation_alias=AliasChoices("message", "body"))

    @property
    def stage(self) -> str:
        return self.status.strip().lower().replace("_", " ")


class _ImpactWindow(_StatuspageModel):
    start_at: Time
    end_at: Time | None = None


class StatuspageIncident(_StatuspageModel):
    id: Origin
    title: str = Field(validation_alias=AliasChoices("title", "name"))
    impact: str
    updates: Annotated[tuple[StatuspageUpdate, ...], Field(min_length=1)] = Field(
        validation_alias=AliasChoices("updates", "incident_updates")
    )
    started_at: Time | None = None
    resolved_at: Time | None = None
    impact_window: _ImpactWindow | None = None
    downtime_start: Time | None = None
    downtime_end: Time | None = None
    components: tuple[Annotated[ServiceName, BeforeValidator(_component_name)], ...] | None = None

    @property
    def is_maintenance(self) -> bool:
        return self.impact == "maintenance" or any(
            post.stage in _MAINTENANCE for post in self.updates
        )

    def past(self, rules: Rules, source: str = "statuspage") -> IncidentHistory:
        """Raises ValueError with a sentence for what cannot be true."""
        severity = _SEVERITIES.get(self.impact.strip().lower())
        if severity is None:
            raise ValueError(f"impact is {self.impact!r}, not one of {', '.join(_SEVERITIES)}")
        title, summary = split_title(self.title)
        milestones = dict(self._milestones())
        incident = Incident(
            id=IncidentId(0),
            kind=Kind.BACKFILLED,
            title=title,
            summary=summary,
            severity=severity,
            policy=rules.policy(severity),
            private=False,
            declared_by=UserId(""),
            services=tuple(dict.fromkeys(self.components or ())),
            status=Status.CLOSED,
            milestones=milestones,
        )
        recorded = milestones[Milestone.CLOSED]
        posts = sorted(self.updates, key=lambda post: post.at)
        timeline = tuple(Entry(_reported(post), max(post.at, recorded)) for post in posts)
        return IncidentHistory(f"{source}:{self.id}", incident, timeline)

    def _milestones(self) -> Iterator[tuple[Milestone, datetime]]:
        window = self.impact_window
        declared = self.started_at or min(post.at for post in self.updates)
        resolved = self.resolved_at or self._first("resolved")
        began = window.start_at if window else self.downtime_start
        ended = (window and window.end_at) or self.downtime_end
        mitigated = ended or self._monitoring_since() or resolved
        if resolved is None or mitigated is None:
            raise ValueError("it is not resolved yet; it can be imported once it is")
        if resolved < declared:
            raise ValueError("it is resolved before it is declared")
        if began:
            if mitigated < began:
                raise ValueError("its impact ends before it begins")
            yield Milestone.IMPACT_STARTED, began
        if window and window.start_at < declared:
            yield Milestone.DETECTED, declared
        yield Milestone.DECLARED, declared
        yield Milestone.MITIGATED, mitigated
        yield Milestone.CLOSED, resolved

    def _monitoring_since(self) -> datetime | None:
        """Since when it was only monitored in the end; None if that was not the last stage."""
        since: datetime | None = None
        for post in sorted(self.updates, key=lambda post: post.at):
            if post.stage == "monitoring":
                since = since or post.at
            elif post.stage in _AGAIN:
                since = None
        return since

    def _first(self, stage: str) -> datetime | None:
        return min((post.at for post in self.updates if post.stage == stage), default=None)


def _reported(post: StatuspageUpdate) -> Reported:
    return Reported(
        actor=UserId(""),
        at=post.at,
        stage=clean_text(post.status),
        message=clean_text(post.message),
    )
