from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from firefighter.domain.ids import IncidentId
from firefighter.domain.metrics.facts import Duration, Fact, Group
from firefighter.domain.severity import Severity

SPRING = datetime(2026, 3, 1, tzinfo=UTC)
SERVICES = ("checkout", "payments", "search")


def fact(
    number: int,
    days: float = 0.0,
    *services: str,
    severity: Severity = Severity.SEV2,
    **more: object,
) -> Fact:
    """A fact declared `day` days after 1 March 2026."""
    declared = SPRING + timedelta(days=days)
    return Fact(IncidentId(number), declared, severity, services=services, **more)  # type: ignore[arg-type]


_FACTS = st.builds(
    Fact,
    incident_id=st.just(IncidentId(0)),
    declared_at=st.integers(0, 90 * 24 * 4).map(lambda n: SPRING + n * timedelta(minutes=15)),
    severity=st.sampled_from(Severity),
    group=st.sampled_from(Group),
    backfilled=st.booleans(),
    private=st.booleans(),
    trigger=st.sampled_from(["", "traffic", "unknown"]),
    failure_class=st.sampled_from(["", "capacity"]),
    contributing_factors=st.lists(st.sampled_from(["data", "workload", "tea"]), unique=True).map(
        tuple
    ),
    services=st.sets(st.sampled_from(SERVICES)).map(lambda names: tuple(sorted(names))),
    complete=st.none() | st.integers(0, 10),
    seconds=st.dictionaries(st.sampled_from(Duration), st.integers(0, 10**6)),
)


def facts() -> st.SearchStrategy[list[Fact]]:
    """A few dozen facts over ninety days."""
    return st.lists(_FACTS, max_size=25).map(
        lambda found: [replace(one, incident_id=IncidentId(n)) for n, one in enumerate(found, 1)]
    )
