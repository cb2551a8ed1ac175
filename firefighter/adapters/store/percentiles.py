"""Percentiles: the database ranks the values, and only the needed ranks are read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from firefighter.adapters.store.counts import COLUMNS, Total, counted
from firefighter.adapters.store.tables import FactRow
from firefighter.domain.metrics.distribution import (
    Distribution,
    distribution_from_values,
    needed_ranks,
)
from firefighter.domain.metrics.facts import Duration
from firefighter.domain.metrics.report import Point, Question
from firefighter.domain.severity import Severity


def of_duration(
    session: Session, question: Question, duration: Duration, totals: Iterable[Total]
) -> Distribution:
    of, measured = _sizes(duration, totals)
    return _percentiles(session, question, COLUMNS[duration], of, measured)


def of_completeness(session: Session, question: Question, totals: Iterable[Total]) -> Distribution:
    known = list(totals)
    of, measured = (sum(each.number for each in known), sum(each.postmortems for each in known))
    return _percentiles(session, question, FactRow.complete, of, measured)


def _percentiles(
    session: Session,
    question: Question,
    column: InstrumentedAttribute[int | None],
    of: int,
    measured: int,
) -> Distribution:
    if not measured:
        return Distribution(0, of)
    numbered = (
        select(column.label("value"), func.row_number().over(order_by=column).label("rank"))
        .where(*counted(question), column.is_not(None))
        .subquery()
    )
    rows = session.execute(
        select(numbered.c.rank, numbered.c.value).where(numbered.c.rank.in_(needed_ranks(measured)))
    )
    return distribution_from_values({rank: value for rank, value in rows}, measured, of)  # noqa: C416 - dict() is not typed for rows


def by_severity(
    session: Session, question: Question, duration: Duration, totals: Mapping[Severity, Total]
) -> Mapping[Severity, Distribution]:
    if not totals:
        return {}
    column = COLUMNS[duration]
    numbering = func.row_number().over(partition_by=FactRow.severity, order_by=column)
    numbered = (
        select(FactRow.severity, numbering.label("rank"), column.label("value"))
        .where(*counted(question), column.is_not(None))
        .subquery()
    )
    sizes = {severity: _sizes(duration, [total]) for severity, total in totals.items()}
    wanted = or_(
        *(
            and_(numbered.c.severity == severity, numbered.c.rank.in_(needed_ranks(measured)))
            for severity, (_of, measured) in sizes.items()
        )
    )
    found: dict[Severity, dict[int, int]] = defaultdict(dict)
    for severity, rank, value in session.execute(select(numbered).where(wanted)):
        found[severity][rank] = value
    return {
        severity: distribution_from_values(found[severity], measured, of)
        for severity, (of, measured) in sizes.items()
    }


def points(session: Session, question: Question, most: int) -> Sequence[Point]:
    rows = session.execute(
        select(FactRow.declared_s, FactRow.severity, FactRow.mitigate_s)
        .where(*counted(question), FactRow.mitigate_s.is_not(None))
        .order_by(FactRow.declared_s.desc(), FactRow.incident_id.desc())
        .limit(most)
    )
    found = [
        Point(datetime.fromtimestamp(declared_s, UTC), severity, after_s or 0)
        for declared_s, severity, after_s in rows
    ]
    return found[::-1]


def _sizes(duration: Duration, totals: Iterable[Total]) -> tuple[int, int]:
    """How many incidents there are, and for how many the duration is known."""
    known = list(totals)
    return sum(total.number for total in known), sum(total.measured[duration] for total in known)
