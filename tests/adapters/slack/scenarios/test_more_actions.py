"""The actions behind *More…*."""

import pytest

from firefighter.domain.events import Edited
from tests.adapters.slack.scenarios.incident_case import IncidentCase, elements_in
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text


def open_list(scenario: Scenario, case: IncidentCase) -> list[str]:
    """What is offered to Ana, who presses the button, by what its buttons are called."""
    offered = elements_in(case.open_list(scenario.ana).blocks)
    return [each["text"]["text"] for each in offered if "text" in each]


def choose(scenario: Scenario, case: IncidentCase, name: str) -> None:
    assert scenario.ana.view is not None
    reply = scenario.ana.press(scenario.ana.view, action_id=f"more.{name}")
    assert reply.acknowledged, reply
    case.settle()


def test_the_chosen_form_replaces_the_list(scenario: Scenario) -> None:
    case = scenario.declare()
    assert "Edit…" in open_list(scenario, case)
    choose(scenario, case, "edit")
    assert len(scenario.ana.views) == 1
    case.send(scenario.ana, title="Payments fail")
    assert case.incident.title == "Payments fail"
    assert scenario.ana.view is None


def test_the_same_choice_works_again_and_each_form_counts_once(scenario: Scenario) -> None:
    case = scenario.declare()
    for title in ("Payments fail", "Checkout fails"):
        open_list(scenario, case)
        choose(scenario, case, "edit")
        case.send(scenario.ana, title=title)
    renamed = [event for event in case.timeline if isinstance(event, Edited)]
    assert [event.after.title for event in renamed] == ["Payments fail", "Checkout fails"]


@pytest.mark.parametrize("steps", [(), ("step.mitigate", "step.close")])
def test_more_is_offered_in_every_status(scenario: Scenario, steps: tuple[str, ...]) -> None:
    case = scenario.declare("sev4 Colour is wrong")
    for step in steps:
        case.press(scenario.ana, step)
        if scenario.ana.view is not None:
            case.send(scenario.ana, **({"note": "Painted"} if step == "step.mitigate" else {}))
    assert "Edit…" in open_list(scenario, case)


def test_a_list_that_is_out_of_date_shows_the_current_state(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    roles = case.open_list(scenario.ana)
    case.press(scenario.ben, "role.scribe")
    scenario.ana.press(roles, action_id="role.scribe")
    case.settle()
    assert scenario.ana.view is not None
    assert len(scenario.ana.views) == 1
    said = modal_text(scenario.ana.view)
    assert "Someone else changed this first." in said
    assert f"Scribe: <@{scenario.ben.id}>" in said
    scenario.ana.close_view()
    severities = case.open_list(scenario.ana, "choose_severity")
    case.rate(scenario.ben, "SEV2")
    scenario.ana.press(severities, action_id="severity.SEV2")
    case.settle()
    assert scenario.ana.view is not None
    assert modal_text(scenario.ana.view).startswith("It's already SEV2.")
    assert "✓ *SEV2" in modal_text(scenario.ana.view)
