import pytest

from firefighter.domain.errors import NoChange
from firefighter.domain.events import Declared, Described
from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import Severity, SeverityPolicy
from tests.domain.incidents import ANA, BOB, DEMANDING, LATER, NOW, RELAXED, declared, in_status


def test_new_incident_is_open_and_real() -> None:
    incident = declared()
    assert (incident.status, incident.kind) == (Status.OPEN, Kind.REAL)
    assert (incident.declared_by, incident.commander) == (ANA, None)
    assert incident.milestones == {Milestone.DETECTED: NOW, Milestone.DECLARED: NOW}
    assert incident.version == 0
    assert incident.reference == "INC-42"


def test_declared_is_the_first_event() -> None:
    incident = declared(severity=Severity.SEV2, title="Mail is slow")
    first = Declared(actor=ANA, at=NOW, title="Mail is slow", severity=Severity.SEV2)
    assert incident.events == [first]


@pytest.mark.parametrize(
    ("private", "policy", "has_channel"),
    [
        (False, RELAXED, False),
        (False, DEMANDING, True),
        (True, RELAXED, True),
        (True, DEMANDING, True),
    ],
)
def test_channel_is_created_by_severity_or_when_private(
    private: bool, policy: SeverityPolicy, has_channel: bool
) -> None:
    assert declared(private=private, policy=policy).has_channel is has_channel


def test_incidents_do_not_share_mutable_state() -> None:
    first, second = declared(), declared()
    first.holders[COMMANDER] = BOB
    assert second.holders == {}


@pytest.mark.parametrize("status", Status)
def test_summary_can_be_edited_in_any_status(status: Status) -> None:
    incident = in_status(status, summary="Slow")
    incident.describe("Carts are empty", actor=BOB, now=LATER)
    assert incident.summary == "Carts are empty"
    assert incident.events == [Described(actor=BOB, at=LATER, summary="Carts are empty")]


def test_unchanged_summary_is_refused() -> None:
    incident = in_status(Status.OPEN, summary="Slow")
    with pytest.raises(NoChange):
        incident.describe("Slow", actor=BOB, now=LATER)
    assert incident.events == []
