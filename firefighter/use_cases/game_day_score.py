"""The scores of a Game Day's teams."""

from collections.abc import Mapping, Sequence

from firefighter.domain.errors import DrillRefused
from firefighter.domain.game_day import GameDay
from firefighter.domain.ids import IncidentId
from firefighter.domain.scoring import RankedTeam, Score, combined, rank_teams
from firefighter.ports.app_context import AppContext
from firefighter.use_cases.drill_score import score_of


def rank_game_day(context: AppContext, game_day: GameDay) -> Sequence[RankedTeam]:
    """The teams by what they have earned by now in their drills."""
    found = ((each, find_score(context, each)) for each in game_day.drills)
    return rank_by_scores(game_day, {each: score for each, score in found if score})


def rank_by_scores(
    game_day: GameDay, drill_scores: Mapping[IncidentId, Score]
) -> Sequence[RankedTeam]:
    """The teams by the scores of their drills. A team without any is left out."""
    scores: dict[str, Score] = {}
    for team, name in game_day.teams.items():
        earned = [
            drill_scores[each]
            for each, drill in game_day.drills.items()
            if drill.team == team and each in drill_scores
        ]
        if earned:
            adjustment = game_day.adjustments.get(team)
            scores[name] = combined(earned, (adjustment,) if adjustment else ())
    return rank_teams(scores)


def find_score(context: AppContext, incident_id: IncidentId) -> Score | None:
    """The score of a drill; None without a scenario."""
    try:
        return score_of(context, incident_id)
    except DrillRefused:
        return None
