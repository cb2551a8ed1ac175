from datetime import timedelta

import pytest

from firefighter.domain.lifecycle import CancelReason, Status, Step, Trigger
from firefighter.domain.milestones import Milestone
from firefighter.domain.roles import COMMANDER
from tests.domain.incidents import ANA, BOB, LATER, NOW, SAID_IN_FULL, declared, in_status

MUCH_LATER = LATER + timedelta(hours=5)
FALSE_ALARM = Step(Trigger.CANCEL, cancel_reason=CancelReason.FALSE_ALARM)


@pytest.mark.parametrize(
    ("status", "trigger", "milestones"),
    [
        (Status.OPEN, Trigger.INVESTIGATE, [Milestone.ACKNOWLEDGED]),
        (Status.OPEN, Trigger.MITIGATE, [Milestone.ACKNOWLEDGED, Milestone.MITIGATED]),
        (Status.INVESTIGATING, Trigger.MITIGATE, [Milestone.MITIGATED]),
        (Status.MITIGATED, Trigger.CLOSE, [Milestone.CLOSED]),
        (Status.POSTMORTEM, Trigger.CLOSE, [Milestone.CLOSED]),
        (Status.OPEN, Trigger.CANCEL, [Milestone.CLOSED]),
        (Status.INVESTIGATING, Trigger.CANCEL, [Milestone.CLOSED]),
    ],
)
def test_a_step_sets_its_milestones(
    status: Status, trigger: Trigger, milestones: list[Milestone]
) -> None:
    incident = in_status(status)
    before = dict(incident.milestones)
    incident.advance(SAID_IN_FULL[trigger], actor=BOB, now=LATER)
    assert incident.milestones == before | dict.fromkeys(milestones, LATER)


@pytest.mark.parametrize("status", [Status.MITIGATED, Status.POSTMORTEM, Status.CLOSED])
def test_reopening_forgets_the_end_but_not_the_beginning(status: Status) -> None:
    incident = in_status(status)
    incident.advance(Step(Trigger.REOPEN, note="It is back"), actor=BOB, now=LATER)
    beginning = (Milestone.DETECTED, Milestone.DECLARED, Milestone.ACKNOWLEDGED)
    assert incident.milestones == dict.fromkeys(beginning, NOW)
    assert incident.mitigation == ""


def test_an_end_that_was_forgotten_is_set_anew() -> None:
    incident = in_status(Status.MITIGATED)
    incident.advance(Step(Trigger.REOPEN, note="It is back"), actor=BOB, now=LATER)
    incident.advance(Step(Trigger.MITIGATE, note="Restarted"), actor=BOB, now=MUCH_LATER)
    assert incident.milestones[Milestone.MITIGATED] == MUCH_LATER
    assert incident.mitigation == "Restarted"


def test_reopening_takes_a_cancellation_back() -> None:
    incident = declared()
    incident.advance(FALSE_ALARM, actor=BOB, now=LATER)
    incident.advance(Step(Trigger.REOPEN, note="It was real"), actor=BOB, now=MUCH_LATER)
    assert incident.cancellation is None


def test_the_first_acknowledgement_counts() -> None:
    incident = declared()
    incident.take_role(COMMANDER, seen=None, actor=ANA, now=LATER)
    incident.advance(Step(Trigger.INVESTIGATE), actor=BOB, now=MUCH_LATER)
    incident.take_role(COMMANDER, seen=ANA, actor=BOB, now=MUCH_LATER)
    assert incident.milestones[Milestone.ACKNOWLEDGED] == LATER


def test_a_cancelled_incident_was_never_mitigated() -> None:
    incident = declared()
    incident.advance(FALSE_ALARM, actor=BOB, now=LATER)
    assert Milestone.MITIGATED not in incident.milestones
