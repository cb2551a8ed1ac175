"""Operations that read incidents and metrics."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field

from firefighter.adapters.api import models
from firefighter.adapters.api.cursors import make_cursor, read_cursor
from firefighter.adapters.api.fields import ChatUser, RequestModel, ResponseModel, Time
from firefighter.adapters.api.operation import NoBody, NoQuery, Operation
from firefighter.adapters.api.problems import Problem, ProblemKind
from firefighter.adapters.api.representation import (
    People,
    follow_up_models,
    timeline_models,
)
from firefighter.adapters.api.requests import ApiRequest, Reply
from firefighter.domain.api_tokens import READ_INCIDENTS, READ_STATISTICS
from firefighter.domain.errors import FieldProblem, InvalidField
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.lifecycle import Status
from firefighter.domain.metrics.periods import parse_period
from firefighter.domain.metrics.report import Question
from firefighter.domain.severity import Severity
from firefighter.domain.spelling import nearest_name, same_name
from firefighter.domain.timeline import timeline_view
from firefighter.domain.title import clean_text
from firefighter.ports.incident_views import IncidentFilter, IncidentView
from firefighter.ports.search import DrillFilter
from firefighter.ports.statistics import find_all
from firefighter.reporting.formats import figures

Limit = Annotated[int, Field(ge=1, le=100)]
Cursor = Annotated[str, Field(max_length=64)]
DEFAULT_LIMIT = 50


class PageQuery(RequestModel):
    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor = ""


class ListQuery(RequestModel):
    q: Annotated[str, Field(max_length=200)] = ""
    """Words, each of which is in the title or the summary, or is the incident's number."""
    status: list[Status] = Field(default=[], max_length=10)
    """Any of these."""
    severity: list[Severity] = Field(default=[], max_length=10)
    """Any of these."""
    service: Annotated[str, Field(max_length=120)] = ""
    holder: Annotated[ChatUser | None, Field()] = None
    """Holds a role."""
    declared_from: Time | None = None
    declared_before: Time | None = None
    drills: DrillFilter = DrillFilter.WITHOUT
    """Drills are left out unless they are asked for."""
    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor = ""


def list_incidents(request: ApiRequest[ListQuery, NoBody]) -> Reply:
    query = request.query
    wanted = IncidentFilter(
        words=clean_text(query.q),
        statuses=tuple(query.status),
        severities=tuple(query.severity),
        service=clean_text(query.service),
        holder=UserId(query.holder) if query.holder else None,
        declared_from=query.declared_from,
        declared_before=query.declared_before,
        drills=query.drills,
    )
    shown, cursor = newest(request, wanted, "i")
    return Reply(models.Incidents(items=request.incidents(shown), next_cursor=cursor))


def newest(
    request: ApiRequest[Any, NoBody], wanted: IncidentFilter, list_name: str
) -> tuple[Sequence[IncidentView], str | None]:
    """The page that the request asks for, and the cursor of the next; None on the last one."""
    limit, before = request.query.limit, read_cursor(list_name, request.query.cursor)
    found = request.services.views.newest(
        wanted,
        limit + 1,
        None if before is None else IncidentId(before),
        private=request.sees_private,
    )
    shown = found[:limit]
    more = len(found) > limit
    return shown, make_cursor(list_name, shown[-1].incident.id) if more else None


def get_incident(request: ApiRequest[NoQuery, NoBody]) -> Reply:
    view = request.view()
    (incident,) = request.incidents([view])
    return Reply(incident, view.incident.version)


def get_timeline(request: ApiRequest[PageQuery, NoBody]) -> Reply:
    """Entries by the time they happened, so that a page begins after the one that was last."""
    query, incident = request.query, request.view().incident
    after = read_cursor("t", query.cursor)
    entries = timeline_view(request.services.context.records.timeline(incident.id))
    ids = [entry.id for entry in entries]
    if after is not None and after not in ids:
        raise Problem(
            ProblemKind.MALFORMED, "cursor: That entry was removed. Begin with the first page."
        )
    start = 0 if after is None else ids.index(after) + 1  # type: ignore[arg-type]
    shown = entries[start : start + query.limit]
    more = start + query.limit < len(entries)
    items = timeline_models(incident, shown, request.services.chat, People(request.people))
    cursor = make_cursor("t", shown[-1].id) if more else None
    return Reply(models.Timeline(items=items, next_cursor=cursor))


def get_follow_ups(request: ApiRequest[NoQuery, NoBody]) -> Reply:
    follow_ups = list(request.view().incident.follow_ups.values())
    return Reply(models.FollowUps(items=follow_up_models(follow_ups, People(request.people))))


class StatisticsQuery(RequestModel):
    period: Annotated[str, Field(max_length=20, examples=["90d"])] = "90d"
    """30d, 12w, 2026-Q3, 2026-09, 2026-W40 or 2026."""
    service: Annotated[str, Field(max_length=120)] = ""


class Statistics(ResponseModel):
    """The metrics of `firefighter stats --json`."""

    period: str
    private: bool
    """Whether private incidents are counted, as the token's scopes say."""
    figures: dict[str, Any]


def get_statistics(request: ApiRequest[StatisticsQuery, NoBody]) -> Reply:
    context, query = request.services.context, request.query
    period = parse_period(query.period, context.clock.now(), context.rules.zone)
    if period is None:
        raise InvalidField("period", FieldProblem.NO_PERIOD, query.period)
    question = Question(period, _service(request), request.sees_private)
    found = figures(find_all(context.statistics, question), context.rules.working_hours)
    return Reply(Statistics(period=query.period, private=request.sees_private, figures=found))


def _service(request: ApiRequest[StatisticsQuery, NoBody]) -> str:
    """As configured or on record. Raises InvalidField for an unknown one."""
    typed, context = clean_text(request.query.service), request.services.context
    if not typed:
        return ""
    on_record = context.statistics.service_names(private=request.sees_private)
    known = dict.fromkeys((*context.rules.services, *on_record))
    if found := same_name(typed, known):
        return found
    nearest = nearest_name(typed, known)
    raise InvalidField("service", FieldProblem.UNKNOWN_SERVICE, typed, nearest)


READING = (
    Operation(
        method="GET",
        path="/incidents",
        name="list_incidents",
        summary="List incidents",
        description="The newest first, without drills unless they are asked for.",
        scope=READ_INCIDENTS,
        query=ListQuery,
        answer=models.Incidents,
        read=list_incidents,
        example_path="/incidents?status=open&status=investigating&severity=SEV1",
    ),
    Operation(
        method="GET",
        path="/incidents/{reference}",
        name="get_incident",
        summary="Get an incident",
        scope=READ_INCIDENTS,
        answer=models.Incident,
        read=get_incident,
        has_etag=True,
    ),
    Operation(
        method="GET",
        path="/incidents/{reference}/timeline",
        name="get_timeline",
        summary="Get the timeline of an incident",
        description="By the time things happened, with corrections applied.",
        scope=READ_INCIDENTS,
        query=PageQuery,
        answer=models.Timeline,
        read=get_timeline,
    ),
    Operation(
        method="GET",
        path="/incidents/{reference}/follow-ups",
        name="get_follow_ups",
        summary="Get the follow-ups of an incident",
        scope=READ_INCIDENTS,
        answer=models.FollowUps,
        read=get_follow_ups,
    ),
    Operation(
        method="GET",
        path="/statistics",
        name="get_statistics",
        summary="Get metrics for a period",
        scope=READ_STATISTICS,
        query=StatisticsQuery,
        answer=Statistics,
        read=get_statistics,
        patience=10,
        example_path="/statistics?period=2026-Q3",
    ),
)
