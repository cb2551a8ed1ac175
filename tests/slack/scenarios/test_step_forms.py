"""Mitigate, cancel and reopen ask for their reason in a form."""

import pytest

from firefighter.domain.events import StatusChanged
from firefighter.domain.lifecycle import CancelReason, Status
from firefighter.domain.milestones import Milestone
from tests.slack.scenarios.case import Case, shown, steps
from tests.slack.scenarios.scene import Scene


def last(case: Case) -> StatusChanged:
    event = case.timeline[-1]
    assert isinstance(event, StatusChanged)
    return event


def test_mitigating_asks_how(scene: Scene) -> None:
    case = scene.declare()
    case.press(scene.ana, "step.mitigate")
    assert scene.ana.view is not None
    assert scene.ana.view.title == f"Mitigated: {case.reference}"
    assert case.incident.status is Status.OPEN
    case.send(scene.ana, note="Rolled back release 2.14")
    assert case.incident.mitigation == "Rolled back release 2.14"
    assert "marked it mitigated: Rolled back release 2.14" in case.lines[-1]
    assert scene.ana.view is None


def test_blanks_are_no_answer_and_the_form_stays(scene: Scene) -> None:
    case = scene.declare()
    case.press(scene.ana, "step.mitigate")
    reply = case.send(scene.ana, note=" \n ")
    assert reply.errors == {"note": "Not yet: Say how it was mitigated."}
    assert scene.ana.view is not None
    assert case.incident.status is Status.OPEN
    case.send(scene.ana, note="Rolled back")
    assert last(case).after is Status.MITIGATED


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (CancelReason.FALSE_ALARM, "cancelled it: false alarm"),
        (CancelReason.EXTERNAL, "cancelled it: not ours to fix"),
        (CancelReason.OTHER, "cancelled it: something else. A test of the alarm"),
        (CancelReason.DUPLICATE, "merged it into {first}."),
    ],
)
def test_every_reason_to_cancel_ends_it(scene: Scene, reason: CancelReason, said: str) -> None:
    first = scene.declare("sev3 The first").reference
    case = scene.declare("sev3 The second")
    case.press(scene.ana, "step.cancel")
    values = {"reason": reason.value}
    if reason is CancelReason.DUPLICATE:
        values["duplicate_of"] = first.lower()
    if reason is CancelReason.OTHER:
        values["note"] = "A test of the alarm"
    case.send(scene.ana, **values)
    assert case.incident.status is Status.CLOSED
    assert case.incident.cancellation is not None
    assert case.incident.cancellation.reason is reason
    assert said.format(first=first) in case.lines[-1]
    assert "Closed (cancelled)" in shown(case.announcement)
    assert steps(case.panel) == ["reopen"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("INC-9999", "There is no INC-9999."),
        ("{itself}", "An incident cannot be a duplicate of itself."),
        ("the other one", "Which incident? Choose it from the list."),
        ("", "Which incident? Choose it from the list."),
        ("999999999999999999", "There is no INC-999999999999999999."),
    ],
)
def test_a_duplicate_of_nothing_is_refused_beside_its_field(
    scene_on_either: Scene, typed: str, says: str
) -> None:
    scene = scene_on_either
    case = scene.declare()
    case.press(scene.ana, "step.cancel")
    reply = case.send(
        scene.ana,
        reason="duplicate",
        duplicate_of=typed.format(itself=case.reference),
        note="See there",
    )
    assert reply.errors == {"duplicate_of": says}
    assert scene.ana.view is not None
    kept = scene.ana.view.typed
    assert kept["note"]["note"]["value"] == "See there"
    assert kept["reason"]["reason"]["selected_option"]["value"] == "duplicate"
    assert case.incident.status is Status.OPEN


def test_another_reason_has_to_be_said(scene: Scene) -> None:
    case = scene.declare()
    case.press(scene.ana, "step.cancel")
    reply = case.send(scene.ana, reason="other")
    assert "Say why." in " ".join(reply.errors.values())
    assert case.incident.status is Status.OPEN


def test_reopening_asks_why_and_forgets_the_end(scene: Scene) -> None:
    case = scene.declare()
    case.press(scene.ana, "step.mitigate")
    case.send(scene.ana, note="Rolled back")
    case.press(scene.ana, "step.close")
    case.press(scene.ben, "step.reopen")
    case.send(scene.ben, note="It is back")
    assert case.incident.status is Status.INVESTIGATING
    assert Milestone.CLOSED not in case.incident.milestones
    assert f"<@{scene.ben.id}> reopened it: It is back" in case.lines[-1]
    assert last(case).note == "It is back"


def test_a_form_that_lies_open_while_others_move_on_says_so(scene: Scene) -> None:
    case = scene.declare()
    case.press(scene.ana, "step.cancel")
    case.press(scene.ben, "step.mitigate")
    case.send(scene.ben, note="Rolled back")
    reply = case.send(scene.ana, reason="false_alarm")
    assert "It is mitigated now" in " ".join(reply.errors.values())
    assert case.incident.status is Status.MITIGATED
