"""Random incidents of the past."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import strategies as st
from sqlalchemy import delete, update

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.tables import NumberRow, Table
from firefighter.domain.history import IncidentHistory
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.lifecycle import Decline, DeclineReason, Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.postmortem_checks import HARD_ITEM_COUNT
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity

RULES = Rules()
SPRING = datetime(2026, 3, 1, tzinfo=UTC)
FACTORS = ("data", "workload", "a company's own")
SERVICES = ("checkout", "payments", "search")
_DAYS = 90

_numbers: Iterator[int] = count(1)
_times = st.integers(0, _DAYS * 86_400).map(lambda s: SPRING + timedelta(seconds=s))
_delays = st.integers(-600, 200_000).map(lambda s: timedelta(seconds=s))
_later = [milestone for milestone in Milestone if milestone is not Milestone.DECLARED]


@st.composite
def past_incidents(draw: st.DrawFn) -> IncidentHistory:
    declared = draw(_times)
    reached = draw(st.dictionaries(st.sampled_from(_later), _delays))
    severity = draw(st.sampled_from(Severity))
    declined = draw(st.none() | st.none() | st.sampled_from(DeclineReason))
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
        contributing_factors=tuple(draw(st.lists(st.sampled_from(FACTORS), unique=True))),
        milestones={Milestone.DECLARED: declared}
        | {milestone: declared + delay for milestone, delay in reached.items()},
        declined=Decline(declined) if declined else None,
    )
    complete = draw(st.none() | st.integers(0, HARD_ITEM_COUNT))
    return IncidentHistory(f"made-up:{next(_numbers)}", incident, complete=complete)


def past_incident() -> IncidentHistory:
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
    return IncidentHistory(f"made-up:{next(_numbers)}", incident)


def with_number(past: list[IncidentHistory]) -> list[IncidentHistory]:
    """With the numbers that an empty database gives them."""
    return [
        replace(one, incident=replace(one.incident, id=IncidentId(number)))
        for number, one in enumerate(past, 1)
    ]


def empty(database: Database) -> None:
    """Deletes every row, as after the migrations."""
    with database.writing() as session:
        for table in reversed(Table.metadata.sorted_tables):
            if table is not NumberRow.__table__:
                session.execute(delete(table))
        session.execute(update(NumberRow).values(last=0))
