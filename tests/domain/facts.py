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
    """Declared so many days into the spring of 2026."""
    declared = SPRING + timedelta(days=days)
    return Fact(IncidentId(number), declared, severity, services=services, **more)  # type: ignore[arg-type]


@st.composite
def facts(draw: st.DrawFn) -> list[Fact]:
    """Up to sixty, numbered, over ninety days."""
    return [
        fact(
            number,
            draw(st.integers(0, 90 * 24 * 4)) / 96,
            *draw(st.lists(st.sampled_from(SERVICES), unique=True)),
            severity=draw(st.sampled_from(Severity)),
            group=draw(st.sampled_from(Group)),
            backfilled=draw(st.booleans()),
            private=draw(st.booleans()),
            seconds=draw(st.dictionaries(st.sampled_from(Duration), st.integers(0, 10**6))),
        )
        for number in range(1, draw(st.integers(0, 60)) + 1)
    ]
