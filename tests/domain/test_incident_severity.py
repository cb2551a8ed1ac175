from copy import deepcopy

import pytest

from firefighter.domain.errors import (
    AlreadySo,
    Incomplete,
    Missing,
    NotAllowed,
    Overtaken,
    Refused,
)
from firefighter.domain.events import SeverityChanged
from firefighter.domain.lifecycle import Status
from firefighter.domain.severity import Severity
from tests.domain.incidents import BOB, DEMANDING, LATER, RELAXED, declared, in_status

SEV1, SEV2, SEV3, SEV4 = Severity
NOT_CLOSED = [status for status in Status if status is not Status.CLOSED]


@pytest.mark.parametrize("status", NOT_CLOSED)
def test_the_new_severitys_policy_applies_at_once(status: Status) -> None:
    incident = in_status(status)
    incident.change_severity(SEV1, DEMANDING, seen=SEV3, reason="It grows", actor=BOB, now=LATER)
    assert (incident.severity, incident.policy) == (SEV1, DEMANDING)
    assert incident.demands_postmortem()
    assert incident.status is status


def test_raising_to_a_severity_with_a_room_opens_it_once() -> None:
    incident = in_status(Status.OPEN)
    incident.change_severity(SEV2, DEMANDING, seen=SEV3, reason="It grows", actor=BOB, now=LATER)
    incident.change_severity(SEV1, DEMANDING, seen=SEV2, reason="It grows", actor=BOB, now=LATER)
    assert incident.has_room
    assert incident.events == [
        SeverityChanged(
            actor=BOB, at=LATER, before=SEV3, after=SEV2, reason="It grows", opens_room=True
        ),
        SeverityChanged(
            actor=BOB, at=LATER, before=SEV2, after=SEV1, reason="It grows", opens_room=False
        ),
    ]


def test_lowering_the_severity_keeps_the_room() -> None:
    incident = declared(policy=DEMANDING, severity=SEV1)
    incident.change_severity(SEV4, RELAXED, seen=SEV1, reason="It grows", actor=BOB, now=LATER)
    assert incident.has_room
    assert not incident.demands_postmortem()


def test_a_private_incident_has_its_room_before_any_severity_asks_for_it() -> None:
    incident = in_status(Status.OPEN, private=True)
    incident.change_severity(SEV1, DEMANDING, seen=SEV3, reason="It grows", actor=BOB, now=LATER)
    (event,) = incident.events
    assert isinstance(event, SeverityChanged)
    assert not event.opens_room


@pytest.mark.parametrize(
    ("status", "wanted", "seen", "refusal"),
    [
        (Status.OPEN, SEV3, SEV3, AlreadySo),
        (Status.OPEN, SEV3, SEV1, AlreadySo),
        (Status.OPEN, SEV1, SEV2, Overtaken),
        (Status.POSTMORTEM, SEV1, SEV4, Overtaken),
        (Status.CLOSED, SEV1, SEV3, NotAllowed),
        (Status.CLOSED, SEV3, SEV3, NotAllowed),
    ],
)
def test_a_severity_that_cannot_be_set_leaves_everything_as_it_was(
    status: Status, wanted: Severity, seen: Severity, refusal: type[Refused]
) -> None:
    incident = in_status(status)
    before = deepcopy(incident)
    with pytest.raises(refusal):
        incident.change_severity(
            wanted, DEMANDING, seen=seen, reason="It grows", actor=BOB, now=LATER
        )
    assert incident == before


def test_a_severity_is_not_changed_without_a_reason() -> None:
    incident = in_status(Status.OPEN)
    before = deepcopy(incident)
    with pytest.raises(Incomplete) as refused:
        incident.change_severity(SEV1, DEMANDING, seen=SEV3, reason="", actor=BOB, now=LATER)
    assert refused.value.missing == (Missing.REASON,)
    assert incident == before


def test_who_was_overtaken_learns_what_it_is_now() -> None:
    incident = in_status(Status.OPEN)
    with pytest.raises(Overtaken) as refused:
        incident.change_severity(
            SEV1, DEMANDING, seen=SEV2, reason="It grows", actor=BOB, now=LATER
        )
    assert (refused.value.what, refused.value.value) == ("severity", SEV3)
