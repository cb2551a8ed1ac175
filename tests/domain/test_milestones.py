from datetime import timedelta

import pytest

from firefighter.domain.lifecycle import DeclineReason, Status, Step, StepKind
from firefighter.domain.milestones import Milestone
from firefighter.domain.roles import COMMANDER
from tests.domain.incidents import ANA, BOB, COMPLETE_STEPS, LATER, NOW, declared, in_status

MUCH_LATER = LATER + timedelta(hours=5)
FALSE_ALARM = Step(StepKind.DECLINE, decline_reason=DeclineReason.FALSE_ALARM)


@pytest.mark.parametrize(
    ("status", "step_kind", "milestones"),
    [
        (Status.OPEN, StepKind.INVESTIGATE, [Milestone.ACKNOWLEDGED]),
        (Status.OPEN, StepKind.MITIGATE, [Milestone.ACKNOWLEDGED, Milestone.MITIGATED]),
        (Status.INVESTIGATING, StepKind.MITIGATE, [Milestone.MITIGATED]),
        (Status.MITIGATED, StepKind.CLOSE, [Milestone.CLOSED]),
        (Status.POSTMORTEM, StepKind.CLOSE, [Milestone.CLOSED]),
        (Status.OPEN, StepKind.DECLINE, [Milestone.CLOSED]),
        (Status.INVESTIGATING, StepKind.DECLINE, [Milestone.CLOSED]),
    ],
)
def test_steps_set_milestones(
    status: Status, step_kind: StepKind, milestones: list[Milestone]
) -> None:
    incident = in_status(status)
    before = dict(incident.milestones)
    incident.advance(COMPLETE_STEPS[step_kind], actor=BOB, now=LATER)
    assert incident.milestones == before | dict.fromkeys(milestones, LATER)


@pytest.mark.parametrize("status", [Status.MITIGATED, Status.POSTMORTEM, Status.CLOSED])
def test_reopening_clears_only_end_milestones(status: Status) -> None:
    incident = in_status(status)
    incident.advance(Step(StepKind.REOPEN, note="It is back"), actor=BOB, now=LATER)
    beginning = (Milestone.DETECTED, Milestone.DECLARED, Milestone.ACKNOWLEDGED)
    assert incident.milestones == dict.fromkeys(beginning, NOW)
    assert incident.mitigation == ""


def test_end_milestones_are_set_again_after_reopening() -> None:
    incident = in_status(Status.MITIGATED)
    incident.advance(Step(StepKind.REOPEN, note="It is back"), actor=BOB, now=LATER)
    incident.advance(Step(StepKind.MITIGATE, note="Restarted"), actor=BOB, now=MUCH_LATER)
    assert incident.milestones[Milestone.MITIGATED] == MUCH_LATER
    assert incident.mitigation == "Restarted"


def test_reopening_clears_the_declination() -> None:
    incident = declared()
    incident.advance(FALSE_ALARM, actor=BOB, now=LATER)
    incident.advance(Step(StepKind.REOPEN, note="It was real"), actor=BOB, now=MUCH_LATER)
    assert incident.declined is None


def test_first_acknowledgement_is_kept() -> None:
    incident = declared()
    incident.take_role(COMMANDER, seen=None, actor=ANA, now=LATER)
    incident.advance(Step(StepKind.INVESTIGATE), actor=BOB, now=MUCH_LATER)
    incident.take_role(COMMANDER, seen=ANA, actor=BOB, now=MUCH_LATER)
    assert incident.milestones[Milestone.ACKNOWLEDGED] == LATER


def test_declined_incident_has_no_mitigation() -> None:
    incident = declared()
    incident.advance(FALSE_ALARM, actor=BOB, now=LATER)
    assert Milestone.MITIGATED not in incident.milestones
