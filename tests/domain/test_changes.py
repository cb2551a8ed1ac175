"""Which changes may have caused an incident."""

from datetime import timedelta

import pytest

from firefighter.domain.changes import (
    ChangeKind,
    OutsideChange,
    latest_first,
    may_have_caused,
    start_of,
)
from firefighter.domain.incident import Kind
from firefighter.domain.milestones import Milestone
from tests.domain.incidents import NOW, declared

WINDOW = timedelta(minutes=30)


def change(minutes: float, service: str = "checkout") -> OutsideChange:
    """That many minutes before NOW, when incidents of these tests are declared."""
    at = NOW - timedelta(minutes=minutes)
    return OutsideChange(kind=ChangeKind.DEPLOYMENT, title="1.42", service=service, at=at)


@pytest.mark.parametrize(
    ("minutes", "service", "expected"),
    [
        (10, "checkout", True),
        (10, "Checkout", True),
        (10, "search", False),
        (0, "checkout", True),
        (30, "checkout", True),
        (30.1, "checkout", False),
        (-0.1, "checkout", False),
    ],
)
def test_only_changes_of_its_services_shortly_before_its_start(
    minutes: float, service: str, expected: bool
) -> None:
    incident = declared(services=("payments", "checkout"))
    assert may_have_caused(change(minutes, service), incident, WINDOW) is expected


def test_the_start_is_the_earliest_time_that_is_known() -> None:
    incident = declared(services=("checkout",))
    incident.milestones[Milestone.IMPACT_STARTED] = NOW - timedelta(minutes=20)
    assert start_of(incident) == NOW - timedelta(minutes=20)
    assert not may_have_caused(change(10), incident, WINDOW)
    assert may_have_caused(change(45), incident, WINDOW)


def test_nothing_real_causes_a_drill() -> None:
    incident = declared(services=("checkout",))
    incident.kind = Kind.DRILL
    assert not may_have_caused(change(10), incident, WINDOW)


def test_the_latest_comes_first() -> None:
    assert latest_first([change(20), change(5), change(10)]) == (change(5), change(10), change(20))
