"""What answers say."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from firefighter.adapters.api.fields import Reference, ResponseModel
from firefighter.domain.follow_ups import FollowUpKind, FollowUpState, Priority
from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import DeclineReason, Phase, Status, StepKind
from firefighter.domain.severity import Severity


class ActorKind(StrEnum):
    PERSON = "person"
    TOKEN = "token"  # noqa: S105 - a kind of actor
    ALERTS = "alerts"


class Actor(ResponseModel):
    """A person, a program with an API token, or a source of alerts."""

    id: str
    kind: ActorKind
    name: str
    """The id if no name is known."""


class HeldRole(ResponseModel):
    role: str
    """Its key, such as `commander`."""
    name: str
    holder: Actor


class Milestones(ResponseModel):
    """Null for what has not happened or is not known."""

    impact_started: datetime | None
    detected: datetime | None
    declared: datetime | None
    acknowledged: datetime | None
    mitigated: datetime | None
    closed: datetime | None


class LatestUpdate(ResponseModel):
    at: datetime
    actor: Actor
    impact: str
    changed: str
    next_step: str
    next_by: Actor | None
    next_update: datetime | None


class Declined(ResponseModel):
    """Why an incident was declined."""

    reason: DeclineReason
    duplicate_of: Reference | None
    """Null also if this token may not know of that incident."""


class Incident(ResponseModel):
    reference: Reference
    number: int
    kind: Kind
    exercise: bool
    """Whether it is a drill, in which nothing is real."""
    private: bool
    title: str
    summary: str
    severity: Severity
    status: Status
    phase: Phase
    next_steps: list[StepKind]
    """The steps that its status allows."""
    services: list[str]
    declared_by: Actor
    roles: list[HeldRole]
    milestones: Milestones
    impact: str
    latest_update: LatestUpdate | None
    update_due: datetime | None
    mitigation: str
    trigger: str
    failure_class: str
    contributing_factors: list[str]
    """Further failure classes that had a part in it, at most four."""
    declined: Declined | None
    reopened: Annotated[int, Field(ge=0)]
    """How often it was reopened."""
    open_follow_ups: Annotated[int, Field(ge=0)]
    url: str | None
    """Its channel or announcement in Slack; null while there is neither."""
    postmortem_url: str | None
    version: Annotated[int, Field(ge=1)]
    """Grows with each change. In quotes it is the ETag."""


class Incidents(ResponseModel):
    items: list[Incident]
    next_cursor: str | None
    """For the next page; null on the last one."""


class TimelineEntry(ResponseModel):
    id: int
    at: datetime
    """When it happened."""
    recorded_at: datetime
    kind: str
    """Such as `status_changed`."""
    actor: Actor | None
    text: str
    corrected: bool


class Timeline(ResponseModel):
    items: list[TimelineEntry]
    next_cursor: str | None


class FollowUp(ResponseModel):
    number: int
    text: str
    owner: Actor | None
    due: date | None
    state: FollowUpState
    kind: FollowUpKind | None
    priority: Priority | None
    ticket: str
    source: str


class FollowUps(ResponseModel):
    items: list[FollowUp]


class FieldError(ResponseModel):
    field: str
    """Where in the request, such as `title` or `services.0`."""
    detail: str


class Problem(ResponseModel):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    """The sentence that people get in Slack."""
    errors: list[FieldError]
    """What is wrong with which field; often empty."""
