"""Reads what the resilience score is computed from."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from firefighter.adapters.store.tables import ExperimentRow, ExperimentRunRow, IncidentRow
from firefighter.adapters.store.training import not_revealed
from firefighter.domain.experiment_catalog import ExperimentState
from firefighter.domain.experiment_runs import Score
from firefighter.domain.ids import ExperimentKey
from firefighter.domain.metrics.periods import Period, days_between
from firefighter.domain.metrics.report import Question, baseline
from firefighter.domain.metrics.resilience import (
    CountedExperiment,
    CountedRun,
    ResilienceReport,
    report_on_resilience,
)

_QUARTERS = 4
"""Shown, with the one in which the period ends."""
_MONTHS_OF_QUARTER = 3


def read_resilience(session: Session, question: Question, now: datetime) -> ResilienceReport:
    """Of the question's service, or of all."""
    since = session.scalar(select(func.min(ExperimentRunRow.started_at)))
    experiments = _experiments(session, question.service)
    found = baseline(question.period, since, now)
    quarters = _quarters(question.period)
    return report_on_resilience(
        experiments,
        _runs(session, question, question.period),
        () if found.obstacle else _runs(session, question, found.before),
        by_quarter={each.first_day: _runs(session, question, each) for each in quarters},
        unlinked=_unlinked(session, question),
        since=since,
    )


def _experiments(session: Session, service: str) -> Sequence[CountedExperiment]:
    """The most important first."""
    of_service = ExperimentRow.service_key == service.casefold()
    rows = session.execute(
        select(
            ExperimentRow.key,
            ExperimentRow.service,
            ExperimentRow.team,
            ExperimentRow.weight,
            ExperimentRow.state,
        )
        .where(*([of_service] if service else []))
        .order_by(ExperimentRow.weight.desc(), ExperimentRow.key)
    )
    return [
        CountedExperiment(ExperimentKey(key), name, team, weight, state is ExperimentState.READY)
        for key, name, team, weight, state in rows
    ]


def _runs(session: Session, question: Question, period: Period) -> Sequence[CountedRun]:
    rows = session.execute(
        select(
            ExperimentRunRow.experiment,
            ExperimentRunRow.started_at,
            ExperimentRunRow.tool,
            ExperimentRunRow.verdict,
            ExperimentRunRow.score,
            ExperimentRunRow.tool_score,
            ExperimentRunRow.difference,
        )
        .where(ExperimentRunRow.experiment.is_not(None), *_conditions(question, period))
        .order_by(ExperimentRunRow.started_at, ExperimentRunRow.number)
    )
    return [
        CountedRun(
            ExperimentKey(experiment),
            at,
            tool,
            verdict,
            None if score is None else Score(score),
            None if tool_score is None else Score(tool_score),
            difference,
        )
        for experiment, at, tool, verdict, score, tool_score, difference in rows
        if experiment
    ]


def _unlinked(session: Session, question: Question) -> int:
    counted = select(func.count()).select_from(ExperimentRunRow)
    conditions = _conditions(question, question.period)
    return session.scalar(counted.where(ExperimentRunRow.experiment.is_(None), *conditions)) or 0


def _conditions(question: Question, period: Period) -> Sequence[ColumnElement[bool]]:
    """Runs of the period, but for those that belong to a drill which not everybody may know of."""
    hidden = [ExperimentRunRow.incident_id.not_in(not_revealed())]
    if not question.private:
        private = select(IncidentRow.id).where(IncidentRow.private.is_(True))
        hidden.append(ExperimentRunRow.incident_id.not_in(private))
    return [
        ExperimentRunRow.started_at >= period.start,
        ExperimentRunRow.started_at < period.end,
        *(or_(ExperimentRunRow.incident_id.is_(None), each) for each in hidden),
    ]


def _quarters(period: Period) -> Sequence[Period]:
    last = period.last_day
    month = last.month - (last.month - 1) % _MONTHS_OF_QUARTER
    first = date(last.year, month, 1)
    found = []
    for _quarter in range(_QUARTERS):
        found.append(days_between(first, _later(first, _MONTHS_OF_QUARTER), period.zone))
        first = _later(first, -_MONTHS_OF_QUARTER)
    return found


def _later(first: date, months: int) -> date:
    ahead = first.month - 1 + months
    return date(first.year + ahead // 12, ahead % 12 + 1, 1)
