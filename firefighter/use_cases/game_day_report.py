"""What the learning report of a Game Day says, as it is recorded now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from firefighter.domain.drill import Drill
from firefighter.domain.drill_events import (
    DrillEnded,
    DrillPaused,
    DrillResumed,
    DrillRevealed,
    DrillStarted,
    DrillStopped,
    InjectSent,
)
from firefighter.domain.events import AnyEvent
from firefighter.domain.experiments import Experiment
from firefighter.domain.follow_ups import FollowUp
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_events import GameDayEvent
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.mentions import event_texts, mentioned_ids
from firefighter.domain.scoring import RankedTeam, Score
from firefighter.domain.timeline import TimelineViewItem, involved, timeline_view
from firefighter.ports.app_context import AppContext
from firefighter.use_cases.drills import read_drill
from firefighter.use_cases.game_day_score import find_score, rank_by_scores

OF_THE_EXERCISE = (
    DrillEnded,
    DrillPaused,
    DrillResumed,
    DrillRevealed,
    DrillStarted,
    DrillStopped,
    InjectSent,
)
"""Events that happened to a team; the others are what it knew and did."""


@dataclass(frozen=True)
class ReportedDrill:
    """One drill: what happened to a team, and what it knew and did then."""

    team: str
    experiment: Experiment
    incident: Incident
    drill: Drill
    timeline: Sequence[TimelineViewItem]
    score: Score | None
    """None without a scenario."""


@dataclass(frozen=True)
class LearningReport:
    game_day: GameDay
    events: Sequence[GameDayEvent]
    """All of its record, oldest first."""
    ranking: Sequence[RankedTeam]
    drills: Sequence[ReportedDrill]
    follow_ups: Sequence[FollowUp]
    """What was learnt."""
    names: Mapping[UserId, str]
    """Of the people in it, where they are known."""


def learning_report(context: AppContext, game_day: GameDay) -> LearningReport:
    """Reads everything again, so it says what was written since it was last opened.

    `game_day` must be revealed: the report keeps nothing from anybody.
    """
    drills = tuple(_reported(context, game_day, each) for each in game_day.drills)
    incidents = {each.incident.id: each.incident for each in drills}
    scores = {each.incident.id: each.score for each in drills if each.score}
    follow_ups = tuple(
        follow_up
        for each in game_day.learnings
        if (follow_up := incidents[each.incident_id].follow_ups.get(each.follow_up))
    )
    people = {*_people(game_day), *(each.owner for each in follow_ups if each.owner)}
    for each in drills:
        people.update(user for item in each.timeline for user in _people_in(item.event))
    known = context.records.people(people)
    return LearningReport(
        game_day=game_day,
        events=context.game_days.game_day_events(None, game_day.id),
        ranking=rank_by_scores(game_day, scores),
        drills=drills,
        follow_ups=follow_ups,
        names={user: person.known_name for user, person in known.items()},
    )


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


def _people(game_day: GameDay) -> Iterator[UserId]:
    yield from (*game_day.seats, *game_day.former_heroes, *game_day.former_insiders)
    yield from (each.by for each in game_day.notes)
    yield from (each.by for each in game_day.answers if each.by)


def _people_in(event: AnyEvent) -> Iterator[UserId]:
    yield from involved(event)
    yield from mentioned_ids(event_texts(event))
