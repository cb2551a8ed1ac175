"""Correcting milestones by a form with dates and times."""

from datetime import timedelta

from firefighter.domain.events import MilestonesCorrected
from firefighter.domain.milestones import Milestone
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import Scenario

BEFORE = timedelta(minutes=40)


def asked(scenario: Scenario, case: IncidentCase) -> list[str]:
    """The fields of the form, opened by Ana."""
    case.press(scenario.ana, "milestones")
    assert scenario.ana.view is not None
    return [block["block_id"] for block in scenario.ana.view.blocks if block["type"] == "input"]


def seconds(case: IncidentCase, back: timedelta) -> int:
    """A time before the declaration, in the format of Slack's form."""
    return int((case.incident.milestones[Milestone.DECLARED] - back).timestamp())


def test_correction_is_posted_in_one_line_and_recorded(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    assert asked(scenario, case) == ["impact_started", "detected", "acknowledged"]
    started = seconds(case, BEFORE)
    case.send(scenario.ana, impact_started=started)
    assert int(case.incident.milestones[Milestone.IMPACT_STARTED].timestamp()) == started
    (line,) = case.lines
    assert line.startswith(f":stopwatch: <@{scenario.ana.id}> corrected the times: ")
    assert f"Impact started <!date^{started}^" in line
    event = case.timeline[-1]
    assert isinstance(event, MilestonesCorrected)
    (correction,) = event.corrections
    assert (correction.milestone, correction.before) == (Milestone.IMPACT_STARTED, None)


def test_form_is_prefilled_with_known_times(scenario: Scenario) -> None:
    case = scenario.declare()
    asked(scenario, case)
    assert scenario.ana.view is not None
    known = scenario.ana.view.typed["detected"]["detected"]["selected_date_time"]
    assert known == int(case.incident.milestones[Milestone.DETECTED].timestamp())
    assert scenario.ana.view.typed["impact_started"]["impact_started"]["selected_date_time"] is None


def test_impossible_time_is_refused_and_other_values_are_kept(scenario: Scenario) -> None:
    case = scenario.declare()
    asked(scenario, case)
    reply = case.send(
        scenario.ana, impact_started=seconds(case, timedelta(0)), detected=seconds(case, BEFORE)
    )
    assert reply.errors == {
        "impact_started": "Detection can't be before the impact started.",
    }
    assert scenario.ana.view is not None
    assert len(case.timeline) == 1


def test_unchanged_form_changes_nothing(scenario: Scenario) -> None:
    case = scenario.declare()
    asked(scenario, case)
    reply = case.send(scenario.ana)
    assert "No change: it already says that." in str(reply.errors)
    assert len(case.timeline) == 1


def test_when_it_was_mitigated_can_be_corrected_after_it_was_closed(scenario: Scenario) -> None:
    case = scenario.declare("sev4 Search is slow")
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Rolled back")
    case.press(scenario.ana, "step.close")
    scenario.type(scenario.ana, f"times {case.reference}")
    mitigated = seconds(case, timedelta(minutes=5))
    case.send(scenario.ana, mitigated=mitigated)
    assert int(case.incident.milestones[Milestone.MITIGATED].timestamp()) == mitigated


def test_correction_sent_twice_is_recorded_once(scenario_on_either: Scenario) -> None:
    scenario = scenario_on_either
    case = scenario.declare()
    asked(scenario, case)
    reply = case.send(scenario.ana, impact_started=seconds(case, BEFORE))
    scenario.slack.resend(reply)
    scenario.slack.redeliver(reply)
    scenario.settle()
    assert len(case.timeline) == 2
    assert len(case.lines) == 1
