from copy import deepcopy

import pytest

from firefighter.domain.errors import (
    Conflict,
    EditConflict,
    Incomplete,
    Missing,
    NoChange,
    NotAllowedInStatus,
    Refused,
)
from firefighter.domain.events import SeverityChanged
from firefighter.domain.lifecycle import Status
from firefighter.domain.severity import Severity
from tests.domain.incidents import BOB, DEMANDING, LATER, RELAXED, declared, in_status

SEV1, SEV2, SEV3, SEV4 = Severity
NOT_CLOSED = [status for status in Status if status is not Status.CLOSED]


@pytest.mark.parametrize("status", NOT_CLOSED)
def test_policy_of_the_new_severity_applies_immediately(status: Status) -> None:
    incident = in_status(status)
    incident.change_severity(SEV1, DEMANDING, seen=SEV3, reason="It grows", actor=BOB, now=LATER)
    assert (incident.severity, incident.policy) == (SEV1, DEMANDING)
    assert incident.requires_postmortem()
    assert incident.status is status


def test_raising_the_severity_creates_the_channel_once() -> None:
    incident = in_status(Status.OPEN)
    incident.change_severity(SEV2, DEMANDING, seen=SEV3, reason="It grows", actor=BOB, now=LATER)
    incident.change_severity(SEV1, DEMANDING, seen=SEV2, reason="It grows", actor=BOB, now=LATER)
    assert incident.has_channel
    assert incident.events == [
        SeverityChanged(
            actor=BOB, at=LATER, before=SEV3, after=SEV2, reason="It grows", opens_channel=True
        ),
        SeverityChanged(
            actor=BOB, at=LATER, before=SEV2, after=SEV1, reason="It grows", opens_channel=False
        ),
    ]


def test_lowering_the_severity_keeps_the_channel() -> None:
    incident = declared(policy=DEMANDING, severity=SEV1)
    incident.change_severity(SEV4, RELAXED, seen=SEV1, reason="It grows", actor=BOB, now=LATER)
    assert incident.has_channel
    assert not incident.requires_postmortem()


def test_private_incident_has_a_channel_at_any_severity() -> None:
    incident = in_status(Status.OPEN, private=True)
    incident.change_severity(SEV1, DEMANDING, seen=SEV3, reason="It grows", actor=BOB, now=LATER)
    (event,) = incident.events
    assert isinstance(event, SeverityChanged)
    assert not event.opens_channel


@pytest.mark.parametrize(
    ("status", "wanted", "seen", "refusal"),
    [
        (Status.OPEN, SEV3, SEV3, NoChange),
        (Status.OPEN, SEV3, SEV1, NoChange),
        (Status.OPEN, SEV1, SEV2, EditConflict),
        (Status.POSTMORTEM, SEV1, SEV4, EditConflict),
        (Status.CLOSED, SEV1, SEV3, NotAllowedInStatus),
        (Status.CLOSED, SEV3, SEV3, NotAllowedInStatus),
    ],
)
def test_refused_severity_changes_nothing(
    status: Status, wanted: Severity, seen: Severity, refusal: type[Refused]
) -> None:
    incident = in_status(status)
    before = deepcopy(incident)
    with pytest.raises(refusal):
        incident.change_severity(
            wanted, DEMANDING, seen=seen, reason="It grows", actor=BOB, now=LATER
        )
    assert incident == before


def test_lowering_the_severity_requires_a_reason() -> None:
    incident = in_status(Status.OPEN)
    before = deepcopy(incident)
    with pytest.raises(Incomplete) as refused:
        incident.change_severity(SEV4, RELAXED, seen=SEV3, reason="", actor=BOB, now=LATER)
    assert refused.value.missing == (Missing.REASON,)
    assert incident == before


def test_raising_the_severity_requires_no_reason() -> None:
    incident = in_status(Status.OPEN)
    incident.change_severity(SEV2, DEMANDING, seen=SEV3, reason="", actor=BOB, now=LATER)
    (event,) = incident.events
    assert isinstance(event, SeverityChanged)
    assert (incident.severity, event.reason) == (SEV2, "")


def test_severity_conflict_names_the_current_severity() -> None:
    incident = in_status(Status.OPEN)
    with pytest.raises(EditConflict) as refused:
        incident.change_severity(
            SEV1, DEMANDING, seen=SEV2, reason="It grows", actor=BOB, now=LATER
        )
    assert (refused.value.what, refused.value.value) == (Conflict.SEVERITY, SEV3)
