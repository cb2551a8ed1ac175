"""The content of a Game Day's learning report: what was expected beside what happened."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from firefighter.domain.drill import Drill
from firefighter.domain.drill_events import (
    DiagnosisJudged,
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
from firefighter.domain.game_day_roles import GameDayRole
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.mentions import event_texts, mentioned_ids
from firefighter.domain.scoring import RankedTeam, Score
from firefighter.domain.timeline import TimelineViewItem, involved


class ReportSection(StrEnum):
    """The sections that the bot keeps up to date, in the order of the page."""

    GLANCE = "glance"
    EXPERIMENTS = "experiments"
    """Each hypothesis against what happened."""
    TIMELINES = "timelines"
    DETECTION = "detection"
    SCORES = "scores"
    KEEP = "keep"
    CHANGE = "change"
    OBSERVED = "observed"
    LEARNT = "learnt"
    """Follow-ups of the Game Day and of its drills."""
    TOOK_PART = "took_part"
    """Who had which role from when on, and so knew what."""


_OF_THE_EXERCISE = (
    DiagnosisJudged,
    DrillEnded,
    DrillPaused,
    DrillResumed,
    DrillRevealed,
    DrillStarted,
    DrillStopped,
    InjectSent,
)
"""Events that happened to a team, whoever caused them."""


def happened_to_the_team(event: AnyEvent, game_day: GameDay) -> bool:
    """As opposed to what the team knew and did.

    That includes whatever the bot did, and whoever runs or watches the Game Day.
    """
    seat = game_day.seats.get(event.actor)
    is_of_team = bool(event.actor) and (seat is None or seat.role is GameDayRole.HERO)
    return isinstance(event, _OF_THE_EXERCISE) or not is_of_team


@dataclass(frozen=True)
class ReportLine:
    """An entry of a drill's timeline as text."""

    at: timedelta
    """Game time."""
    text: str
    is_of_exercise: bool
    """Whether it happened to the team, as opposed to what the team knew and did."""


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
    lines: Sequence[ReportLine] = ()
    """The timeline as text."""


@dataclass(frozen=True)
class LearningReport:
    """`game_day` is revealed: the report keeps nothing from anybody, except private drills."""

    game_day: GameDay
    events: Sequence[GameDayEvent] = ()
    """All of its record, oldest first."""
    ranking: Sequence[RankedTeam] = ()
    drills: Sequence[ReportedDrill] = ()
    """Without private ones, since everybody reads the page."""
    follow_ups: Sequence[FollowUp] = ()
    """What was learnt, and the other follow-ups of the drills."""
    names: Mapping[UserId, str] = field(default_factory=dict)
    """Of the people in it, where they are known."""

    @property
    def people(self) -> frozenset[UserId]:
        """Everybody whom it names."""
        return frozenset(self._people())

    def name(self, user: UserId) -> str:
        return self.names.get(user) or user

    def _people(self) -> Iterator[UserId]:
        game_day = self.game_day
        yield from (*game_day.seats, *game_day.former_heroes, *game_day.former_insiders)
        yield from (each.by for each in game_day.notes)
        yield from (each.by for each in game_day.answers if each.by)
        yield from mentioned_ids(_texts(game_day))
        yield from (each.owner for each in self.follow_ups if each.owner)
        yield from mentioned_ids([each.text for each in self.follow_ups])
        for played in self.drills:
            for item in played.timeline:
                yield from _people_in(item.event)


def _people_in(event: AnyEvent) -> Iterator[UserId]:
    yield from involved(event)
    yield from mentioned_ids(event_texts(event))


def _texts(game_day: GameDay) -> Iterator[str]:
    """What people wrote in it."""
    yield game_day.details.theme
    for each in game_day.chosen:
        plan = each.plan
        yield from (plan.objective, plan.hypothesis, plan.steady_state, plan.blast_radius)
        yield each.signal.text if each.signal else ""
        yield each.judgment.finding if each.judgment else ""
    yield from (each.reason for each in game_day.adjustments.values())
    yield from (each.text for each in game_day.notes)
    for answer in game_day.answers:
        yield from (answer.went_well, answer.to_change)
