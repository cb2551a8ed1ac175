"""A learning report with content in every section."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from firefighter.domain.experiments import Signal
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber, FollowUpState
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_evaluation import Answer, Note, NoteKind
from firefighter.domain.game_day_events import GameDayAction, GameDayEvent
from firefighter.domain.game_day_phases import GameDayPhase
from firefighter.domain.game_day_roles import GameDayRole
from firefighter.domain.learning_report import LearningReport, ReportedDrill, ReportLine
from firefighter.domain.scenario import ScoringItem
from firefighter.domain.scoring import (
    Adjustment,
    ItemScore,
    RankedTeam,
    Score,
    ScoreReason,
)
from tests.domain.drills import drill_incident, started
from tests.domain.game_days import FIRST, HEROES, MASTER, NOW, OBSERVER, in_phase


def learning_report(text: str = "Prices") -> LearningReport:
    """Of a Game Day that was debriefed, with this text wherever people write."""
    played = _game_day(text)
    incident = drill_incident()
    items = tuple(ItemScore(each, Fraction(1, 2), ScoreReason.MISSING) for each in ScoringItem)
    given = Adjustment(2, text)
    score = Score(items, (), Fraction(2), given.points, (given,))
    drill = ReportedDrill(
        team=text,
        experiment=played.experiments[FIRST],
        incident=incident,
        drill=started(incident),
        timeline=(),
        score=score,
        lines=(
            ReportLine(timedelta(minutes=1), text, is_of_exercise=True),
            ReportLine(timedelta(minutes=2), text, is_of_exercise=False),
        ),
    )
    return LearningReport(
        game_day=played,
        events=tuple(_joined(each) for each in (GameDayAction.CREATED, GameDayAction.JOINED)),
        ranking=(RankedTeam(1, text, score),),
        drills=(drill,),
        follow_ups=tuple(
            FollowUp(number=FollowUpNumber(number), text=text, owner=MASTER, state=state)
            for number, state in enumerate(FollowUpState, start=1)
        ),
        names={MASTER: "Ana Lima", HEROES[0]: "Bob Brown"},
    )


def _game_day(text: str) -> GameDay:
    found = in_phase(GameDayPhase.DEBRIEFED)
    details = replace(found.details, title=text, theme=text, services=(text,))
    chosen = found.experiments[FIRST]
    plan = replace(
        chosen.plan,
        title=text,
        service=text,
        objective=text,
        hypothesis=text,
        steady_state=text,
        blast_radius=text,
    )
    answer = Answer(NOW, text, text)
    return replace(
        found,
        details=details,
        teams=dict.fromkeys(found.teams, text),
        experiments={FIRST: replace(chosen, plan=plan, signal=Signal(text=text))},
        notes=tuple(Note(OBSERVER, NOW, kind, text) for kind in NoteKind),
        answers=(answer, replace(answer, by=HEROES[0]), replace(answer, to_change="")),
    )


def _joined(action: GameDayAction) -> GameDayEvent:
    return GameDayEvent(actor=MASTER, at=NOW, action=action, text=GameDayRole.OBSERVER)
