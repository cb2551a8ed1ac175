"""Operations that change incidents, by the same use cases as in Slack."""

from typing import Annotated

from pydantic import Field

from firefighter.adapters.api import models
from firefighter.adapters.api.fields import ChatUser, RequestModel, Text, Time
from firefighter.adapters.api.operation import NoQuery, Operation
from firefighter.adapters.api.problems import Problem, ProblemKind
from firefighter.adapters.api.requests import ApiRequest
from firefighter.domain.accounts import AccessRight
from firefighter.domain.api_tokens import SEE_PRIVATE, WRITE_INCIDENTS
from firefighter.domain.errors import FieldProblem, InvalidField, UnknownRole
from firefighter.domain.events import UPDATE_LIMIT, Details
from firefighter.domain.ids import IncidentId, RoleKey, UserId, parse_reference
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import DeclineReason, Step, StepKind
from firefighter.domain.merging import DUPLICATE_OF_FIELD
from firefighter.domain.roles import NOTE_LIMIT
from firefighter.domain.severity import REASON_LIMIT, Severity
from firefighter.domain.title import SUMMARY_LIMIT
from firefighter.ports.store import UnitOfWork
from firefighter.use_cases.accounts import refuse_outsiders_among
from firefighter.use_cases.declare import Declaration, describe, edit
from firefighter.use_cases.declare_once import DEDUP_KEY_LIMIT, Declarer, declare_once
from firefighter.use_cases.roles import assign_role
from firefighter.use_cases.severity import change_severity
from firefighter.use_cases.status import change_status
from firefighter.use_cases.timeline import add_note
from firefighter.use_cases.updates import UpdateDraft, post_update

_LONGEST_WAIT_MIN = 7 * 24 * 60
_MOST_SERVICES = 50


class NewIncident(RequestModel):
    title: Annotated[Text, Field(max_length=SUMMARY_LIMIT)]
    """Shortened to 120 characters; the rest is kept in the summary."""
    severity: Severity
    summary: Annotated[str, Field(max_length=SUMMARY_LIMIT)] = ""
    services: tuple[Text, ...] = Field(default=(), max_length=_MOST_SERVICES)
    """Names in `firefighter.toml`."""
    private: bool = False
    """Needs the scope `private`."""
    dedup_key: Annotated[str, Field(max_length=DEDUP_KEY_LIMIT, pattern=r"^[!-~]*$")] = ""
    """Your own key for the problem. While an incident with it is not mitigated, no other one is
    declared with it: the answer is that incident, with 200. Keys of other tokens are other keys."""


def declare_incident(request: ApiRequest[NoQuery, NewIncident]) -> None:
    body, keep = request.body, request.answer()
    if body.private and not request.sees_private:
        raise Problem(
            ProblemKind.FORBIDDEN, f"This token needs the scope {SEE_PRIVATE} for private: true."
        )

    def answer(unit: UnitOfWork, incident: Incident, is_new: bool) -> None:
        keep(unit, incident.id, 201 if is_new else 200)

    declaration = Declaration(
        title=body.title,
        severity=body.severity,
        summary=body.summary,
        services=tuple(dict.fromkeys(body.services)),
        private=body.private,
    )
    declarer = Declarer(request.actor, sees_private=request.sees_private)
    declare_once(
        request.context,
        request.delivery,
        declarer,
        declaration,
        dedup_key=body.dedup_key,
        answer=answer,
    )


class NewStep(RequestModel):
    step: StepKind
    """One of `next_steps`."""
    note: Annotated[str, Field(max_length=SUMMARY_LIMIT)] = ""
    """How it was mitigated, or why it is declined, reopened, or closed despite the checklist."""
    decline_reason: DeclineReason | None = None
    duplicate_of: Annotated[str, Field(pattern=r"^(INC-)?[0-9]{1,18}$")] | None = None
    """The incident it duplicates, which takes over people and follow-ups if it is open."""
    impact_started: Time | None = None
    """When impact started, as known on mitigation: in the year before the declaration, or later."""


def take_step(request: ApiRequest[NoQuery, NewStep]) -> None:
    body = request.body
    if body.duplicate_of and body.decline_reason is not DeclineReason.DUPLICATE:
        raise InvalidField(DUPLICATE_OF_FIELD, FieldProblem.NOTHING_CHOSEN)
    step = Step(
        body.step,
        note=body.note,
        decline_reason=body.decline_reason,
        duplicate_of=_incident(body.duplicate_of) if body.step is StepKind.DECLINE else None,
        impact_started=body.impact_started,
    )
    change_status(request.changing(), request.delivery, request.actor, request.incident_id, step)


def _incident(typed: str | None) -> IncidentId | None:
    return parse_reference(typed) if typed else None


class NewSeverity(RequestModel):
    severity: Severity
    reason: Annotated[str, Field(max_length=REASON_LIMIT)] = ""
    """Required to lower it."""


def set_severity(request: ApiRequest[NoQuery, NewSeverity]) -> None:
    change_severity(
        request.changing(),
        request.delivery,
        request.actor,
        request.incident_id,
        seen=request.view().incident.severity,
        severity=request.body.severity,
        reason=request.body.reason,
    )


class NewHolder(RequestModel):
    holder: ChatUser
    """The person's id in Slack."""
    note: Annotated[str, Field(max_length=NOTE_LIMIT)] = ""
    """A message for them."""


