"""Operations that read drills and Game Days, as everybody may see them."""

import re
from datetime import datetime
from typing import Any

from firefighter.adapters.api import models
from firefighter.adapters.api.cursors import make_cursor, read_cursor
from firefighter.adapters.api.fields import ResponseModel
from firefighter.adapters.api.operation import NoBody, NoQuery, Operation
from firefighter.adapters.api.problems import Problem, ProblemKind
from firefighter.adapters.api.reading import PageQuery, newest
from firefighter.adapters.api.representation import People, actor
from firefighter.adapters.api.requests import ApiRequest, Reply
from firefighter.domain.api_tokens import READ_TRAINING
from firefighter.domain.drill import Drill as PlayedDrill
from firefighter.domain.drill_events import DrillEnding
from firefighter.domain.errors import UnknownIncident
from firefighter.domain.game_day import GameDay as PlayedGameDay
from firefighter.domain.game_day_phases import GameDayPhase
from firefighter.domain.ids import GameDayId, IncidentId, TeamNumber, reference
from firefighter.domain.scenario import Environment, Mode
from firefighter.ports.incident_views import IncidentFilter, IncidentView
from firefighter.ports.search import DrillFilter

AnyRequest = ApiRequest[Any, Any]


class Drill(ResponseModel):
    incident: models.Incident
    """Of kind `drill`."""
    team: list[models.Actor]
    started_at: datetime
    length_min: int
    paused: bool
    ends_at: datetime | None
    """When its time is over; null while it is paused or once it is over."""
    over_at: datetime | None
    ending: DrillEnding | None
    game_day: str | None
    scenario: str | None
    """Null until its team has been told everything."""


class Drills(ResponseModel):
    items: list[Drill]
    next_cursor: str | None


class Team(ResponseModel):
    number: int
    name: str
    heroes: list[models.Actor]
    drills: list[str]
    """References of the incidents that it plays."""


class GameDay(ResponseModel):
    reference: str
    title: str
    phase: GameDayPhase
    mode: Mode
    environment: Environment
    theme: str
    """Empty where it may not be known before the reveal."""
    services: list[str]
    starts_at: datetime | None
    length_min: int
    ends_at: datetime | None
    """When its time is over; null unless it runs."""
    teams: list[Team]


class GameDays(ResponseModel):
    items: list[GameDay]
    next_cursor: str | None


def list_drills(request: ApiRequest[PageQuery, NoBody]) -> Reply:
    shown, cursor = newest(request, IncidentFilter(drills=DrillFilter.ONLY), "d")
    return Reply(Drills(items=_drills(request, *shown), next_cursor=cursor))


def get_drill(request: ApiRequest[NoQuery, NoBody]) -> Reply:
    view = request.view()
    drills = _drills(request, view)
    if not drills:
        raise UnknownIncident(request.incident_id)
    return Reply(drills[0])


def _drills(request: AnyRequest, *views: IncidentView) -> list[Drill]:
    """Those of incidents that are drills."""
    incidents = request.incidents(views)
    played = request.services.views.drills_of([each.incident.id for each in views])
    return [
        _drill(request, incident, played[view.incident.id])
        for view, incident in zip(views, incidents, strict=True)
        if view.incident.id in played
    ]


def _drill(request: AnyRequest, incident: models.Incident, drill: PlayedDrill) -> Drill:
    game_day = _game_day_of(request, drill.incident_id)
    told = drill.is_over and (game_day is None or game_day.phase.is_revealed)
    names = People(request.people).names(drill.plan.team)
    scenario = drill.plan.scenario
    return Drill(
        incident=incident,
        team=[actor(user, names) for user in drill.plan.team],
        started_at=drill.started_at,
        length_min=drill.plan.length_min,
        paused=drill.paused_since is not None,
        ends_at=drill.ends_at,
        over_at=drill.over_at,
        ending=drill.ending,
        game_day=game_day.reference if game_day else None,
        scenario=scenario.id if scenario and told else None,
    )


def _game_day_of(request: AnyRequest, incident_id: IncidentId) -> PlayedGameDay | None:
    game_days = request.services.context.game_days
    found = game_days.game_day_of(incident_id)
    return None if found is None else game_days.game_day(None, found).game_day


def list_game_days(request: ApiRequest[PageQuery, NoBody]) -> Reply:
    query = request.query
    start = read_cursor("g", query.cursor) or 0
    found = request.services.context.game_days.game_days(None, query.limit + 1, start)
    more = len(found) > query.limit
    cursor = make_cursor("g", start + query.limit) if more else None
    items = [_game_day(request, each) for each in found[: query.limit]]
    return Reply(GameDays(items=items, next_cursor=cursor))


_REFERENCE = re.compile(r"(?:GD-)?(\d{1,9})", re.ASCII | re.IGNORECASE)


def get_game_day(request: ApiRequest[NoQuery, NoBody]) -> Reply:
    found = _REFERENCE.fullmatch(request.path["game_day"])
    if found is None:
        raise Problem(ProblemKind.NOT_FOUND, "There is no such Game Day. Use GD-3.")
    game_days = request.services.context.game_days
    snapshot = game_days.game_day(None, GameDayId(int(found[1])))
    return Reply(_game_day(request, snapshot.game_day))


def _game_day(request: AnyRequest, game_day: PlayedGameDay) -> GameDay:
    details = game_day.details
    return GameDay(
        reference=game_day.reference,
        title=details.title,
        phase=game_day.phase,
        mode=details.mode,
        environment=details.environment,
        theme=details.theme,
        services=list(details.services),
        starts_at=details.starts_at,
        length_min=details.length_min,
        ends_at=game_day.clock.ends_at if game_day.clock else None,
        teams=[_team(request, game_day, number) for number in game_day.teams],
    )


def _team(request: AnyRequest, game_day: PlayedGameDay, number: TeamNumber) -> Team:
    heroes = game_day.heroes(number)
    names = People(request.people).names(heroes)
    return Team(
        number=number,
        name=game_day.teams[number],
        heroes=[actor(user, names) for user in heroes],
        drills=[
            reference(incident_id)
            for incident_id, played in game_day.drills.items()
            if played.team == number
        ],
    )


TRAINING = (
    Operation(
        method="GET",
        path="/drills",
        name="list_drills",
        summary="List drills",
        description="The newest first.",
        scope=READ_TRAINING,
        query=PageQuery,
        answer=Drills,
        read=list_drills,
    ),
    Operation(
        method="GET",
        path="/drills/{reference}",
        name="get_drill",
        summary="Get a drill",
        description="As everybody may see it.",
        scope=READ_TRAINING,
        answer=Drill,
        read=get_drill,
        example_path="/drills/INC-43",
    ),
    Operation(
        method="GET",
        path="/game-days",
        name="list_game_days",
        summary="List Game Days",
        description="Those under way first, then by date, the latest first.",
        scope=READ_TRAINING,
        query=PageQuery,
        answer=GameDays,
        read=list_game_days,
    ),
    Operation(
        method="GET",
        path="/game-days/{game_day}",
        name="get_game_day",
        summary="Get a Game Day",
        description="As everybody may see it: nothing is told before the reveal.",
        scope=READ_TRAINING,
        answer=GameDay,
        read=get_game_day,
    ),
)
