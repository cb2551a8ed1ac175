"""Incidents of the past by the handful, as chance has it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import strategies as st
from sqlalchemy import delete, update

from firefighter.domain.history import Past
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Cancellation, Incident, Kind
from firefighter.domain.lifecycle import CancelReason, Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.quality import CHECKED
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.store.database import Database
from firefighter.store.tables import NumberRow, Table

RULES = Rules()
SPRING = datetime(2026, 3, 1, tzinfo=UTC)
SERVICES = ("checkout", "payments", "search")
_DAYS = 90

_numbers: Iterator[int] = count(1)
_moments = st.integers(0, _DAYS * 86_400).map(lambda s: SPRING + timedelta(seconds=s))
_delays = st.integers(-600, 200_000).map(lambda s: timedelta(seconds=s))
_later = [milestone for milestone in Milestone if milestone is not Milestone.DECLARED]


@st.composite
def pasts(draw: st.DrawFn) -> Past:
    declared = draw(_moments)
    reached = draw(st.dictionaries(st.sampled_from(_later), _delays))
    severity = draw(st.sampled_from(Severity))
    cancelled = draw(st.none() | st.none() | st.sampled_from(CancelReason))
    incident = Incident(
        id=IncidentId(0),
        kind=draw(st.sampled_from(Kind)),
        title="Checkout returns 500",
        severity=severity,
        policy=RULES.policy(severity),
        private=draw(st.booleans()) and draw(st.booleans()),
        declared_by=UserId("U0ANA"),
        services=tuple(draw(st.lists(st.sampled_from(SERVICES), unique=True))),
        status=Status.CLOSED,
        trigger=draw(st.sampled_from(["", "traffic", "unknown"])),
        failure_class=draw(st.sampled_from(["", "capacity"])),
        milestones={Milestone.DECLARED: declared}
        | {milestone: declared + delay for milestone, delay in reached.items()},
        cancellation=Cancellation(cancelled) if cancelled else None,
    )
    complete = draw(st.none() | st.integers(0, CHECKED))
    return Past(f"made-up:{next(_numbers)}", incident, complete=complete)


def a_past() -> Past:
    incident = Incident(
        id=IncidentId(0),
        kind=Kind.BACKFILLED,
        title="Checkout returns 500",
        severity=Severity.SEV2,
        policy=RULES.policy(Severity.SEV2),
        private=False,
        declared_by=UserId("U0ANA"),
        status=Status.CLOSED,
        milestones={Milestone.DECLARED: SPRING},
    )
    return Past(f"made-up:{next(_numbers)}", incident)


def numbered(past: list[Past]) -> list[Past]:
    """As an empty house numbers them."""
    return [
        replace(one, incident=replace(one.incident, id=IncidentId(number)))
        for number, one in enumerate(past, 1)
    ]


def empty(database: Database) -> None:
    """As after the migration."""
    with database.writing() as session:
        for table in reversed(Table.metadata.sorted_tables):
            if table is not NumberRow.__table__:
                session.execute(delete(table))
        session.execute(update(NumberRow).values(last=0))