def set_role(request: ApiRequest[NoQuery, NewHolder]) -> None:
    role = RoleKey(request.path["role"])
    if role not in request.context.rules.role_keys:
        raise UnknownRole(role)
    holder = UserId(request.body.holder)
    refuse_outsiders_among(request.context, request.actor, [holder], AccessRight.LEAD)
    assign_role(
        request.changing(),
        request.delivery,
        request.actor,
        request.incident_id,
        role,
        seen=request.view().incident.holders.get(role),
        to=holder,
        note=request.body.note,
    )


class NewDetails(RequestModel):
    title: Annotated[Text, Field(max_length=SUMMARY_LIMIT)]
    """Shortened to 120 characters."""
    services: tuple[Text, ...] = Field(max_length=_MOST_SERVICES)
    """All of them: those that are not named are removed."""


def set_details(request: ApiRequest[NoQuery, NewDetails]) -> None:
    services = tuple(dict.fromkeys(request.body.services))
    edit(
        request.changing(),
        request.delivery,
        request.actor,
        request.incident_id,
        Details(request.body.title, services),
    )


class NewSummary(RequestModel):
    summary: Annotated[Text, Field(max_length=SUMMARY_LIMIT)]


def set_summary(request: ApiRequest[NoQuery, NewSummary]) -> None:
    describe(
        request.changing(),
        request.delivery,
        request.actor,
        request.incident_id,
        request.body.summary,
    )


class NewUpdate(RequestModel):
    impact: Annotated[Text, Field(max_length=UPDATE_LIMIT)]
    changed: Annotated[Text, Field(max_length=UPDATE_LIMIT)]
    next_step: Annotated[str, Field(max_length=UPDATE_LIMIT)] = ""
    next_by: ChatUser | None = None
    """Who takes the next step."""
    next_in_min: Annotated[int, Field(ge=1, le=_LONGEST_WAIT_MIN)] | None = None
    """In how many minutes the next update is due; null if none is scheduled."""


def add_update(request: ApiRequest[NoQuery, NewUpdate]) -> None:
    body = request.body
    draft = UpdateDraft(
        impact=body.impact,
        changed=body.changed,
        next_step=body.next_step,
        next_by=UserId(body.next_by) if body.next_by else None,
        next_in_min=body.next_in_min,
    )
    context = request.changing(status=201)
    post_update(context, request.delivery, request.actor, request.incident_id, draft)


class NewNote(RequestModel):
    text: Annotated[Text, Field(max_length=SUMMARY_LIMIT)]
    at: Time | None = None
    """When it happened; now if it is not said."""


def add_to_timeline(request: ApiRequest[NoQuery, NewNote]) -> None:
    add_note(
        request.changing(status=201),
        request.delivery,
        request.actor,
        request.incident_id,
        request.body.text,
        at=request.body.at,
    )


CHANGING = (
    Operation(
        method="POST",
        path="/incidents",
        name="declare_incident",
        summary="Declare an incident",
        description="201 for a new incident; 200 for one with the same `dedup_key`.",
        scope=WRITE_INCIDENTS,
        body=NewIncident,
        answer=models.Incident,
        change=declare_incident,
        statuses=(201, 200),
        has_etag=True,
        example={
            "title": "Checkout returns 500",
            "severity": "SEV2",
            "dedup_key": "checkout-errors",
        },
    ),
    Operation(
        method="POST",
        path="/incidents/{reference}/steps",
        name="take_step",
        summary="Take a step of the lifecycle",
        scope=WRITE_INCIDENTS,
        body=NewStep,
        answer=models.Incident,
        change=take_step,
        has_etag=True,
        example={"step": "mitigate", "note": "Rolled back release 512."},
    ),
    Operation(
        method="PUT",
        path="/incidents/{reference}/severity",
        name="set_severity",
        summary="Change the severity",
        scope=WRITE_INCIDENTS,
        body=NewSeverity,
        answer=models.Incident,
        change=set_severity,
        needs_if_match=True,
        has_etag=True,
        example={"severity": "SEV1"},
    ),
    Operation(
        method="PUT",
        path="/incidents/{reference}/roles/{role}",
        name="set_role",
        summary="Give a role to a person",
        scope=WRITE_INCIDENTS,
        body=NewHolder,
        answer=models.Incident,
        change=set_role,
        needs_if_match=True,
        has_etag=True,
        example={"holder": "U02KZ4H1R"},
    ),
    Operation(
        method="PUT",
        path="/incidents/{reference}/details",
        name="set_details",
        summary="Change the title and the services",
        scope=WRITE_INCIDENTS,
        body=NewDetails,
        answer=models.Incident,
        change=set_details,
        needs_if_match=True,
        has_etag=True,
        example={"title": "Card payments fail", "services": []},
    ),
    Operation(
        method="PUT",
        path="/incidents/{reference}/summary",
        name="set_summary",
        summary="Change the summary",
        scope=WRITE_INCIDENTS,
        body=NewSummary,
        answer=models.Incident,
        change=set_summary,
        needs_if_match=True,
        has_etag=True,
        example={"summary": "Card payments fail since release 512."},
    ),
    Operation(
        method="POST",
        path="/incidents/{reference}/updates",
        name="add_update",
        summary="Post an update",
        scope=WRITE_INCIDENTS,
        body=NewUpdate,
        answer=models.Incident,
        change=add_update,
        statuses=(201,),
        has_etag=True,
        example={"impact": "One checkout in five fails.", "changed": "Rollback started."},
    ),
    Operation(
        method="POST",
        path="/incidents/{reference}/notes",
        name="add_note",
        summary="Add a note to the timeline",
        scope=WRITE_INCIDENTS,
        body=NewNote,
        answer=models.Incident,
        change=add_to_timeline,
        statuses=(201,),
        has_etag=True,
        example={"text": "Deployment 513 finished."},
    ),
)
