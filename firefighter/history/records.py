"""Our own format: everything that is on record of an incident, as one flat record."""

from collections.abc import Iterator
from datetime import UTC
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Discriminator, Field

from firefighter.domain.events import AnyEvent
from firefighter.domain.history import Past
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.incident import Cancellation, Incident, Kind
from firefighter.domain.lifecycle import CancelReason, Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.quality import CHECKED
from firefighter.domain.relations import Relation
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry
from firefighter.domain.title import clean_text, split_title
from firefighter.history.names import ClassName, Origin, PersonName, RoleName, ServiceName

Link = Literal[Relation.RELATED, Relation.CAUSE, Relation.RESULT]


class TimelineItem(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    recorded_at: AwareDatetime
    event: Annotated[AnyEvent, Discriminator("kind")]


class Record(BaseModel):
    """Only what has no default has to be given. Times name their offset: `2026-03-01T09:30Z`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Origin
    title: str
    severity: Severity
    declared_at: AwareDatetime
    impact_started_at: AwareDatetime | None = None
    detected_at: AwareDatetime | None = None
    acknowledged_at: AwareDatetime | None = None
    mitigated_at: AwareDatetime | None = None
    closed_at: AwareDatetime | None = None
    services: tuple[ServiceName, ...] = ()
    summary: str = ""
    mitigation: str = ""
    kind: Kind = Kind.BACKFILLED
    status: Status = Status.CLOSED
    private: bool = False
    trigger: ClassName = ""
    failure_class: ClassName = ""
    postmortem_complete: int | None = Field(default=None, ge=0, le=CHECKED)
    """How many of the ten things of the post-mortem's checklist are done."""
    cancelled: CancelReason | None = None
    duplicate_of: str = Field(default="", max_length=200)
    """The id of another incident of the same file, or of an earlier one."""
    links: dict[Annotated[str, Field(max_length=200)], Link] = {}
    """By the ids of other incidents, what each of them is to this one."""
    declared_by: PersonName = ""
    roles: dict[RoleName, PersonName] = {}
    timeline: tuple[TimelineItem, ...] = ()

    def past(self, rules: Rules, source: str) -> Past:
        """Raises InvalidField for a title with nothing in it."""
        title, summary = split_title(self.title, self.summary)
        incident = Incident(
            id=IncidentId(0),
            kind=self.kind,
            title=title,
            summary=summary,
            severity=self.severity,
            policy=rules.policy(self.severity),
            private=self.private,
            declared_by=UserId(self.declared_by),
            services=tuple(dict.fromkeys(self.services)),
            status=self.status,
            holders={RoleKey(role): UserId(user) for role, user in self.roles.items()},
            milestones=dict(self._milestones()),
            mitigation=clean_text(self.mitigation),
            trigger=self.trigger,
            failure_class=self.failure_class,
            cancellation=Cancellation(self.cancelled) if self.cancelled else None,
        )
        timeline = tuple(Entry(item.event, item.recorded_at) for item in self.timeline)
        original = _origin(self.duplicate_of, source) if self.duplicate_of else ""
        origin = _origin(self.id, source)
        links: dict[str, Relation] = {
            _origin(other, source): relation for other, relation in self.links.items()
        }
        return Past(origin, incident, timeline, original, self.postmortem_complete, links)

    def _milestones(self) -> Iterator[tuple[Milestone, AwareDatetime]]:
        for milestone in Milestone:
            moment: AwareDatetime | None = getattr(self, f"{milestone}_at")
            if moment:
                yield milestone, moment.astimezone(UTC)


def record_of(past: Past) -> Record:
    """Not validated again: what is on record may be written out, whatever it is."""
    incident = past.incident
    cancelled = incident.cancellation
    values = {
        "id": past.origin,
        "title": incident.title,
        "severity": incident.severity,
        **{f"{milestone}_at": incident.milestones.get(milestone) for milestone in Milestone},
        "services": incident.services,
        "summary": incident.summary,
        "mitigation": incident.mitigation,
        "kind": incident.kind,
        "status": incident.status,
        "private": incident.private,
        "trigger": incident.trigger,
        "failure_class": incident.failure_class,
        "postmortem_complete": past.complete,
        "cancelled": cancelled.reason if cancelled else None,
        "duplicate_of": past.duplicate_of,
        "links": dict(past.links),
        "declared_by": incident.declared_by,
        "roles": dict(incident.holders),
        "timeline": tuple(map(_item, past.timeline)),
    }
    return Record.model_construct(None, **values)


def _item(entry: Entry) -> TimelineItem:
    return TimelineItem.model_construct(recorded_at=entry.recorded_at, event=entry.event)


def _origin(name: str, source: str) -> str:
    """With where it comes from in front, unless it says so itself, as what we exported does."""
    return name if ":" in name else f"{source}:{name}"
