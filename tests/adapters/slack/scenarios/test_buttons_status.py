"""Status buttons: what the lifecycle allows now, at every status."""

import pytest

from firefighter.domain.events import StatusChanged
from firefighter.domain.lifecycle import OPTIONAL_STATUSES, Status, StepKind, step_kinds_from
from tests.adapters.slack.scenarios.concurrent_presses import at_once, sentences, until_answered
from tests.adapters.slack.scenarios.incident_case import IncidentCase, elements, shown
from tests.adapters.slack.scenarios.scenario import Scenario
from tests.domain.incidents import steps_to

BUILT_IN = [status for status in Status if status not in OPTIONAL_STATUSES]


def mitigate(case: IncidentCase, scenario: Scenario) -> None:
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Rolled back release 2.14")


def walk_to(case: IncidentCase, scenario: Scenario, status: Status) -> None:
    """Takes an incident whose severity requires a post-mortem through every status before it."""
    for step_kind in steps_to(status):
        if step_kind is StepKind.CLOSE:
            case.press(scenario.ana, "role.commander")
        case.press(scenario.ana, f"step.{step_kind}")
        if step_kind in {StepKind.MITIGATE, StepKind.CLOSE}:
            case.send(scenario.ana, note="Rolled back release 2.14")


@pytest.mark.parametrize("status", BUILT_IN)
def test_both_panels_and_the_list_offer_what_the_lifecycle_allows(
    scenario: Scenario, status: Status
) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    walk_to(case, scenario, status)
    assert case.incident.status is status
    allowed = set(step_kinds_from(status))
    if status is Status.MITIGATED:  # its severity asks for a post-mortem before closing
        allowed -= {StepKind.CLOSE, StepKind.MONITOR}
    assert set(case.steps(scenario.ana)) == allowed
    first = [elements(panel)[0]["action_id"] for panel in case.panels]
    assert first == [f"step.{case.steps(scenario.ana)[0]}"] * len(case.panels)


def test_mitigated_leads_to_closed_where_no_postmortem_is_required(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    mitigate(case, scenario)
    assert case.steps(scenario.ana) == ["close", "reopen"]
    case.press(scenario.ana, "step.close")
    assert case.incident.status is Status.CLOSED
    assert case.steps(scenario.ana) == ["reopen"]


@pytest.mark.parametrize("status", BUILT_IN)
def test_each_step_posts_one_line_and_records_one_entry(scenario: Scenario, status: Status) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    cards = [each.ts for each in (case.announcement, *case.panels)]
    walk_to(case, scenario, status)
    changes = case.timeline[1:]
    # The announcement's thread hears only that it is mitigated or closed.
    announced = [
        each
        for each in changes
        if isinstance(each, StatusChanged) and each.after in (Status.MITIGATED, Status.CLOSED)
    ]
    assert len(case.lines) - case.page_notices == len(changes) + len(announced)
    panel, *heard = scenario.slack.thread("incidents", case.announcement.ts)
    assert panel == case.thread_panel
    assert len(heard) == len(announced)
    assert [each.ts for each in (case.announcement, *case.panels)] == cards
    reached = [each.after for each in changes if isinstance(each, StatusChanged)]
    assert reached[-1:] == ([status] if changes else [])


def test_every_card_shows_the_status(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ana, "step.investigate")
    for card in (case.announcement, *case.panels):
        assert "Investigating" in shown(card)
    assert case.announcement.text.endswith("· Investigating")


def test_many_quick_presses_lose_no_line_and_no_refresh(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    panel = case.channel_panel
    for action in ("role.commander", "step.investigate", "choose_severity"):
        assert scenario.ana.press(panel, action_id=action, stale=True).acknowledged
    assert scenario.ana.view is not None
    assert scenario.ana.press(scenario.ana.view, action_id="severity.SEV2").acknowledged
    assert scenario.ana.submit({"reason": "Most can pay"}).acknowledged
    scenario.settle()
    assert len(case.lines) == 3
    assert "Investigating" in shown(case.announcement)
    assert "SEV2" in shown(case.channel_panel)


def test_of_two_who_start_at_once_one_wins_and_the_other_is_told(
    scenario_on_either: Scenario,
) -> None:
    scenario = scenario_on_either
    case = scenario.declare()
    panel = case.panel
    at_once(
        until_answered(
            scenario.ana,
            lambda: scenario.ana.press(panel, action_id="step.investigate", stale=True),
        ),
        until_answered(
            scenario.ben,
            lambda: scenario.ben.press(panel, action_id="step.investigate", stale=True),
        ),
    )
    scenario.settle()
    assert case.incident.status is Status.INVESTIGATING
    assert len(case.lines) == 1
    told = sentences(scenario, scenario.ana) + sentences(scenario, scenario.ben)
    assert len(told) == 1
    assert "The incident is investigating" in told[0]


@pytest.mark.parametrize("status", [Status.MITIGATED, Status.CLOSED])
def test_outdated_step_button_changes_nothing_and_says_so(
    scenario: Scenario, status: Status
) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    old = case.channel_panel
    walk_to(case, scenario, status)
    entries = len(case.timeline)
    case.press(scenario.ben, "step.investigate", on=old)
    assert case.incident.status is status
    assert len(case.timeline) == entries
    (told,) = sentences(scenario, scenario.ben)
    assert told.startswith(
        f"The incident is {status}: you can't start investigating it. Nothing was changed."
    )
