"""What the learning report of a Game Day says, as it is recorded now."""

from collections.abc import Iterator

from firefighter.domain.follow_ups import FollowUp
from firefighter.domain.game_day import GameDay
from firefighter.domain.ids import GameDayId, IncidentId
from firefighter.domain.learning_report import LearningReport, ReportedDrill
from firefighter.domain.timeline import timeline_view
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId, EffectRequest
from firefighter.use_cases.drills import read_drill
from firefighter.use_cases.game_day_score import find_score, rank_by_scores


def learning_report(context: AppContext, game_day: GameDay) -> LearningReport:
    """`game_day` must be revealed. Names and lines are added where the page is composed."""
    drills = [_reported(context, game_day, each) for each in game_day.drills]
    scores = {each.incident.id: each.score for each in drills if each.score}
    public = [each for each in drills if not each.incident.private]
    return LearningReport(
        game_day=game_day,
        events=context.game_days.game_day_events(None, game_day.id),
        ranking=rank_by_scores(game_day, scores),
        drills=public,
        follow_ups=tuple(_follow_ups(game_day, public)),
    )


def request_learning_report(
    context: AppContext, delivery: DeliveryId, game_day_id: GameDayId, creating: EffectRequest
) -> None:
    """Has the page created if there is none, which may have failed before.

    Does nothing before the reveal. Raises UnknownGameDay.
    """
    with context.units(delivery) as unit:
        if unit.game_days.get(game_day_id).phase.is_revealed:
            unit.retry_failed_of_game_day(game_day_id)
            unit.enqueue_for_game_day(game_day_id, creating)


def _follow_ups(game_day: GameDay, drills: list[ReportedDrill]) -> Iterator[FollowUp]:
    """What was added as learnt first, then what the teams added to their drills themselves."""
    incidents = {each.incident.id: each.incident for each in drills}
    for each in game_day.learnings:
        incident = incidents.get(each.incident_id)
        if incident and (found := incident.follow_ups.get(each.follow_up)):
            yield found
    learnt = {(each.incident_id, each.follow_up) for each in game_day.learnings}
    for number, incident in incidents.items():
        for follow_up in incident.follow_ups.values():
            if (number, follow_up.number) not in learnt:
                yield follow_up


def _reported(context: AppContext, game_day: GameDay, incident_id: IncidentId) -> ReportedDrill:
    part = game_day.drills[incident_id]
    incident, drill = read_drill(context, incident_id)
    return ReportedDrill(
        team=game_day.teams[part.team],
        experiment=game_day.experiments[part.experiment],
        incident=incident,
        drill=drill,
        timeline=timeline_view(context.records.timeline(incident_id)),
        score=find_score(context, incident_id),
    )
