"""Rename an incident, and say which services it is about."""

from firefighter.domain.events import Edited
from tests.adapters.slack.scenarios.incident_case import shown
from tests.adapters.slack.scenarios.scenario import Scenario


def test_new_title_is_shown_on_every_card(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    scenario.type(scenario.ben, f"edit {case.reference} Payments <!channel> fail")
    case.send(scenario.ben)
    assert case.incident.title == "Payments <!channel> fail"
    said = "Payments &lt;!channel&gt; fail"
    assert case.lines[-1].endswith(f"<@{scenario.ben.id}> changed the title: {said}")
    assert said in shown(case.announcement)
    assert said in shown(case.channel_panel)
    assert said in case.incident_channel.topic.value


def test_changed_services_are_posted_and_shown(scenario: Scenario) -> None:
    case = scenario.declare()
    scenario.type(scenario.ana, f"edit {case.reference}")
    case.send(scenario.ana, services=["search", "checkout"])
    assert set(case.incident.services) == {"search", "checkout"}
    assert "changed the affected services: " in case.lines[-1]
    assert "checkout" in shown(case.announcement)
    scenario.type(scenario.ana, f"edit {case.reference}")
    case.send(scenario.ana, services=[])
    assert case.incident.services == ()


def test_no_change_and_no_title_are_refused_beside_the_field(scenario: Scenario) -> None:
    case = scenario.declare()
    scenario.type(scenario.ana, f"edit {case.reference}")
    assert set(case.send(scenario.ana).errors) == {"title"}
    assert set(case.send(scenario.ana, title=" \n").errors) == {"title"}
    assert not any(isinstance(event, Edited) for event in case.timeline)


def test_outsider_cannot_edit_a_private_incident(scenario: Scenario) -> None:
    case = scenario.declare_by_form(title="Payroll leaked", private="private")
    said = scenario.answer(scenario.ben, f"edit {case.reference} Mine")
    expected = scenario.answer(scenario.ben, "edit INC-99999 Mine")
    assert said == expected.replace("INC-99999", case.reference)
    assert case.incident.title == "Payroll leaked"
