"""Ranks the durations of two periods together, for the Mann-Whitney test."""

from sqlalchemy import BigInteger, ColumnElement, case, cast, func, or_, select
from sqlalchemy.orm import Session

from firefighter.adapters.store.counts import COLUMNS, asked_for, inside
from firefighter.adapters.store.tables import FactRow
from firefighter.domain.metrics.facts import Duration, Group
from firefighter.domain.metrics.report import Question
from firefighter.domain.metrics.significance import Ranking, is_tested_exactly


def of_duration(session: Session, now: Question, before: Question, duration: Duration) -> Ranking:
    """Loads the values only if they are few enough to be tested exactly."""
    column = COLUMNS[duration]
    is_now = inside(now.period)
    values = (
        select(
            column.label("value"),
            func.sum(case((is_now, 1), else_=0)).label("now"),
            func.sum(case((is_now, 0), else_=1)).label("before"),
        )
        .where(
            *asked_for(now),
            FactRow.counts_as == Group.COUNTED,
            or_(is_now, inside(before.period)),
            column.is_not(None),
        )
        .group_by(column)
        .subquery()
    )
    smaller = func.sum(values.c.before).over(order_by=values.c.value) - values.c.before
    both = values.c.now + values.c.before
    each = select(
        values.c.now,
        values.c.before,
        (values.c.now * (2 * smaller + values.c.before)).label("twice_u"),
        (both * both * both - both).label("tied"),
    ).subquery()
    sums = session.execute(
        select(
            _total(each.c.now), _total(each.c.before), _total(each.c.twice_u), _total(each.c.tied)
        )
    ).one()
    count_now, count_before, twice_u, tied = sums
    ranking = Ranking(count_now, count_before, twice_u, tied)
    if not is_tested_exactly(ranking.now, ranking.before):
        return ranking
    rows = session.execute(select(values).order_by(values.c.value))
    return Ranking.of_numbers((value, int(a), int(b)) for value, a, b in rows)


def _total(column: ColumnElement[int]) -> ColumnElement[int]:
    """0 if there are no rows. PostgreSQL sums large integers as decimals."""
    return cast(func.coalesce(func.sum(column), 0), BigInteger)
