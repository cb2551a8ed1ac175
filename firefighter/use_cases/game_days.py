"""Game Days: creating and changing them, ideas from statistics, and what is learnt."""

import secrets
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from firefighter.domain.errors import GameDayProblem, GameDayRefused
from firefighter.domain.experiments import ExperimentPlan
from firefighter.domain.follow_ups import FollowUp, next_follow_up_number
from firefighter.domain.game_day import NOBODY, GameDay
from firefighter.domain.game_day_details import GameDayDetails
from firefighter.domain.game_day_evaluation import Learning
from firefighter.domain.ids import GameDayId, IncidentId, TeamNumber, UserId
from firefighter.domain.metrics.periods import days_between
from firefighter.domain.metrics.report import Question
from firefighter.i18n import gettext, ngettext
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.follow_ups import FollowUpDraft, clean_draft

_TOKEN_BYTES = 24

_DAYS = 90
_IDEAS = 3


def create_game_day(
    context: AppContext, delivery: DeliveryId, actor: UserId, details: GameDayDetails
) -> GameDay:
    """Raises InvalidField."""
    with context.units(delivery) as unit:
        game_day = GameDay.create(
            unit.game_days.next_id(),
            details,
            wall_token=secrets.token_urlsafe(_TOKEN_BYTES),
            actor=actor,
            now=context.clock.now(),
        )
        unit.game_days.add(game_day)
    return game_day


def change_game_day(
    context: AppContext,
    delivery: DeliveryId,
    game_day_id: GameDayId,
    change: Callable[[GameDay, datetime], object],
) -> GameDay:
    """Changes a Game Day by one of its own methods. Raises UnknownGameDay, and what that raises."""
    with context.units(delivery) as unit:
        game_day = unit.game_days.get(game_day_id)
        change(game_day, context.clock.now())
    return game_day


def propose_from_statistics(
    context: AppContext, delivery: DeliveryId, actor: UserId, game_day_id: GameDayId
) -> int:
    """Adds ideas from what really happened: the services with most incidents; returns how many.

    An idea about a service that has one already is not repeated. Raises UnknownGameDay,
    GameDayRefused, GameDayNotInPhase.
    """
    ideas = tuple(_ideas(context))
    with context.units(delivery) as unit:
        game_day = unit.game_days.get(game_day_id)
        game_day.refuse_unless_game_master(actor)
        known = {each.plan.service for each in game_day.experiments.values()}
        fresh = [(plan, reason) for plan, reason in ideas if plan.service not in known]
        for plan, reason in fresh:
            game_day.propose(plan, actor=NOBODY, now=context.clock.now(), reason=reason)
    return len(fresh)


def _ideas(context: AppContext) -> Iterator[tuple[ExperimentPlan, str]]:
    today = context.rules.day_of(context.clock.now())
    period = days_between(today - timedelta(days=_DAYS), today, context.rules.zone)
    services = context.statistics.breakdown(Question(period)).services
    most = sorted(services.items(), key=lambda item: (-item[1].incidents, item[0]))
    for service, part in most[:_IDEAS]:
        reason = ngettext(
            "{number} incident in {days} days",
            "{number} incidents in {days} days",
            part.incidents,
            days=_DAYS,
        )
        title = gettext("{service} fails", service=service)
        yield ExperimentPlan(title=title, service=service), reason


def add_learning(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    game_day_id: GameDayId,
    draft: FollowUpDraft,
    *,
    team: TeamNumber | None,
) -> GameDay:
    """Adds a follow-up to a drill of a team, whose score it counts for.

    That team is the hero's own; `team` if it is not a hero's.
    Raises UnknownGameDay, GameDayRefused, GameDayNotInPhase, InvalidField.
    """
    clean = clean_draft(draft)
    with context.units(delivery) as unit:
        game_day = unit.game_days.get(game_day_id)
        if not game_day.drills:
            raise GameDayRefused(GameDayProblem.NO_DRILL)
        now = context.clock.now()
        incident = unit.incidents.get(_drill_of_learning(game_day, actor, team))
        added = FollowUp(number=next_follow_up_number(incident.follow_ups), **vars(clean))
        game_day.learn(Learning(incident.id, added.number), actor=actor, now=now)
        incident.follow_up(added, actor=actor, now=now)
    return game_day


def _drill_of_learning(game_day: GameDay, actor: UserId, chosen: TeamNumber | None) -> IncidentId:
    """The first drill of the team; of all drills without a team that has one."""
    seat = game_day.seats.get(actor)
    team = seat.team if seat and seat.team else chosen
    of_team = [each for each, drill in game_day.drills.items() if drill.team == team]
    return min(of_team or game_day.drills)
