"""Reads what the resilience score is computed from."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from firefighter.adapters.store.tables import (
    ExperimentRow,
    ExperimentRunRow,
    FollowUpRow,
    IncidentRow,
)
from firefighter.adapters.store.training import not_revealed
from firefighter.domain.experiment_catalog import ExperimentState
from firefighter.domain.experiment_runs import (
    ExperimentPolicy,
    RunState,
    Score,
    unfinished_state,
)
from firefighter.domain.follow_ups import FollowUpState
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


def read_resilience(
    session: Session, question: Question, policy: ExperimentPolicy, now: datetime
) -> ResilienceReport:
    """Of the question's service, or of all."""
    since = session.scalar(select(func.min(ExperimentRunRow.started_at)))
    experiments = _experiments(session, question.service)
    found = baseline(question.period, since, now)
    quarters = _quarters(question.period)

    def is_given_up(started_at: datetime) -> bool:
        return unfinished_state(started_at, now, policy) is RunState.NO_RESULT

    return report_on_resilience(
        experiments,
        _runs(session, question, question.period, is_given_up),
        () if found.obstacle else _runs(session, question, found.before, is_given_up),
        by_quarter={
            each.first_day: _runs(session, question, each, is_given_up) for each in quarters
        },
        unlinked=_unlinked(session, question),
        follow_ups=_follow_ups(session, question),
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


def _runs(
    session: Session, question: Question, period: Period, is_given_up: Callable[[datetime], bool]
) -> Sequence[CountedRun]:
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
            verdict is None and is_given_up(at),
        )
        for experiment, at, tool, verdict, score, tool_score, difference in rows
        if experiment
    ]


def _unlinked(session: Session, question: Question) -> int:
    counted = select(func.count()).select_from(ExperimentRunRow)
    conditions = _conditions(question, question.period)
    return session.scalar(counted.where(ExperimentRunRow.experiment.is_(None), *conditions)) or 0


def _follow_ups(session: Session, question: Question) -> tuple[int, int]:
    """All and done, of the drills and incidents that runs of the period belong to.

    Each once: several runs may belong to one.
    """
    of_runs = select(ExperimentRunRow.incident_id).where(
        ExperimentRunRow.incident_id.is_not(None), *_conditions(question, question.period)
    )
    counted = (
        select(func.count()).select_from(FollowUpRow).where(FollowUpRow.incident_id.in_(of_runs))
    )
    done = FollowUpRow.state == FollowUpState.DONE
    current = FollowUpRow.state.in_((FollowUpState.OPEN, FollowUpState.DONE))
    return session.scalar(counted.where(current)) or 0, session.scalar(counted.where(done)) or 0


def _conditions(question: Question, period: Period) -> Sequence[ColumnElement[bool]]:
    """Runs of the period, but for those that belong to a drill which not everybody may know of."""
    return [
        ExperimentRunRow.started_at >= period.start,
        ExperimentRunRow.started_at < period.end,
        *not_hidden(private=question.private),
    ]


def not_hidden(*, private: bool = False) -> Sequence[ColumnElement[bool]]:
    """Runs of which everybody may know: not those of Game Days under way.

    Those of private incidents only with `private`.
    """
    hidden = [ExperimentRunRow.incident_id.not_in(not_revealed())]
    if not private:
        private_ones = select(IncidentRow.id).where(IncidentRow.private.is_(True))
        hidden.append(ExperimentRunRow.incident_id.not_in(private_ones))
    return [or_(ExperimentRunRow.incident_id.is_(None), each) for each in hidden]


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
