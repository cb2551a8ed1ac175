"""Counts what is on record about drills."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from firefighter.adapters.store.tables import (
    DrillRow,
    DrillTeamRow,
    ExperimentRunRow,
    FollowUpRow,
    GameDayDrillRow,
    GameDayRow,
    HypothesisRow,
    IncidentRow,
    TimelineRow,
)
from firefighter.domain.drill_events import PLAYED_TO_THE_END, HintTaken
from firefighter.domain.follow_ups import FollowUpState
from firefighter.domain.game_day_phases import GameDayPhase
from firefighter.domain.hypotheses import HypothesisState
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Kind
from firefighter.domain.metrics.report import Question
from firefighter.domain.metrics.training import Training
from firefighter.domain.scenario import ScenarioId

_PLAYED = 50
"""Each takes a look at a whole timeline."""


def training(session: Session, question: Question) -> Training:
    """The drills that started in the period, private ones only if the question asks for them."""
    ids = _drills(question)
    number = func.count()
    held = _count(session, select(number).where(DrillRow.incident_id.in_(ids)))
    stopped = select(number).where(
        DrillRow.incident_id.in_(ids),
        DrillRow.over_at.is_not(None),
        or_(DrillRow.ending.is_(None), DrillRow.ending.not_in(PLAYED_TO_THE_END)),
    )
    people = select(func.count(func.distinct(DrillTeamRow.user))).where(
        DrillTeamRow.incident_id.in_(ids)
    )
    scenarios = (
        select(DrillRow.scenario, number)
        .where(DrillRow.incident_id.in_(ids), DrillRow.scenario.is_not(None))
        .group_by(DrillRow.scenario)
        .order_by(number.desc(), DrillRow.scenario)
    )
    hints = select(number).where(
        TimelineRow.incident_id.in_(ids), TimelineRow.kind == HintTaken.kind
    )
    hypotheses = select(number).where(
        HypothesisRow.incident_id.in_(ids), HypothesisRow.state != HypothesisState.MOVED
    )
    follow_ups = select(number).where(
        or_(FollowUpRow.incident_id.in_(ids), FollowUpRow.incident_id.in_(_recorded(question))),
        FollowUpRow.state.in_((FollowUpState.OPEN, FollowUpState.DONE)),
    )
    since = select(func.min(DrillRow.started_at)).join(
        IncidentRow, IncidentRow.id == DrillRow.incident_id
    )
    return Training(
        held=held,
        stopped=_count(session, stopped),
        people=_count(session, people),
        by_scenario={ScenarioId(name): many for name, many in session.execute(scenarios) if name},
        hints=_count(session, hints),
        hypotheses=_count(session, hypotheses),
        refuted=_count(session, hypotheses.where(HypothesisRow.state == HypothesisState.REFUTED)),
        follow_ups=_count(session, follow_ups),
        since=session.scalar(since.where(*_visible(question))),
        follow_ups_done=_count(session, follow_ups.where(FollowUpRow.state == FollowUpState.DONE)),
    )


def played(session: Session, question: Question) -> Sequence[IncidentId]:
    """The latest drills of the period from scenarios that are over, oldest first."""
    found = session.scalars(
        select(DrillRow.incident_id)
        .where(
            DrillRow.incident_id.in_(_drills(question)),
            DrillRow.scenario.is_not(None),
            DrillRow.over_at.is_not(None),
        )
        .order_by(DrillRow.started_at.desc(), DrillRow.incident_id.desc())
        .limit(_PLAYED)
    )
    return [IncidentId(each) for each in reversed(found.all())]


def last_played(session: Session) -> Mapping[ScenarioId, datetime]:
    """When each scenario was played last, also by people who may not tell others."""
    rows = session.execute(
        select(DrillRow.scenario, func.max(DrillRow.started_at))
        .where(DrillRow.scenario.is_not(None))
        .group_by(DrillRow.scenario)
    )
    return {ScenarioId(name): at for name, at in rows if name}


def _drills(question: Question) -> Select[int]:
    period = question.period
    found = (
        select(DrillRow.incident_id)
        .join(IncidentRow, IncidentRow.id == DrillRow.incident_id)
        .where(
            DrillRow.started_at >= period.start,
            DrillRow.started_at < period.end,
            DrillRow.incident_id.not_in(not_revealed()),
        )
    )
    return found.where(*_visible(question))


def _recorded(question: Question) -> Select[int]:
    """The runs of chaos experiments that were recorded as exercises, by when they started."""
    period = question.period
    found = (
        select(IncidentRow.id)
        .join(ExperimentRunRow, ExperimentRunRow.incident_id == IncidentRow.id)
        .where(
            IncidentRow.kind == Kind.DRILL,
            IncidentRow.id.not_in(select(DrillRow.incident_id)),
            ExperimentRunRow.started_at >= period.start,
            ExperimentRunRow.started_at < period.end,
        )
    )
    return found.where(*_visible(question))


def not_revealed() -> Select[int]:
    """Drills of Game Days, whose scenarios and failure classes are sealed until the reveal."""
    return (
        select(GameDayDrillRow.incident_id)
        .join(GameDayRow, GameDayRow.id == GameDayDrillRow.game_day_id)
        .where(GameDayRow.phase.not_in([phase for phase in GameDayPhase if phase.is_revealed]))
    )


def _visible(question: Question) -> Sequence[ColumnElement[bool]]:
    return () if question.private else (IncidentRow.private.is_(False),)


def _count(session: Session, query: Select[int]) -> int:
    return session.scalar(query) or 0
