"""What status pages publish, one incident a line: https://github.com/mrshu/github-statuses.

| on the page | here |
|---|---|
| first post | declared |
| impact window, or start and end of the downtime | impact started, mitigated |
| first post, when the impact window began before it | detected |
| Monitoring, when no end of the impact is given | mitigated |
| Resolved | closed; mitigated as well, when nothing else says when that was |
| Identified, Update | entries of the timeline, like all posts |
| Scheduled, In progress, Verifying, Completed | planned maintenance, which is left out |

A page does not say when somebody took the incident on, nor, without an impact window, when it was
noticed. So neither is made up: both are missing, and the statistics count what is missing.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from firefighter.domain.events import Reported
from firefighter.domain.history import Past
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.lifecycle import Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry
from firefighter.domain.title import clean_text, split_title
from firefighter.history.names import Origin, ServiceName

_MAINTENANCE = {"scheduled", "in progress", "verifying", "completed"}
_SEVERITIES = {
    "critical": Severity.SEV1,
    "major": Severity.SEV2,
    "minor": Severity.SEV3,
    "none": Severity.SEV4,
}


class _Given(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Post(_Given):
    at: AwareDatetime
    status: str
    message: str = ""

    @property
    def stage(self) -> str:
        return self.status.strip().lower().replace("_", " ")


class _Window(_Given):
    start_at: AwareDatetime
    end_at: AwareDatetime | None = None


class PageIncident(_Given):
    id: Origin
    title: str
    impact: str
    updates: Annotated[tuple[Post, ...], Field(min_length=1)]
    started_at: AwareDatetime | None = None
    resolved_at: AwareDatetime | None = None
    impact_window: _Window | None = None
    downtime_start: AwareDatetime | None = None
    downtime_end: AwareDatetime | None = None
    components: tuple[ServiceName, ...] | None = None

    @property
    def is_maintenance(self) -> bool:
        return self.impact == "maintenance" or any(
            post.stage in _MAINTENANCE for post in self.updates
        )

    def past(self, rules: Rules) -> Past:
        """Raises ValueError with a sentence for what cannot be so."""
        severity = _SEVERITIES.get(self.impact)
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
        return Past(f"statuspage:{self.id}", incident, timeline)

    def _milestones(self) -> Iterator[tuple[Milestone, AwareDatetime]]:
        window = self.impact_window
        declared = self.started_at or min(post.at for post in self.updates)
        resolved = self.resolved_at or self._first("resolved")
        began = window.start_at if window else self.downtime_start
        ended = (window and window.end_at) or self.downtime_end
        mitigated = ended or self._first("monitoring") or resolved
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

    def _first(self, stage: str) -> AwareDatetime | None:
        return min((post.at for post in self.updates if post.stage == stage), default=None)


def _reported(post: Post) -> Reported:
    return Reported(
        actor=UserId(""),
        at=post.at,
        stage=clean_text(post.status),
        message=clean_text(post.message),
    )
