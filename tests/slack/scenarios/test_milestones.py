"""Correcting when things really happened, by a form with dates and times."""

from datetime import timedelta

from firefighter.domain.events import MilestonesCorrected
from firefighter.domain.milestones import Milestone
from tests.slack.scenarios.case import Case
from tests.slack.scenarios.scene import Scene

BEFORE = timedelta(minutes=40)


def asked(scene: Scene, case: Case) -> list[str]:
    """The fields of the form, opened by Ana."""
    case.press(scene.ana, "milestones")
    assert scene.ana.view is not None
    return [block["block_id"] for block in scene.ana.view.blocks if block["type"] == "input"]


def seconds(case: Case, back: timedelta) -> int:
    """A moment before it was declared, as Slack's form has it."""
    return int((case.incident.milestones[Milestone.DECLARED] - back).timestamp())


def test_what_is_corrected_is_told_in_one_line_and_on_record(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    assert asked(scene, case) == ["impact_started", "detected", "acknowledged"]
    started = seconds(case, BEFORE)
    case.send(scene.ana, impact_started=started)
    assert int(case.incident.milestones[Milestone.IMPACT_STARTED].timestamp()) == started
    (line,) = case.lines
    assert line.startswith(f":stopwatch: <@{scene.ana.id}> corrected when it happened: ")
    assert f"Impact started <!date^{started}^" in line
    event = case.timeline[-1]
    assert isinstance(event, MilestonesCorrected)
    (correction,) = event.corrections
    assert (correction.milestone, correction.before) == (Milestone.IMPACT_STARTED, None)


def test_the_form_begins_with_what_is_known(scene: Scene) -> None:
    case = scene.declare()
    asked(scene, case)
    assert scene.ana.view is not None
    known = scene.ana.view.typed["detected"]["detected"]["selected_date_time"]
    assert known == int(case.incident.milestones[Milestone.DETECTED].timestamp())
    assert scene.ana.view.typed["impact_started"]["impact_started"]["selected_date_time"] is None


def test_what_cannot_have_been_so_is_refused_and_the_rest_stays(scene: Scene) -> None:
    case = scene.declare()
    asked(scene, case)
    reply = case.send(
        scene.ana, impact_started=seconds(case, timedelta(0)), detected=seconds(case, BEFORE)
    )
    assert reply.errors == {
        "impact_started": "Nobody can have detected it before it started.",
    }
    assert scene.ana.view is not None
    assert len(case.timeline) == 1


def test_sending_it_unchanged_changes_nothing(scene: Scene) -> None:
    case = scene.declare()
    asked(scene, case)
    reply = case.send(scene.ana)
    assert "That is what it says already." in str(reply.errors)
    assert len(case.timeline) == 1


def test_when_it_was_mitigated_can_be_corrected_after_it_was_closed(scene: Scene) -> None:
    case = scene.declare("sev4 Search is slow")
    case.press(scene.ana, "step.mitigate")
    case.send(scene.ana, note="Rolled back")
    case.press(scene.ana, "step.close")
    scene.type(scene.ana, f"times {case.reference}")
    mitigated = seconds(case, timedelta(minutes=5))
    case.send(scene.ana, mitigated=mitigated)
    assert int(case.incident.milestones[Milestone.MITIGATED].timestamp()) == mitigated


def test_a_correction_sent_twice_is_made_once(scene_on_either: Scene) -> None:
    scene = scene_on_either
    case = scene.declare()
    asked(scene, case)
    reply = case.send(scene.ana, impact_started=seconds(case, BEFORE))
    scene.slack.resend(reply)
    scene.slack.redeliver(reply)
    scene.quiet()
    assert len(case.timeline) == 2
    assert len(case.lines) == 1
